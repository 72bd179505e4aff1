#ifndef XM_INTERNAL_H
#define XM_INTERNAL_H

/* What the core's own files share. */

#include "xm/wire.h"
#include "xm/xm.h"

#if __STDC_HOSTED__
#include <assert.h>
#include <string.h>
#else
/* All that a freestanding program has to bring; compilers call them anyway. */
#define assert(truth) ((void)sizeof(truth))
void *memcpy(void *restrict, const void *restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
size_t strlen(const char *);
#endif

/*
 * send_length.c: the sender's x->block_len.  To be called when a block of data
 * is sent first, when it is asked for again, and when it was acknowledged.
 */
void xm_length_begin(struct xm *);
void xm_length_refused(struct xm *);
void xm_length_acked(struct xm *);

/*
 * send_request.c: takes the next byte of a burst.  A byte that may be a request
 * is held.  Returns the held byte if it was text after all, or 0.
 */
uint8_t xm_request_take(struct xm_request *, uint8_t);

/*
 * Whether the burst, continued by these bytes, is neither text nor protocol:
 * telemetry, or noise.
 */
bool xm_request_is_noise(struct xm_request, const uint8_t *, size_t);

/*
 * engine.c
 *
 * The time is x->now_ms: every public function begins with setting it.
 *
 * A state is a constant object.  `input` takes at least one byte, unless it
 * asks for something, and returns how many; `sent` is called when all output
 * has been written; `expired` when the time that xm_enter() gave has passed.
 */
struct xm_state {
#if __STDC_HOSTED__
	const char *name;
#define XM_STATE(name, ...)                                                    \
	{                                                                      \
		name, __VA_ARGS__                                              \
	}
#else
	/* A boot loader has no log to print a name in. */
#define XM_STATE(name, ...)                                                    \
	{                                                                      \
		__VA_ARGS__                                                    \
	}
#endif
	size_t (*input)(struct xm *, const uint8_t *, size_t);
	void (*sent)(struct xm *);
	void (*expired)(struct xm *);
	bool indivisible; /* xm_cancel() waits until the state is left */
};

void xm_init(struct xm *, uint32_t now_ms, const struct xm_options *);
void xm_enter(struct xm *, const struct xm_state *, uint32_t wait_ms);
void xm_offer(struct xm *, const uint8_t *, size_t);
void xm_say(struct xm *, uint8_t);

/* The input of a state in which nothing counts any more. */
size_t xm_ignore(struct xm *, const uint8_t *, size_t);

/* Success, or failure that the other end is told of, or is not. */
void xm_end(struct xm *);
void xm_fail(struct xm *, enum xm_error);
void xm_drop(struct xm *, enum xm_error);

/* As code these four are shorter than a call. */

static inline uint32_t
xm_least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static inline void
xm_ask(struct xm *x, enum xm_event event)
{
	x->event = event;
}

/* Is the first time before the second?  They are within 2^31 ms. */
static inline bool
xm_before(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) < 0;
}

/* May a block that failed first at `since_ms` be sent or asked for again? */
static inline bool
xm_may_retry(const struct xm *x, uint32_t since_ms)
{
	return x->tries < x->options.retries ||
	       xm_before(x->now_ms, since_ms + x->options.timeout_ms / 4);
}

enum { XM_TEXT_MIN = 4 }; /* bytes of text; fewer may be damage */

/*
 * send_listen.c: a state in which the sender waits for the receiver, and what
 * it does with each answer: ACK; a request (C, G or NAK); silence until the
 * time given to xm_listen_for() has passed; CAN CAN, or a single CAN that
 * silence or text follows.  `acked` is NULL where no block is out.
 */
struct xm_listener {
	struct xm_state state; /* with xm_take_answer() and xm_judge_answer() */
	uint32_t quiet_ms;     /* silence after a request, for it to count */
	uint32_t text_ms;      /* silence after text, which ends the wait; 0:
				  text ends nothing */
	bool one_can;          /* a single CAN cancels (SAM-BA sends no more) */
	void (*acked)(struct xm *);
	void (*asked)(struct xm *, uint8_t request);
	void (*silent)(struct xm *);
	void (*cancelled)(struct xm *);
};

/* Returns the listener whose first member is this state. */
const struct xm_listener *xm_listener(const struct xm_state *);

/* The time counts from when the output must have arrived. */
void xm_listen_for(struct xm *, const struct xm_listener *, uint32_t wait_ms);

/* The same after output; text that came while it was being sent counts. */
void xm_listen_on(struct xm *, const struct xm_listener *, uint32_t wait_ms);

size_t xm_take_answer(struct xm *, const uint8_t *, size_t);
void xm_judge_answer(struct xm *);

/*
 * Takes bytes that come while a block is being sent: they are older than the
 * block, and only CANs count.  Returns true at the second CAN in a row.
 */
bool xm_overhear(struct xm *, const uint8_t *, size_t);

/*
 * Compares a byte with the block that was sent.  Returns true if it may be an
 * echo; ends the transfer if it is one.
 */
bool xm_is_echo(struct xm *, uint8_t);

#endif
