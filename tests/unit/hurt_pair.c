#include "unit/hurt_pair.h"

#include <assert.h>
#include <string.h>

#include "harness/random.h"
#include "transfer/xm_frames.h"
#include "xm/wire.h"

enum { RUN_MAX_MS = 100000000, PIECE_MAX = 1100, HEAD = 3 };

/* The file. */

static void
fill(struct hurt_pair *p)
{
	uint8_t *data = p->sender.endpoint.file[0].data;
	size_t last = p->len - 100;

	for (size_t i = 0; i < p->len; i++) {
		if (p->file == FILE_ZEROS)
			data[i] = 0;
		else if (p->file == FILE_TEXT)
			data[i] = (uint8_t)(i % 32 == 30   ? '\r'
					    : i % 32 == 31 ? '\n'
							   : 'a' + i % 17);
		else if (p->file == FILE_RICH && data[i] == p->value &&
			 i < last)
			data[i] ^= 0x40;
	}
	if (p->file != FILE_RANDOM && p->file != FILE_TEXT)
		data[last] = p->value;
}

/* Damage to the bytes of the sender. */

static bool
is_block(const uint8_t *bytes, size_t len)
{
	return len > HEAD && bytes[0] != CAN;
}

/* A CRC with any polynomial and initial value. */
static uint16_t
other_crc(const uint8_t *b, size_t len, uint16_t polynomial, uint16_t crc)
{
	for (; len-- > 0; b++) {
		crc = (uint16_t)(crc ^ *b << 8);
		for (int bit = 0; bit < 8; bit++)
			crc = (uint16_t)(crc << 1 ^
					 ((crc & 0x8000) ? polynomial : 0));
	}
	return crc;
}

/* The CRC of Kermit, which processes the lowest bit of each byte first. */
static uint16_t
kermit_crc(const uint8_t *b, size_t len)
{
	uint16_t crc = 0;

	for (; len-- > 0; b++) {
		crc ^= *b;
		for (int bit = 0; bit < 8; bit++)
			crc = (uint16_t)(crc >> 1 ^ ((crc & 1) ? 0x8408 : 0));
	}
	return crc;
}

static void
change_check(uint8_t *bytes, size_t len, unsigned number)
{
	const uint8_t *data = bytes + HEAD;
	size_t n = len - HEAD - 2;
	uint8_t *check = bytes + len - 2;
	bool low_first = number % 2 == 1;
	uint16_t crc;

	if (number == 3)
		crc = kermit_crc(data, n);
	else
		crc = other_crc(data, n, number == 2 ? 0x3d65 : 0x1021,
		    number == 0 ? 0xffff : 0);
	check[low_first] = (uint8_t)(crc >> 8);
	check[!low_first] = (uint8_t)crc;
}

static size_t
hurt_block(struct hurt_end *e, uint8_t *bytes, size_t len)
{
	const struct hurt *h = &e->pair->hurt;
	bool header = bytes[1] == 0 && e->evidence.number != 255;

	if (!is_block(bytes, len))
		return len;
	if (h->kind == HURT_CUT)
		return len < h->value ? len : h->value;
	if (h->kind == HURT_CHECK)
		change_check(bytes, len, h->value);
	if (h->kind == HURT_FROM_BLOCK && bytes[1] == h->value && !header)
		return 0;
	if (h->kind == HURT_NO_WRAP && !header) {
		e->wrapped = e->wrapped || bytes[1] == 0;
		bytes[1] = (uint8_t)(bytes[1] + e->wrapped * h->value);
		bytes[2] = (uint8_t)~bytes[1];
	}
	return len;
}

static size_t
hurt_byte(struct hurt_pair *p, uint8_t byte, uint8_t *to)
{
	const struct hurt *h = &p->hurt;
	bool strikes = h->kind == HURT_FLIP || h->kind == HURT_LOSE;

	strikes = strikes && random_below(&p->random, h->value) == 0;
	*to = byte;
	if (h->kind == HURT_SEVEN)
		*to &= 0x7f;
	if (h->kind == HURT_FLIP && strikes)
		*to ^= (uint8_t)(1 + random_below(&p->random, 255));
	if (h->kind == HURT_LOSE)
		return !strikes;
	if (byte != h->value)
		return 1;
	if (h->kind == HURT_CHANGE)
		*to = (uint8_t)h->other;
	to[1] = h->kind == HURT_FOLLOW ? (uint8_t)h->other : byte;
	if (h->kind == HURT_EAT)
		return 0;
	return 1 + (h->kind == HURT_DOUBLE || h->kind == HURT_FOLLOW);
}

