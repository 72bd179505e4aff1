#include "harness/time_limit.h"
#include "xm/xm.h"

enum {
	TRIES_MIN = 4,
	EOT_MS = 12000,
	SILENCE_MS = 10000,
	CANCEL_MS = 3000,
	ANSWER_MS = 20,
	NEXT_MS = 36000
};

uint64_t
time_limit_sender_ms(const struct xm_options *o, uint64_t steps)
{
	uint64_t tries = 1 + (o->retries < TRIES_MIN ? TRIES_MIN : o->retries);

	return o->wait_ms +
	       steps * tries * (2 * (uint64_t)o->timeout_ms + EOT_MS);
}

uint64_t
time_limit_receiver_ms(const struct xm_options *o, uint64_t steps)
{
	return o->wait_ms +
	       steps * ((uint64_t)o->timeout_ms + SILENCE_MS + NEXT_MS) +
	       CANCEL_MS;
}

uint64_t
time_limit_retries(const struct xm_options *o, uint64_t steps)
{
	return steps * (o->retries + o->timeout_ms / 4 / ANSWER_MS + 1u);
}
