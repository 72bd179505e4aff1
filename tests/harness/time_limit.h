#ifndef HARNESS_TIME_LIMIT_H
#define HARNESS_TIME_LIMIT_H

/*
 * Upper bounds for the time and the retries of an engine, for any behaviour of
 * the other end.  They depend on the options and on the number of steps of the
 * transfer: the start, each block, each EOT and each answered request.
 */

#include <stdint.h>

struct xm_options;

/*
 * Returns the longest time that a sender may take. The sender waits `wait_ms`
 * for the start. In each step it sends its message once, and then again
 * `retries` times or four times, whichever is more. Each time it waits up to
 * `timeout_ms` until the line accepts the message, and up to `timeout_ms` for
 * the answer. Each time, the bound adds 12 s to these two waits.
 */
uint64_t time_limit_sender_ms(const struct xm_options *, uint64_t steps);

/*
 * Returns the longest time that a receiver may take. This is `wait_ms` for the
 * start, 3 s to send the CANs of a cancel, and for each step `timeout_ms`, 10 s
 * of waiting for silence and 36 s of waiting for the next file.
 */
uint64_t time_limit_receiver_ms(const struct xm_options *, uint64_t steps);

/*
 * Returns the largest number of retries that either end may count. In each
 * step, these are `retries` retries, one more for every 20 ms in a quarter of
 * `timeout_ms`, and the last retry, which ends the transfer.
 */
uint64_t time_limit_retries(const struct xm_options *, uint64_t steps);

#endif
