#include "xm/internal.h"

/*
 * How long the sender's next block is.
 *
 * The longer a block, the fewer answers to wait for, and the more is lost with
 * it: at one error in 10,000 bytes it is all the same on a local line, beyond
 * that 128 bytes are better than 1024.  So when two blocks of 1024 were refused
 * one after the other, or three of five, the next have 128, until as many of
 * them got through in a row as make four long ones.
 *
 * Where the answers have a long way, short blocks may be the slower ones though
 * fewer are lost.  If the first eight of them take more time than the long
 * block before them, with all its repetitions, they are not tried again.
 *
 * A block that was refused is sent again as it was: only between blocks may the
 * length change (Forsberg, "XMODEM-1k").  Few receivers cannot take both
 * lengths in a file (ST's SBSFU); for them there is XM_TAIL_FULL.
 */

enum {
	LONG = 1024,
	SHORT = 128,
	STRIKE = 2, /* for a refusal; an ACK takes one back */
	STRIKES_OUT = 4,
	STRIKES_NEVER = UINT8_MAX, /* short blocks have not paid */
	TRIAL = LONG / SHORT,
	PROOF = TRIAL + 4 * LONG / SHORT
};

static void
go_long(struct xm *x, uint8_t strikes)
{
	x->send.block_len = LONG;
	x->send.length.strikes = strikes;
}

static void
long_acked(struct xm *x)
{
	struct xm_length *l = &x->send.length;
	uint32_t took_ms;

	if (x->tries == 0 && l->strikes > 0 && l->strikes != STRIKES_NEVER)
		l->strikes--;
	if (l->strikes < STRIKES_OUT || l->strikes == STRIKES_NEVER ||
	    x->options.tail == XM_TAIL_FULL)
		return;
	took_ms = x->now_ms - l->begun_ms;
	l->took_ms = (uint16_t)xm_least(took_ms, UINT16_MAX);
	l->begun_ms = x->now_ms;
	l->acked = 0;
	x->send.block_len = SHORT;
}

static void
short_acked(struct xm *x)
{
	struct xm_length *l = &x->send.length;

	l->acked++;
	if (l->acked == TRIAL && x->now_ms - l->begun_ms >= l->took_ms)
		go_long(x, STRIKES_NEVER);
	else if (l->acked == PROOF)
		go_long(x, STRIKE);
}

void
xm_length_begin(struct xm *x)
{
	if (x->send.block_len == LONG)
		x->send.length.begun_ms = x->now_ms;
}

void
xm_length_refused(struct xm *x)
{
	struct xm_length *l = &x->send.length;

	if (x->send.block_len == LONG && l->strikes < STRIKES_OUT)
		l->strikes = (uint8_t)(l->strikes + STRIKE);
	else if (l->acked > TRIAL)
		l->acked = TRIAL;
}

void
xm_length_acked(struct xm *x)
{
	/* The tail of a file says nothing. */
	if (x->options.block_len == SHORT || x->data_len != x->send.block_len)
		return;
	if (x->send.block_len == LONG)
		long_acked(x);
	else
		short_acked(x);
}
