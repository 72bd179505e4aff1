#ifndef HARNESS_TIME_LIMIT_H
#define HARNESS_TIME_LIMIT_H

/*
 * How long an engine may take, and how often it may try again, at most, before
 * it ends, whatever the other end does.  It depends on the options and on the
 * steps that the transfer makes: the start, each block, each EOT, each request
 * that is answered are one each.
 */

#include <stdint.h>

struct xm_options;

/*
 * A sender waits `wait_ms` for the start.  In each step it says something at
 * most `retries` times more than once, or four times if that is less, and waits
 * for each answer as long as `timeout_ms`, and as long for a line that takes
 * nothing; and 12 s for the answer to an EOT.
 */
uint64_t time_limit_sender_ms(const struct xm_options *, uint64_t steps);

/*
 * A receiver waits `wait_ms` for the start, and in each step `timeout_ms`. That
 * ends when it has waited for silence, for 10 s, and told the other end, for
 * 3 s; and the next file may begin 36 s later.
 */
uint64_t time_limit_receiver_ms(const struct xm_options *, uint64_t steps);

/*
 * Of either: in each step `retries`, or one every 20 ms for a quarter of the
 * timeout, and the one that was too many.
 */
uint64_t time_limit_retries(const struct xm_options *, uint64_t steps);

#endif
