#include <string.h>

#include "bound.h"
#include "random.h"
#include "simulate.h"
#include "xm/inner.h"

/* A random choice from a list of numbers. */
#define PICK(r, ...)                                                           \
	pick(r, (const uint32_t[]){ __VA_ARGS__ },                             \
	    sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

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

/* What a transfer is made of. */

void
simulate_plain(struct simulation *s)
{
	static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

	memset(s, 0, sizeof *s);
	s->sender_options = s->receiver_options = defaults;
	wire_init(&s->wire, host_party(&s->sender), host_party(&s->receiver));
}

static void
choose_patience(struct xm_options *o, uint64_t *r)
{
	o->wait_ms = PICK(r, 120000, 120000, 30000, 5000);
	/* Not 3 s: then it says the EOT again just as it is asked to. */
	o->timeout_ms = PICK(r, 60000, 60000, 60000, 20000, 5000, 500);
	o->retries = (uint16_t)PICK(r, 25, 25, 25, 10, 3, 1, 0);
}

static void
choose_options(struct simulation *s, uint64_t *r)
{
	struct xm_options *from = &s->sender_options;
	struct xm_options *to = &s->receiver_options;

	choose_patience(from, r);
	choose_patience(to, r);
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

static void
choose_files(struct simulation *s, uint64_t *r)
{
	static const char *const names[] = { "one", "two", "three" };
	int files = 1;

	if (s->sender_options.ymodem)
		files = (int)PICK(r, 1, 1, 1, 2, 3);
	for (int i = 0; i < files; i++) {
		size_t len = PICK(r, 0, 1, 127, 128, 129, 300, 512, 640, 700,
		    1024, 1025, 1500);

		host_add(&s->sender, names[i], len, (unsigned)random_next(r));
		if (once_in(r, 8))
			s->sender.file[i].about.size = XM_SIZE_UNKNOWN;
		if (once_in(r, 8)) /* what a piece of is taken for an EOT */
			memset(s->sender.file[i].data,
			    (int)PICK(r, EOT, SOH, CAN, ACK, NAK), len);
	}
}

static void
choose_line(struct simulation *s, uint64_t *r)
{
	struct wire *w = &s->wire;

	w->byte_us = PICK(r, 87, 87, 87, 87, 10, 1041, 0, 9000);
	if (w->byte_us > 0 && once_in(r, 2))
		s->sender_options.bytes_per_s = 1000000 / w->byte_us;
	w->random = random_next(r) | 1;
	for (int i = 0; i < 2; i++) {
		struct wire_way *way = &w->way[i];

		way->piece_len = PICK(r, 1, 8, 64, 64, 512, 2048);
		way->latency_us = PICK(r, 0, 0, 0, 1000, 16000, 100000,
		    random_below(r, 1000000), random_below(r, 5000000));
		way->jitter_us = PICK(r, 0, 0, 0, 1000, 16000, 100000,
		    random_below(r, 1000000), random_below(r, 3000000));
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
			return WIRE_DEAD;
		return PICK(r, 2, 3, 16, 131, 1 + random_below(r, 2000));
	case FAULT_PAUSE:
		return PICK(
		    r, 1, 20, 50, 100, 300, 1000, random_below(r, 12000));
	}
	return 0;
}

/* A third of the faults is close behind another. */
static void
choose_faults(struct simulation *s, uint64_t *r)
{
	uint32_t count = PICK(r, 0, 1, 1, 2, 2, 2, 3, 4, 8, 16);
	uint32_t said[2] = { 140, 8 }; /* about so much each side says */
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
			at = random_below(r, said[way]);
		}
		simulate_fault(s, way, (struct fault){ kind, at, value });
	}
}

static void
choose_cancel(struct simulation *s, uint64_t *r)
{
	struct host *h = once_in(r, 2) ? &s->sender : &s->receiver;

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
	choose_cancel(s, r);
}