static size_t
hurt_all(struct hurt_end *e, const uint8_t *bytes, size_t len, uint8_t *to,
    size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < len && n + 2 <= size; i++)
		n += hurt_byte(e->pair, bytes[i], to + n);
	return n;
}

/* Damage to the answers of the receiver. */
static size_t
hurt_answer(struct hurt_end *e, uint8_t *to, size_t len)
{
	const struct hurt *h = &e->pair->hurt;
	bool over = e->sent > h->value;

	if (h->kind == HURT_MUTE && over)
		return 0;
	if (h->kind == HURT_CANCEL && over) {
		to[0] = to[1] = CAN;
		return 2;
	}
	return len;
}

/* Both ends. Each end records its bytes in its struct evidence. */

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct hurt_end *e = self;

	if (len > 0)
		evidence_received(&e->evidence, bytes, len);
	e->party.input(e->party.self, now_ms, bytes, len);
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct hurt_end *e = self;
	uint8_t bytes[PIECE_MAX];
	size_t len =
	    e->party.output(e->party.self, now_ms, bytes, sizeof bytes);

	if (len == 0)
		return 0;
	e->sent++;
	evidence_sent(&e->evidence, bytes, len,
	    e->endpoint.sends && is_block(bytes, len),
	    xm_counts(&e->endpoint.xm).retries);
	if (e->endpoint.sends) {
		len = hurt_block(e, bytes, len);
		return hurt_all(e, bytes, len, space, size);
	}
	memcpy(space, bytes, len);
	return hurt_answer(e, space, len);
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	struct hurt_end *e = self;

	return e->party.wait_ms(e->party.self, now_ms);
}

static bool
ended(void *self)
{
	struct hurt_end *e = self;

	return e->party.ended(e->party.self);
}

static struct party
begin(struct hurt_pair *p, struct hurt_end *e, bool sends)
{
	e->pair = p;
	e->party = endpoint_party(&e->endpoint);
	evidence_begin(&e->evidence, &xm_frames, sends);
	return (struct party){ e, input, output, wait_ms, ended };
}

void
hurt_pair_run(struct hurt_pair *p)
{
	struct virtual_line line;

	p->random = p->seed;
	endpoint_add(&p->sender.endpoint, "f", p->len, (unsigned)p->seed);
	fill(p);
	endpoint_begin_sender(&p->sender.endpoint, 0, &p->options);
	endpoint_begin_receiver(&p->receiver.endpoint, 0, &p->options);
	virtual_line_init(
	    &line, begin(p, &p->sender, true), begin(p, &p->receiver, false));
	assert(virtual_line_run(&line, RUN_MAX_MS));
	virtual_line_free(&line);
}

static enum failure
failure_of(const struct xm *x)
{
	switch (xm_error(x)) {
	case XM_OK:
		return FAILURE_NONE;
	case XM_ENOSTART:
		return FAILURE_NO_START;
	case XM_ERETRIES:
		return FAILURE_RETRIES;
	case XM_ESILENCE:
		return FAILURE_SILENCE;
	case XM_ESKIPPED:
		return FAILURE_SKIPPED;
	case XM_ECANCELLED:
		return FAILURE_CANCELLED;
	default:
		return FAILURE_UNFINISHED;
	}
}

const char *
hurt_pair_advice(const struct hurt_end *e, char *text, size_t size)
{
	struct advice_case c = { .failure = failure_of(&e->endpoint.xm),
		.sends = e->endpoint.sends,
		.protocol = e->endpoint.xm.options.ymodem ? "YMODEM" : "XMODEM",
		.port = "/dev/ttyS0",
		.baud = 115200,
		.mode = "8N1",
		.last_text = "",
		.timeout_ms = e->endpoint.xm.options.timeout_ms };

	text[0] = '\0';
	if (c.failure == FAILURE_NONE)
		return NULL;
	return advice_give(&e->evidence, &c, text, size);
}

void
hurt_pair_free(struct hurt_pair *p)
{
	endpoint_free(&p->sender.endpoint);
	endpoint_free(&p->receiver.endpoint);
}
