#include "xm/internal.h"

/*
 * Chooses the length of the sender's next block.
 *
 * Long blocks need fewer answers, but each error costs more bytes.  On a local
 * line both lengths are equally fast at one error in 10,000 bytes; with more
 * errors, 128 bytes are faster than 1024.  So after two rejected blocks of 1024
 * bytes in a row, or three of five, the sender changes to 128 bytes.  The
 * first eight short blocks are a trial.  After the trial, 32 short blocks in a
 * row without a rejection, the data of four long blocks, make the sender return
 * to 1024 bytes.
 *
 * If answers take long, short blocks may be slower than long blocks, although
 * fewer of them are rejected.  If the first eight short blocks do not take less
 * time than the last long block with all its repetitions, the sender does not
 * use short blocks again.
 *
 * A rejected block is sent again unchanged: the length may change only between
 * blocks (Forsberg, "XMODEM-1k").  A few receivers, such as ST's SBSFU, do not
 * accept both lengths in one file; they need XM_TAIL_FULL.
 */

enum {
	LONG = 1024,
	SHORT = 128,
	SCORE_REJECTED = 2, /* points for a rejected block; an ACK removes 1 */
	SCORE_SHORT = 4,
	SCORE_NEVER = UINT8_MAX, /* score that prevents short blocks, because
				    they were not faster than long blocks */
	TRIAL = LONG / SHORT,
	PROOF = TRIAL + 4 * LONG / SHORT
};

static void
use_long_blocks(struct xm *x, uint8_t score)
{
	x->send.block_len = LONG;
	x->send.length.score = score;
}

static void
long_acked(struct xm *x)
{
	struct xm_length *l = &x->send.length;
	uint32_t took_ms;

	if (x->tries == 0 && l->score > 0 && l->score != SCORE_NEVER)
		l->score--;
	if (l->score < SCORE_SHORT || l->score == SCORE_NEVER ||
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
		use_long_blocks(x, SCORE_NEVER);
	else if (l->acked == PROOF)
		use_long_blocks(x, SCORE_REJECTED);
}

void
xm_length_begin(struct xm *x)
{
	if (x->send.block_len == LONG)
		x->send.length.begun_ms = x->now_ms;
}

void
xm_length_rejected(struct xm *x)
{
	struct xm_length *l = &x->send.length;

	if (x->send.block_len == LONG && l->score < SCORE_SHORT)
		l->score = (uint8_t)(l->score + SCORE_REJECTED);
	else if (l->acked > TRIAL)
		l->acked = TRIAL;
}

void
xm_length_acked(struct xm *x)
{
	/* The tail of a file does not show which length is better. */
	if (x->options.block_len == SHORT || x->data_len != x->send.block_len)
		return;
	if (x->send.block_len == LONG)
		long_acked(x);
	else
		short_acked(x);
}