void
simulate_fault(struct simulation *s, int way, struct fault fault)
{
	wire_fault(&s->wire, way, fault);
	s->faults++;
	if (fault.kind == FAULT_PAUSE)
		s->pauses_ms += fault.value;
	if (fault.kind == FAULT_STUTTER && way == 0 && fault.value > 128)
		s->repeats = true;
}

void
simulate_free(struct simulation *s)
{
	host_free(&s->sender);
	host_free(&s->receiver);
	wire_free(&s->wire);
}

/* What is expected of it. */

/*
 * A transfer goes on in steps: the start, and of each file its block 0, the
 * request behind it, the blocks of data, the EOT; and the last block 0.
 */
static uint64_t
steps(const struct simulation *s)
{
	uint64_t n = 2;

	for (int i = 0; i < s->sender.files; i++)
		n += 3 + s->sender.file[i].len / 128 + 1;
	return n;
}

/* When one has ended, the other one notices. */
uint64_t
simulate_bound_ms(const struct simulation *s)
{
	uint64_t n = steps(s);

	return bound_sender_ms(&s->sender_options, n) +
	       bound_receiver_ms(&s->receiver_options, 2);
}

static const struct host_file *
file_of_name(const struct simulation *s, const char *name)
{
	for (int i = 0; i < s->sender.files; i++) {
		if (*name == '\0' || strcmp(s->sender.file[i].name, name) == 0)
			return &s->sender.file[i];
	}
	return NULL;
}

static bool
right(const struct simulation *s, const struct host_file *f)
{
	const struct host_file *original = file_of_name(s, f->name);

	return original != NULL && host_file_same(original, f);
}

static int
whole_files(const struct simulation *s)
{
	int n = 0;

	for (int i = 0; i < s->receiver.files; i++)
		n += s->receiver.file[i].whole;
	return n;
}

/* Was the sender ahead of the receiver, or did it stream though not asked? */
static bool
misled(const struct simulation *s)
{
	const struct xm *from = &s->sender.xm;
	bool done = xm_event(from) == XM_DONE;

	return s->witness.misled > 0 ||
	       (done && whole_files(s) < s->sender.files) ||
	       (from->streaming && !s->receiver_options.streaming);
}

/*
 * The blocks of a file in YMODEM are numbered, and their size is known.  But
 * they do not say which file they belong to.
 */
static bool
excused(const struct simulation *s, const struct host_file *f)
{
	if (s->witness.collisions > 0 || !s->receiver.xm.crc)
		return true;
	if (s->sender.files == 1 && f->name[0] != '\0' &&
	    f->about.size != XM_SIZE_UNKNOWN)
		return false;
	return misled(s) || s->witness.false_ends > 0;
}

/* Does the line bring answers when they may be stale? */
static bool
late(const struct simulation *s)
{
	uint64_t us = (uint64_t)s->pauses_ms * 1000;

	us += (s->sender_options.block_len + 5u) * s->wire.byte_us;
	for (int i = 0; i < 2; i++)
		us += s->wire.way[i].latency_us + s->wire.way[i].jitter_us;
	return us > 300000;
}

/* Has the line brought forth answers, or what calls for a second one? */
static bool
deceptive(const struct simulation *s)
{
	const bool *made = s->wire.way[1].made;

	return s->repeats || s->wire.way[0].made[EOT] || made[ACK] ||
	       made[NAK] || made[REQUEST_CRC] || made[REQUEST_G];
}

/*
 * In YMODEM-g a G that asks for a header again looks like the G that answers
 * it.  With data the receiver notices that it has no header, but an empty file
 * has none.
 */
static bool
streams_nothing(const struct simulation *s)
{
	bool empty = false;

	for (int i = 0; i < s->sender.files; i++)
		empty = empty || s->sender.file[i].len == 0;
	return empty && s->receiver_options.streaming;
}

