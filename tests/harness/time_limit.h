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
 * Returns the longest time of a sender.  It waits `wait_ms` for the start.  In
 * each step it sends again `retries` times, or four times if that is more.
 * Each time it waits up to `timeout_ms` for the line and `timeout_ms` for the
 * answer.  It waits 12 s for the answer to an EOT.
 */
uint64_t time_limit_sender_ms(const struct xm_options *, uint64_t steps);

/*
 * Returns the longest time of a receiver.  It waits `wait_ms` for the start,
 * and `timeout_ms` in each step.  To cancel, it waits up to 10 s for silence
 * and 3 s for the line.  The next file may begin 36 s later.
 */
uint64_t time_limit_receiver_ms(const struct xm_options *, uint64_t steps);

/*
 * Returns the most retries of either end: in each step `retries`, or one every
 * 20 ms for a quarter of the timeout, and the last one, which ends the
 * transfer.
 */
uint64_t time_limit_retries(const struct xm_options *, uint64_t steps);

#endif
