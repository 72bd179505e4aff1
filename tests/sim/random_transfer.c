#include <string.h>

#include "harness/random.h"
#include "sim/judge.h"
#include "sim/random_transfer.h"
#include "xm/internal.h"

/* A random choice from a list of numbers. */
#define PICK(r, ...)                                                           \
	pick(r, (const uint32_t[]){ __VA_ARGS__ },                             \
	    sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

enum {
	STARTER_INPUT_MAX = 4096,
	DELAY_MAX_US = 3000000 /* longest delay of a byte in one direction */
};

static uint32_t
pick(uint64_t *r, const uint32_t *list, size_t len)
{
	return list[random_below(r, (uint32_t)len)];
}

static bool
once_in(uint64_t *r, uint32_t times)
{
	return random_below(r, times) == 0;
}

/* The choices of a transfer. */

void
simulate_plain(struct simulation *s)
{
	static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

	memset(s, 0, sizeof *s);
	s->sender_options = s->receiver_options = defaults;
	virtual_line_init(
	    &s->wire, endpoint_party(&s->sender), endpoint_party(&s->receiver));
}

static void
choose_timeouts(struct xm_options *o, uint64_t *r)
{
	o->wait_ms = PICK(r, 120000, 120000, 30000, 5000);
	/*
	 * Leave out 3 s, the time between two requests of a receiver: a sender
	 * would time out at the moment of a repeated request.
	 */
	o->timeout_ms = PICK(r, 60000, 60000, 60000, 20000, 5000, 500);
	o->retries = (uint16_t)PICK(r, 25, 25, 25, 10, 3, 1, 0);
}

static void
choose_options(struct simulation *s, uint64_t *r)
{
	struct xm_options *from = &s->sender_options;
	struct xm_options *to = &s->receiver_options;

	choose_timeouts(from, r);
	choose_timeouts(to, r);
	from->ymodem = !once_in(r, 3);
	from->block_len = (uint16_t)PICK(r, 128, 128, 128, 1024);
	from->tail =
	    PICK(r, XM_TAIL_AUTO, XM_TAIL_AUTO, XM_TAIL_FULL, XM_TAIL_SHORT);
	from->start_now = once_in(r, 20);
	from->pad = once_in(r, 10) ? EOT : 0x1a;
	if (once_in(r, 4))
		from->final = once_in(r, 2) ? XM_FINAL_ALWAYS : XM_FINAL_NEVER;
	to->streaming = from->ymodem && once_in(r, 4);
	to->check = PICK(r, XM_CHECK_AUTO, XM_CHECK_AUTO, XM_CHECK_CRC,
	    XM_CHECK_CRC, XM_CHECK_SUM);
	to->eot = PICK(r, XM_EOT_AUTO, XM_EOT_AUTO, XM_EOT_ACK, XM_EOT_NAK);
}

/*
 * One file in 32 (one in 256 with blocks of 1024 bytes) is so long that its
 * block numbers wrap.
 */
static size_t
choose_len(const struct xm_options *o, uint64_t *r)
{
	uint32_t turn = 255u * o->block_len; /* bytes in blocks 1 to 255 */

	if (once_in(r, o->block_len == 1024 ? 256 : 32))
		return turn - o->block_len + random_below(r, turn / 4);
	return PICK(
	    r, 0, 1, 127, 128, 129, 300, 512, 640, 700, 1024, 1025, 1500);
}

static void
choose_files(struct simulation *s, uint64_t *r)
{
	static const char *const names[] = { "one", "two", "three" };
	int files = 1;

	if (s->sender_options.ymodem)
		files = (int)PICK(r, 1, 1, 1, 2, 3);
	for (int i = 0; i < files; i++) {
		size_t len = choose_len(&s->sender_options, r);

		endpoint_add(
		    &s->sender, names[i], len, (unsigned)random_next(r));
		if (once_in(r, 8))
			s->sender.file[i].about.size = XM_SIZE_UNKNOWN;
		if (once_in(r, 8)) /* the whole file repeats one control byte,
				      so part of a block can look like an EOT */
			memset(s->sender.file[i].data,
			    (int)PICK(r, EOT, SOH, CAN, ACK, NAK), len);
	}
}

/*
 * Chooses the delay of one direction. In half of the cases, each piece of data
 * has a different delay.
 */
static void
choose_delay(struct virtual_line_way *way, uint64_t *r)
{
	uint32_t us =
	    PICK(r, 0, 0, 1000, 16000, 100000, random_below(r, 700000),
		random_below(r, 1200000), random_below(r, DELAY_MAX_US + 1));

	way->jitter_us = once_in(r, 2) ? random_below(r, us + 1) : 0;
	way->latency_us = us - way->jitter_us;
}

static void
choose_line(struct simulation *s, uint64_t *r)
{
	struct virtual_line *w = &s->wire;

	w->byte_us = PICK(r, 87, 87, 87, 87, 10, 1041, 0, 9000);
	if (w->byte_us > 0 && once_in(r, 2))
		s->sender_options.bytes_per_s = 1000000 / w->byte_us;
	w->random = random_next(r) | 1;
	for (int i = 0; i < 2; i++) {
		struct virtual_line_way *way = &w->way[i];

		way->piece_len = PICK(r, 1, 8, 64, 64, 512, 2048);
		choose_delay(way, r);
		way->buffer_len = PICK(r, 0, 0, 4096, 256, 16);
	}
}

static uint32_t
fault_value(enum fault_kind kind, uint64_t *r)
{
	switch (kind) {
	case FAULT_NONE:
	case FAULT_DROP:
	case FAULT_DOUBLE:
		break;
	case FAULT_FLIP:
		return once_in(r, 2) ? 1u << random_below(r, 8)
				     : 1 + random_below(r, 255);
	case FAULT_INSERT:
		return PICK(r, SOH, STX, EOT, ACK, NAK, CAN, REQUEST_CRC,
		    REQUEST_G, random_below(r, 256));
	case FAULT_BURST:
	case FAULT_STUTTER:
		return PICK(r, 2, 3, 16, 132, 1 + random_below(r, 2000));
	case FAULT_CUT:
		if (once_in(r, 16))
			return LINE_DEAD;
		return PICK(r, 2, 3, 16, 131, 1 + random_below(r, 2000));
	case FAULT_PAUSE:
		return PICK(r, 20, 100, 300, 1000, 3000, random_below(r, 6000));
	}
	return 0;
}

/*
 * Returns a random position. A third of all positions are near the start, and a
 * third are near the end.
 */
static size_t
choose_place(uint32_t said, uint64_t *r)
{
	uint32_t near = said < 1000 ? said : 1000;

	switch (random_below(r, 3)) {
	case 0:
		return random_below(r, near);
	case 1:
		return said - 1 - random_below(r, near);
	default:
		return random_below(r, said);
	}
}

/* Chooses the faults. A third of them come shortly after another fault. */
static void
choose_faults(struct simulation *s, uint64_t *r)
{
	uint32_t count = PICK(r, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 16);
	uint32_t said[2] = { 140, 8 }; /* estimated number of bytes
					  that each end sends */
	size_t at = 0;
	int way = 0;

	for (int i = 0; i < s->sender.files; i++) {
		uint32_t len = (uint32_t)s->sender.file[i].len;

		said[0] += len + len / 16 + 140;
		said[1] += len / s->sender_options.block_len + 4;
	}
	for (uint32_t i = 0; i < count; i++) {
		enum fault_kind kind =
		    FAULT_DROP + random_below(r, FAULT_PAUSE);
		uint32_t value = fault_value(kind, r);

		if (i > 0 && once_in(r, 3)) {
			at += random_below(r, 140);
		} else {
			way = once_in(r, 3);
			at = choose_place(said[way], r);
		}
		simulate_fault(s, way, (struct fault){ kind, at, value });
	}
}

/*
 * Chooses the start times. If the sender starts 2.2 to 2.8 s after the
 * receiver, a repeated request crosses the first block on the line.
 */
static void
choose_starts(struct simulation *s, uint64_t *r)
{
	int late = (int)random_below(r, 2);

	s->keeps_early_input = once_in(r, 2);
	if (once_in(r, 2))
		s->start_ms[late] = PICK(r, 1000, 2200 + random_below(r, 600),
		    random_below(r, 16000));
}

static void
choose_cancel(struct simulation *s, uint64_t *r)
{
	struct memory_endpoint *h = once_in(r, 2) ? &s->sender : &s->receiver;

	if (!once_in(r, 32))
		return;
	h->cancels = true;
	h->cancel_ms = s->wire.begin_ms + random_below(r, 3000);
}

void
simulate_random(struct simulation *s, uint64_t seed)
{
	uint64_t state = seed;
	uint64_t *r = &state;

	simulate_plain(s);
	choose_options(s, r);
	choose_files(s, r);
	choose_line(s, r);
	choose_faults(s, r);
	s->wire.begin_ms = once_in(r, 2) ? 0 - random_below(r, 30000)
					 : (uint32_t)random_next(r);
	choose_starts(s, r);
	choose_cancel(s, r);
}

void
simulate_fault(struct simulation *s, int way, struct fault fault)
{
	virtual_line_fault(&s->wire, way, fault);
}

/* Starts. */

/* Delays the start of one end of the line until `start_ms`. */
struct starter {
	struct party party; /* the end whose start is delayed */
	struct memory_endpoint *host;
	const struct xm_options *options;
	uint32_t start_ms;
	bool started;
	bool keeps_input;
	uint8_t input[STARTER_INPUT_MAX];
	size_t len;
};

static void
keep_input(struct starter *s, const uint8_t *bytes, size_t len)
{
	if (!s->keeps_input)
		return;
	if (len > sizeof s->input - s->len)
		len = sizeof s->input - s->len;
	if (len > 0)
		memcpy(s->input + s->len, bytes, len);
	s->len += len;
}

static void
starter_input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct starter *s = self;

	if (!s->started && xm_before(now_ms, s->start_ms)) {
		keep_input(s, bytes, len);
		return;
	}
	if (!s->started) {
		s->started = true;
		if (s->host->sends)
			endpoint_begin_sender(s->host, now_ms, s->options);
		else
			endpoint_begin_receiver(s->host, now_ms, s->options);
		if (s->len > 0)
			s->party.input(s->party.self, now_ms, s->input, s->len);
	}
	s->party.input(s->party.self, now_ms, bytes, len);
}

