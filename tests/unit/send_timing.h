#ifndef UNIT_SEND_TIMING_H
#define UNIT_SEND_TIMING_H

/* Checks to the millisecond when a sender sends and when it ends. */

#include "unit/send_setup.h"

enum { BLOCK_LEN = 133 }; /* bytes of a block with 128 bytes of data */

/* Asserts that the next output has `len` bytes and comes after exactly `ms`. */
void timing_expect(struct scripted_peer *, uint32_t ms, size_t len);

/* Asserts that the transfer ends after exactly `ms`, with this error. */
void timing_expect_end(struct scripted_peer *, uint32_t ms, enum xm_error);

/* Begins a sender with files of 300 bytes, which has received no request. */
void timing_begin(struct scripted_peer *, const struct xm_options *, int files);

/* Begins a sender, which has sent the first block or block 0. */
void timing_begin_block(struct scripted_peer *, bool ymodem, int files);

/* Begins a sender, which has sent the EOT of the first file. */
void timing_begin_eot(struct scripted_peer *, bool ymodem, int files);

#endif