static const char *
verdict(const struct simulation *s)
{
	const struct xm *from = &s->sender.xm;
	const struct xm *to = &s->receiver.xm;
	uint64_t n = steps(s);

	if (s->wire.hung)
		return "an end has not ended";
	if (xm_counts(from).retries > bound_retries(&s->sender_options, n) ||
	    xm_counts(to).retries > bound_retries(&s->receiver_options, n))
		return "too many retries";
	for (int i = 0; i < s->receiver.files; i++) {
		const struct host_file *f = &s->receiver.file[i];

		if (f->whole && !right(s, f) && !excused(s, f))
			return "the receiver calls a wrong file right";
	}
	if (misled(s) && !late(s) && !deceptive(s) && !streams_nothing(s) &&
	    s->witness.collisions + s->witness.false_ends == 0)
		return "the sender went on without an ACK";
	return NULL;
}

const char *
simulate_run(struct simulation *s, FILE *trace)
{
	struct trace traces[2] = {
		{ s->wire.party[0], "sender", s->wire.begin_ms, trace },
		{ s->wire.party[1], "receiver", s->wire.begin_ms, trace },
	};

	s->sender.witness = s->receiver.witness = &s->witness;
	host_send(&s->sender, s->wire.begin_ms, &s->sender_options);
	host_recv(&s->receiver, s->wire.begin_ms, &s->receiver_options);
	for (int i = 0; i < 2 && trace != NULL; i++)
		s->wire.party[i] = trace_party(&traces[i]);
	wire_run(&s->wire, simulate_bound_ms(s));
	return verdict(s);
}

bool
simulate_ended_well(const struct simulation *s)
{
	bool well = xm_event(&s->sender.xm) == XM_DONE &&
		    xm_event(&s->receiver.xm) == XM_DONE;

	for (int i = 0; i < s->sender.files; i++)
		well = well && host_same(&s->sender, &s->receiver, i);
	return well;
}

static void
print_options(const struct xm_options *o, FILE *out)
{
	fprintf(out,
	    "wait %u ms, timeout %u ms, retries %u, blocks of %u, ymodem %d, "
	    "tail %d, start now %d, streaming %d, final %d, check %d, "
	    "eot %d, %u bytes/s\n",
	    o->wait_ms, o->timeout_ms, o->retries, o->block_len, o->ymodem,
	    o->tail, o->start_now, o->streaming, o->final, o->check, o->eot,
	    o->bytes_per_s);
}

static void
print_files(const char *whose, const struct host *h, FILE *out)
{
	for (int i = 0; i < h->files; i++) {
		const struct host_file *f = &h->file[i];

		fprintf(out, "%s file %s: %zu bytes%s%s\n", whose, f->name,
		    f->len,
		    f->about.size == XM_SIZE_UNKNOWN ? ", not announced" : "",
		    f->whole ? ", whole" : "");
	}
}

void
simulate_print(const struct simulation *s, FILE *out)
{
	static const char *const kinds[] = { "none", "drop", "flip", "double",
		"insert", "burst", "cut", "stutter", "pause" };

	fputs("sender: ", out);
	print_options(&s->sender_options, out);
	fputs("receiver: ", out);
	print_options(&s->receiver_options, out);
	print_files("sender", &s->sender, out);
	print_files("receiver", &s->receiver, out);
	fprintf(out, "line: %u us a byte\n", s->wire.byte_us);
	for (int i = 0; i < 2; i++) {
		const struct wire_way *way = &s->wire.way[i];

		fprintf(out,
		    "%s: latency %u us, jitter %u us, pieces up to %u, buffer "
		    "of %u\n",
		    i == 0 ? "forth" : "back", way->latency_us, way->jitter_us,
		    way->piece_len, way->buffer_len);
		for (size_t n = 0; n < way->fault_count; n++)
			fprintf(out, "    %s at %zu, %u\n",
			    kinds[way->fault[n].kind], way->fault[n].at,
			    way->fault[n].value);
	}
}
