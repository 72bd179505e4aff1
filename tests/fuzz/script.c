#include <stdlib.h>
#include <string.h>

#include "fuzz/copy.h"
#include "fuzz/fuzz.h"
#include "fuzz/script.h"
#include "xm/internal.h"

enum {
	INNER_WAIT_MS = 20000, /* longest wait that no option sets */
	DEADLINES_MAX = 200000
};

/* Returns the next byte of the script, or 0 at its end. */
static uint8_t
next_byte(struct script *s)
{
	if (s->left == 0)
		return 0;
	s->left--;
	return *s->at++;
}

static uint32_t
longer(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* Makes options from the next two bytes. */
static struct xm_options
choose_options(struct script *s)
{
	static const uint32_t rates[] = { 0, 0, 11520, 30 };
	static const uint32_t times_ms[] = { 60000, 1000, 5000, 1 };
	struct xm_options o = XM_OPTIONS_DEFAULT;
	uint8_t a = next_byte(s);
	uint8_t b = next_byte(s);

	o.ymodem = a & 1;
	o.block_len = a & 2 ? 1024 : 128;
	o.tail = a & 4 ? XM_TAIL_SHORT : XM_TAIL_AUTO;
	o.start_now = a & 8;
	o.streaming = a & 0x10;
	o.final = (a >> 5 & 3) % 3;
	o.check = (b & 3) % 3;
	o.eot = (b >> 2 & 3) % 3;
	o.bytes_per_s = rates[b >> 4 & 3];
	o.timeout_ms = times_ms[b >> 6];
	o.retries = a & 0x80 ? 2 : 25;
	/* Start at 0, or 5 s before the clock wraps. */
	s->now_ms = b & 4 ? 0 : UINT32_MAX - 5000;
	s->longest_wait_ms = longer(o.timeout_ms, o.wait_ms) + INNER_WAIT_MS;
	/* At 30 bytes/s a block takes 35 s; up to 25 blocks may precede it. */
	if (o.bytes_per_s == 30)
		s->longest_wait_ms += 26 * 35000;
	return o;
}

/* Checks the conditions that the engine must meet after each step. */
static void
check(const struct script *s)
{
	const uint8_t *out;
	size_t len = xm_output(&s->xm, &out);
	volatile uint8_t sum = 0;

	MUST(xm_wait_ms(&s->xm, s->now_ms) <= s->longest_wait_ms);
	MUST(len <= XM_BLOCK_MAX);
	for (size_t i = 0; i < len; i++)
		sum = (uint8_t)(sum + out[i]);
	MUST(xm_state(&s->xm)[0] != '\0');
	MUST(s->stored <= s->announced);
	if (xm_event(&s->xm) >= XM_DONE) {
		MUST(len == 0);
		MUST(xm_wait_ms(&s->xm, s->now_ms) == 0);
		MUST((xm_event(&s->xm) == XM_DONE) ==
		     (xm_error(&s->xm) == XM_OK));
	}
}

static void
answer(struct script *s)
{
	check(s);
	while (xm_event(&s->xm) != XM_NONE && xm_event(&s->xm) < XM_DONE) {
		s->answer(s);
		check(s);
	}
}

static void
read_text(const struct script *s)
{
	const uint8_t *text;
	size_t len = xm_text(&s->xm, &text);
	volatile uint8_t sum = 0;

	MUST(len <= XM_TEXT_MAX);
	for (size_t i = 0; i < len; i++)
		sum = (uint8_t)(sum + text[i]);
}

static void
hear(struct script *s, const uint8_t *bytes, size_t len)
{
	uint8_t *copy = copy_bytes(bytes, len);
	size_t used = 0;

	do {
		size_t n = xm_input(&s->xm, s->now_ms, copy + used, len - used);

		MUST(n <= len - used);
		/*
		 * xm_input() must take a byte unless an event is pending.  An
		 * engine that is being cancelled may have dropped this event.
		 */
		MUST(n > 0 || used == len || xm_event(&s->xm) != XM_NONE ||
		     xm_error(&s->xm) == XM_EABORTED);
		used += n;
		read_text(s);
		answer(s);
	} while (used < len && xm_event(&s->xm) < XM_DONE);
	free(copy);
}

static void
pass(struct script *s, uint32_t ms)
{
	uint32_t wait_ms = xm_wait_ms(&s->xm, s->now_ms);

	/* Call the engine at most 1 s after its deadline. */
	s->now_ms += ms < wait_ms + 1000 ? ms : wait_ms + 1000;
	xm_input(&s->xm, s->now_ms, NULL, 0);
	answer(s);
}

static void
write_out(struct script *s, size_t most)
{
	const uint8_t *out;
	size_t len = xm_output(&s->xm, &out);

	xm_sent(&s->xm, s->now_ms, len < most ? len : most);
	answer(s);
}

/*
 * Sends an intact block to the engine.  The bits of the operation are:
 *
 *	1  the next byte is the block's number; otherwise the number is that
 *	   of the previous block plus 1
 *	2  the check is a sum; otherwise a CRC
 *	4  the block has 1024 bytes; otherwise 128
 *	8  the next byte is the number of data bytes that follow; otherwise 1
 */
static void
hear_block(struct script *s, uint8_t op)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len = op & 4 ? 1024 : 128;
	size_t given = op & 8 ? next_byte(s) : 1;

	s->number = op & 1 ? next_byte(s) : (uint8_t)(s->number + 1);
	memset(block, 0, sizeof block);
	for (size_t i = 0; i < given && i < len; i++)
		block[3 + i] = next_byte(s);
	hear(s, block, xm_block_seal(block, s->number, len, !(op & 2)));
}

