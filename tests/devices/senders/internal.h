#ifndef DEVICES_SENDERS_INTERNAL_H
#define DEVICES_SENDERS_INTERNAL_H

/* What the files of the emulated senders' engine offer each other. */

#include "devices/senders/sender.h"

/* block.c */

/* How long the next data block is if so much of the file is left. */
size_t sender_block_len(const struct sender_model *, size_t left);

/* Does a block of nothing but padding follow a file of that length? */
bool sender_has_extra_block(const struct sender_model *, size_t len);

/* Puts block 0's content into the unit. */
void sender_put_header(struct sender *);

/* Puts head and check around that much data in the unit. */
void sender_build_block(struct sender *, uint8_t number, size_t len);

/* transmit.c */

/* It sends, and reads nothing. */
bool sender_busy(const struct sender *);
void sender_say(struct sender *, const void *, size_t);

/* Something happens if it hears nothing for so long; 0: nothing does. */
void sender_wait(struct sender *, uint32_t ms);

void sender_leave(struct sender *, enum sender_belief);
void sender_give_up(struct sender *);

void sender_repeat(struct sender *);
void sender_await_request(struct sender *, enum sender_stage);

/* A request came, or it begins without; an ACK came; that of the EOT did. */
void sender_go_on(struct sender *);
void sender_advance(struct sender *);
void sender_end_file(struct sender *);

/* receive.c */

bool sender_awaits_request(const struct sender *);

/* Reads what has come, and sees what is due. */
void sender_run(struct sender *);

#endif