static size_t
starter_output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct starter *s = self;

	return s->started ? s->party.output(s->party.self, now_ms, space, size)
			  : 0;
}

static uint32_t
starter_wait_ms(void *self, uint32_t now_ms)
{
	struct starter *s = self;

	return s->started ? s->party.wait_ms(s->party.self, now_ms)
			  : s->start_ms - now_ms;
}

static bool
starter_ended(void *self)
{
	struct starter *s = self;

	return s->started && s->party.ended(s->party.self);
}

static struct party
starter_party(struct starter *s)
{
	return (struct party){ s, starter_input, starter_output,
		starter_wait_ms, starter_ended };
}

void
simulate_free(struct simulation *s)
{
	endpoint_free(&s->sender);
	endpoint_free(&s->receiver);
	virtual_line_free(&s->wire);
}

const char *
simulate_run(struct simulation *s, FILE *trace)
{
	struct starter starters[2] = {
		{ .host = &s->sender, .options = &s->sender_options },
		{ .host = &s->receiver, .options = &s->receiver_options },
	};
	struct trace traces[2];

	s->sender.sends = true;
	s->sender.witness = s->receiver.witness = &s->witness;
	s->wire.way[0].message = &s->witness.messages;
	for (int i = 0; i < 2; i++) {
		starters[i].party = s->wire.party[i];
		starters[i].start_ms = s->wire.begin_ms + s->start_ms[i];
		starters[i].keeps_input = s->keeps_early_input;
		s->wire.party[i] = starter_party(&starters[i]);
		traces[i] = (struct trace){ s->wire.party[i],
			i == 0 ? "sender" : "receiver", s->wire.begin_ms,
			trace };
		if (trace != NULL)
			s->wire.party[i] = trace_party(&traces[i]);
	}
	virtual_line_run(&s->wire, simulate_bound_ms(s));
	return judge(s);
}
