#include "xm/internal.h"

/*
 * The part that sender and receiver share: input, output, time, and the end of
 * a transfer.  The states in send.c and recv.c interpret the bytes.
 */

enum {
	CANCEL_MS = 4000 /* time in which the line must accept the CANs */
};

void
xm_end(struct xm *x)
{
	x->out_len = 0;
	x->event = x->error == XM_OK ? XM_DONE : XM_FAILED;
}

void
xm_init(struct xm *x, uint32_t now_ms, const struct xm_options *options)
{
	memset(x, 0, sizeof *x);
	x->options = *options;
	x->now_ms = x->received_ms = now_ms;
}

void
xm_enter(struct xm *x, const struct xm_state *state, uint32_t wait_ms)
{
	x->state = state;
	x->due_ms = x->now_ms + wait_ms;
}

void
xm_offer(struct xm *x, const uint8_t *bytes, size_t len)
{
	x->out = bytes;
	x->out_len = (uint16_t)len;
}

void
xm_put_text(struct xm *x, uint8_t byte)
{
	x->text_bytes[x->text_len++] = byte;
}

size_t
xm_ignore(struct xm *x, const uint8_t *in, size_t len)
{
	(void)x;
	(void)in;
	return len;
}

/*
 * Sends CANs, then ends the transfer with XM_FAILED.  After xm_cancel(), the
 * error stays XM_EABORTED.
 */
void
xm_fail(struct xm *x, enum xm_error error)
{
	static const struct xm_state cancelling =
	    XM_STATE("cancelling", xm_ignore, xm_end, xm_end, true);
	/*
	 * Eight CANs stop every known receiver: U-Boot needs three, barebox
	 * seven.  The backspaces delete the CANs if a shell receives them
	 * (Forsberg).
	 */
	static const uint8_t cancel[] = { CAN, CAN, CAN, CAN, CAN, CAN, CAN,
		CAN, BS, BS, BS, BS, BS, BS, BS, BS };

	if (x->error == XM_OK)
		x->error = error;
	x->event = XM_NONE;
	xm_offer(x, cancel, sizeof cancel);
	xm_enter(x, &cancelling, CANCEL_MS);
}

void
xm_fail_quietly(struct xm *x, enum xm_error error)
{
	if (x->error == XM_OK)
		x->error = error;
	xm_end(x);
}

/*
 * Begins the cancellation that xm_cancel() has requested.  Does nothing while
 * the state is indivisible and no event is pending.
 */
static void
cancel_when_due(struct xm *x)
{
	bool between = x->event != XM_NONE || !x->state->indivisible;

	if (x->error == XM_EABORTED && x->event < XM_DONE && between)
		xm_fail(x, XM_EABORTED);
}

size_t
xm_input(struct xm *x, uint32_t now_ms, const uint8_t *in, size_t len)
{
	size_t used = 0;
	uint16_t pause_ms = (uint16_t)(now_ms - x->received_ms);

	x->now_ms = now_ms;
	if (len > 0 && pause_ms > x->pause_ms)
		x->pause_ms = pause_ms;
	x->text_len = 0;
	/* One input byte may add two bytes of text; see take_request(). */
	while (
	    used < len && x->event == XM_NONE && x->text_len < XM_TEXT_MAX - 1)
		used += x->state->input(x, in + used, len - used);
	if (used > 0)
		x->received_ms = now_ms;
	/* The bytes may have come before the deadline: process them first. */
	if (x->event == XM_NONE && !xm_before(x->now_ms, x->due_ms))
		x->state->expired(x);
	cancel_when_due(x);
	return used;
}

size_t
xm_output(const struct xm *x, const uint8_t **out)
{
	*out = x->out;
	return x->out_len;
}

void
xm_sent(struct xm *x, uint32_t now_ms, size_t len)
{
	x->now_ms = now_ms;
	if (x->out_len == 0)
		return;
	x->out += len;
	x->out_len = (uint16_t)(x->out_len - len);
	if (x->out_len == 0 && x->state->sent != NULL)
		x->state->sent(x);
	cancel_when_due(x);
}

uint32_t
xm_wait_ms(const struct xm *x, uint32_t now_ms)
{
	if (x->event != XM_NONE || !xm_before(now_ms, x->due_ms))
		return 0;
	return x->due_ms - now_ms;
}

size_t
xm_text(const struct xm *x, const uint8_t **text)
{
	*text = x->text_bytes;
	return x->text_len;
}

void
xm_cancel(struct xm *x, uint32_t now_ms)
{
	x->now_ms = now_ms;
	if (x->error != XM_OK || x->event >= XM_DONE)
		return;
	x->error = XM_EABORTED;
	x->due_ms = x->limit_ms = now_ms + CANCEL_MS;
	cancel_when_due(x);
}

enum xm_event
xm_event(const struct xm *x)
{
	return x->event;
}

enum xm_error
xm_error(const struct xm *x)
{
	return x->error;
}

struct xm_counts
xm_counts(const struct xm *x)
{
	return x->counts;
}

bool
xm_settled(const struct xm *x)
{
	return x->settled;
}

bool
xm_has_crc(const struct xm *x)
{
	return x->crc;
}

const char *
xm_state(const struct xm *x)
{
#if __STDC_HOSTED__
	return x->state->name;
#else
	(void)x;
	return "";
#endif
}
