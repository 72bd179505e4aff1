#ifndef XM_INTERNAL_H
#define XM_INTERNAL_H

/* Declarations that the files of the core share. */

#include "xm/wire.h"
#include "xm/xm.h"

#if __STDC_HOSTED__
#include <assert.h>
#include <string.h>
#else
/*
 * A freestanding program must provide these functions.  Compilers may generate
 * calls of these functions even for code that does not call them.
 */
#define assert(truth) ((void)sizeof(truth))
void *memcpy(void *restrict, const void *restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
size_t strlen(const char *);
#endif

/*
 * send_length.c: chooses x->send.block_len.  The sender calls these functions
 * when it sends a data block for the first time, when the block is rejected,
 * and when the block is acknowledged.
 */
void xm_length_begin(struct xm *);
void xm_length_rejected(struct xm *);
void xm_length_acked(struct xm *);

/*
 * send_request.c: processes the next byte of a burst, which is a series of
 * bytes that ends in silence.  C and G may be requests, so they do not count as
 * text at first.  If this byte shows that the C or G before it was text,
 * returns that C or G; otherwise returns 0.
 */
uint8_t xm_request_take(struct xm_request *, uint8_t);

/*
 * Returns true if the burst together with these bytes is neither text nor
 * protocol, but telemetry or noise.
 */
bool xm_request_is_noise(struct xm_request, const uint8_t *, size_t);

/*
 * engine.c
 *
 * Every public function with `now_ms` first sets x->now_ms.
 *
 * A state is a constant object.  `input` returns the number of bytes that it
 * has processed, at least one unless `input` raises an event.  `sent` is called
 * when all output has been written.  `expired` is called when the time that was
 * passed to xm_enter() is over.
 */
struct xm_state {
#if __STDC_HOSTED__
	const char *name;
#define XM_STATE(name, ...)                                                    \
	{                                                                      \
		name, __VA_ARGS__                                              \
	}
#else
	/* A freestanding program has no log, so its states have no names. */
#define XM_STATE(name, ...)                                                    \
	{                                                                      \
		__VA_ARGS__                                                    \
	}
#endif
	size_t (*input)(struct xm *, const uint8_t *, size_t);
	void (*sent)(struct xm *);
	void (*expired)(struct xm *);
	bool indivisible; /* xm_cancel() takes effect only when this state ends
			     or raises an event */
};

/* Initialises the members that the sender and the receiver share. */
void xm_init(struct xm *, uint32_t now_ms, const struct xm_options *);

/* Enters a state that expires after `wait_ms`. */
void xm_enter(struct xm *, const struct xm_state *, uint32_t wait_ms);

/* Sets the output.  The bytes must stay valid until they are sent. */
void xm_offer(struct xm *, const uint8_t *, size_t);

/* Appends a byte to the result of xm_text(). */
void xm_put_text(struct xm *, uint8_t);

/* The input function of a state that discards all bytes. */
size_t xm_ignore(struct xm *, const uint8_t *, size_t);

/* Ends the transfer: XM_DONE, or XM_FAILED if an error is set. */
void xm_end(struct xm *);

/*
 * Sends CANs, then ends the transfer with XM_FAILED.  An error that is already
 * set stays.
 */
void xm_fail(struct xm *, enum xm_error);

/*
 * Ends the transfer with XM_FAILED at once, and sends nothing.  An error that
 * is already set stays.
 */
void xm_fail_quietly(struct xm *, enum xm_error);

/* These four functions are inline because their code is shorter than a call. */

static inline uint32_t
xm_least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static inline void
xm_raise(struct xm *x, enum xm_event event)
{
	x->event = event;
}

/* Returns true if time a is before b.  They differ by less than 2^31 ms. */
static inline bool
xm_before(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) < 0;
}

/*
 * Returns true if a block that first failed at `since_ms` may be sent or
 * requested again.
 */
static inline bool
xm_may_retry(const struct xm *x, uint32_t since_ms)
{
	return x->tries < x->options.retries ||
	       xm_before(x->now_ms, since_ms + x->options.timeout_ms / 4);
}

/* The minimum length of text.  Fewer bytes may be a damaged answer or block. */
enum { XM_TEXT_MIN = 4 };

/*
 * send_listen.c: a state in which the sender waits for an answer of the
 * receiver, with one function for each kind of answer.
 */
struct xm_listener {
	struct xm_state state; /* state whose `input` is xm_take_answer() and
				  whose `expired` is xm_judge_answer() */
	uint32_t quiet_ms;     /* silence that must follow a request */
	uint32_t text_ms;      /* minimum silence that ends the wait if text was
				  received; 0: text does not end the wait */
	bool one_can;          /* a single CAN cancels (SAM-BA sends one) */

	/* Called after an ACK.  NULL in a state that expects no ACK. */
	void (*acked)(struct xm *);
	/* Called after C, G or NAK. */
	void (*requested)(struct xm *, uint8_t request);
	/*
	 * Called when `wait_ms` of xm_listen_for() has passed, or when silence
	 * has followed text (see `text_ms`).
	 */
	void (*timed_out)(struct xm *);
	/* Called after CAN CAN, or after one CAN and then silence or text. */
	void (*cancelled)(struct xm *);
};

/* Returns the listener whose first member is this state. */
const struct xm_listener *xm_listener(const struct xm_state *);

/*
 * Enters the state for `wait_ms`.  The wait begins at the estimated time when
 * all output has reached the receiver.
 */
void xm_listen_for(struct xm *, const struct xm_listener *, uint32_t wait_ms);

/*
 * As xm_listen_for(), but text that was received during the output is treated
 * as text of this wait, and can end the wait.
 */
void xm_listen_after_output(
    struct xm *, const struct xm_listener *, uint32_t wait_ms);

/* The function `input` of a listener's state: processes one byte. */
size_t xm_take_answer(struct xm *, const uint8_t *, size_t);

/*
 * The function `expired` of a listener's state: calls the listener's function
 * for the answer that was received, or for the timeout.
 */
void xm_judge_answer(struct xm *);

/*
 * Processes the first of the bytes as part of a request, text or noise.  The
 * other bytes only help to detect noise.  Returns true if the first byte is the
 * second CAN in a row.
 */
bool xm_take_byte(struct xm *, const uint8_t *, size_t);

/*
 * Compares a received byte with the block that was sent.  Returns true if the
 * byte may be part of an echo.  Ends the transfer after three such bytes in a
 * row.
 */
bool xm_is_echo(struct xm *, uint8_t);

#endif
