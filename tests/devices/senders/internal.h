#ifndef DEVICES_SENDERS_INTERNAL_H
#define DEVICES_SENDERS_INTERNAL_H

/* Declarations that the files of the emulated senders share. */

#include "devices/senders/sender.h"

/* block.c */

/*
 * Returns the length of the next data block when `left` bytes of the file
 * remain.
 */
size_t sender_block_len(const struct sender_model *, size_t left);

/*
 * Returns true if the sender sends a block of padding after a file of this
 * length.
 */
bool sender_has_extra_block(const struct sender_model *, size_t len);

/*
 * Puts the content of block 0 into the sender's `unit`, the buffer for the
 * block or EOT to send.
 */
void sender_put_header(struct sender *);

/*
 * Adds SOH or STX, the number, its complement and the check to the `len` bytes
 * of data in `unit`.
 */
void sender_build_block(struct sender *, uint8_t number, size_t len);

/* transmit.c */

/*
 * sender_send() sends bytes. Until all bytes are sent, sender_busy() returns
 * true and the sender reads nothing.
 */
bool sender_busy(const struct sender *);
void sender_send(struct sender *, const void *, size_t);

/* Sets the silence in ms after which the sender acts; 0: it waits for ever. */
void sender_wait(struct sender *, uint32_t ms);

void sender_leave(struct sender *, enum sender_belief);
void sender_give_up(struct sender *);

void sender_repeat(struct sender *);
void sender_await_request(struct sender *, enum sender_stage);

/*
 * sender_go_on() handles a request, or a timeout in place of the request.
 * sender_advance() handles an ACK. sender_end_file() handles the answer to the
 * last EOT.
 */
void sender_go_on(struct sender *);
void sender_advance(struct sender *);
void sender_end_file(struct sender *);

/* receive.c */

bool sender_awaits_request(const struct sender *);

/* Reads the received bytes, and performs all actions that are due. */
void sender_run(struct sender *);

#endif