static void
step(struct script *s)
{
	uint8_t op = next_byte(s);

	if (op < 0x80) {
		size_t len = (op & 0x3fu) + 1;

		if (len > s->left)
			len = s->left;
		hear(s, s->at, len);
		s->at += len;
		s->left -= len;
	} else if (op < 0xa0) {
		pass(s, (op & 0x1f) == 0 ? 0 : 1u << ((op & 0x1f) - 1) % 20);
	} else if (op < 0xb0) {
		pass(s, xm_wait_ms(&s->xm, s->now_ms) + (op & 3) - 1);
	} else if (op < 0xc0) {
		write_out(s, op == 0xbf ? SIZE_MAX : 1u << (op & 0xf));
	} else if (op < 0xe0) {
		hear_block(s, op);
	} else if (op == 0xe0) {
		xm_cancel(&s->xm, s->now_ms);
		answer(s);
	}
}

/* Checks that no call changes an engine that has ended. */
static void
stay_ended(struct script *s)
{
	enum xm_event event = xm_event(&s->xm);
	enum xm_error error = xm_error(&s->xm);

	xm_cancel(&s->xm, s->now_ms);
	xm_input(&s->xm, s->now_ms + 100000, (const uint8_t *)"C\006", 2);
	xm_sent(&s->xm, s->now_ms, 0);
	MUST(xm_event(&s->xm) == event && xm_error(&s->xm) == error);
}

void
script_run(struct script *s, const uint8_t *bytes, size_t len,
    void (*init)(struct xm *, uint32_t now_ms, const struct xm_options *))
{
	struct xm_options options;
	unsigned deadlines = 0;

	s->at = bytes;
	s->left = len;
	s->announced = XM_SIZE_UNKNOWN;
	options = choose_options(s);
	init(&s->xm, s->now_ms, &options);
	answer(s);
	while (s->left > 0 && xm_event(&s->xm) < XM_DONE)
		step(s);
	/* On a silent line that takes all output, the engine must end. */
	while (xm_event(&s->xm) < XM_DONE) {
		write_out(s, SIZE_MAX);
		pass(s, xm_wait_ms(&s->xm, s->now_ms));
		MUST(deadlines++ < DEADLINES_MAX);
	}
	stay_ended(s);
}
