#ifndef DEVICES_SENDERS_INTERNAL_H
#define DEVICES_SENDERS_INTERNAL_H

/* Declarations that the files of the emulated senders share. */

#include "devices/senders/sender.h"

/* block.c */

/*
 * Returns the length of the next data block, if `left` bytes of the file
 * remain.
 */
size_t sender_block_len(const struct sender_model *, size_t left);

/* Returns true if a block of padding follows a file of this length. */
bool sender_has_extra_block(const struct sender_model *, size_t len);

/* Puts block 0's content into the unit. */
void sender_put_header(struct sender *);

/* Puts head and check around that much data in the unit. */
void sender_build_block(struct sender *, uint8_t number, size_t len);

/* transmit.c */

/* Sends bytes. The sender reads nothing until they have left. */
bool sender_busy(const struct sender *);
void sender_say(struct sender *, const void *, size_t);

/* Sets the time of silence after which the sender acts; 0: never. */
void sender_wait(struct sender *, uint32_t ms);

void sender_leave(struct sender *, enum sender_belief);
void sender_give_up(struct sender *);

void sender_repeat(struct sender *);
void sender_await_request(struct sender *, enum sender_stage);

/*
 * Handle a request (or the start without one), an ACK, and the ACK of the EOT.
 */
void sender_go_on(struct sender *);
void sender_advance(struct sender *);
void sender_end_file(struct sender *);

/* receive.c */

bool sender_awaits_request(const struct sender *);

/* Reads the received bytes, and does what is due. */
void sender_run(struct sender *);

#endif
