#include "harness/pace.h"

#include <unistd.h>

#include "harness/random.h"

enum { PAUSE_NS = 2000000 /* a longer silence ends an overrun */ };

/* A byte has eight data bits, a start bit and a stop bit. */
static const double bits_per_byte = 10;

static double
byte_ns(const struct pace *p)
{
	return bits_per_byte * 1e9 / (double)p->options->baud;
}

static bool
strikes(struct pace *p, uint64_t one_in)
{
	if (one_in == 0)
		return false;
	return random_next(&p->random) % one_in == 0;
}

static bool
chosen(const struct pace *p, uint64_t at)
{
	return p->way == 0 && p->taken == at;
}

static void
occupy_wire(struct pace *p)
{
	double ns;

	if (p->options->baud == 0)
		return;
	ns = byte_ns(p) + p->fraction;
	p->free_ns += (uint64_t)ns;
	p->fraction = ns - (double)(uint64_t)ns;
}

static bool
is_lost(struct pace *p, uint8_t byte)
{
	const struct pace_options *o = p->options;

	return byte + 1u == o->eat || strikes(p, o->lose) ||
	       chosen(p, o->lose_at) ||
	       (o->overrun > 0 && p->burst > o->overrun);
}

static uint64_t
latency_of(const struct pace *p)
{
	const struct pace_options *o = p->options;

	return o->latency_ns + (p->way == 1 ? o->hold_ns : 0);
}

/* Puts a byte on the wire, intact or damaged. */
static void
enqueue(struct pace *p, uint8_t byte)
{
	const struct pace_options *o = p->options;
	size_t at = (p->head + p->len) % PACE_QUEUE_SIZE;
	uint64_t begin_ns = p->free_ns;
	bool lost, flipped;

	occupy_wire(p);
	p->taken++;
	p->burst++;
	lost = is_lost(p, byte);
	byte &= (uint8_t)~o->clear;
	if (byte + 1u == o->replace)
		byte = o->by;
	flipped = !lost && (strikes(p, o->flip) || chosen(p, o->flip_at));
	line_log_byte(p->journal, p->way, byte, begin_ns,
	    p->free_ns + latency_of(p), lost || flipped);
	if (lost)
		return;
	p->due_ns[at] = p->free_ns + latency_of(p);
	p->byte[at] = byte;
	if (flipped)
		p->byte[at] ^= (uint8_t)(1u << random_below(&p->random, 8));
	p->len++;
}

bool
pace_can_take(const struct pace *p, uint64_t now_ns)
{
	if (p->len >= PACE_QUEUE_SIZE - 2 * PACE_BUFFER)
		return false;
	return p->options->baud == 0 || p->free_ns <= now_ns ||
	       (double)(p->free_ns - now_ns) <= PACE_BUFFER * byte_ns(p);
}

void
pace_take(struct pace *p, struct pace *back, uint64_t now_ns)
{
	uint8_t bytes[PACE_BUFFER];
	ssize_t n = read(p->from, bytes, sizeof bytes);

	if (n <= 0)
		return;
	if (p->free_ns < now_ns - back->late_ns)
		p->free_ns = now_ns - back->late_ns;
	back->late_ns = 0;
	if (now_ns - p->heard_ns > PAUSE_NS)
		p->burst = 0;
	p->heard_ns = now_ns;
	for (ssize_t i = 0; i < n; i++) {
		enqueue(p, bytes[i]);
		if (bytes[i] + 1u == p->options->twice)
			enqueue(p, bytes[i]);
	}
}

/*
 * Returns the time of the next delivery: the time when the last queued byte is
 * due, or grain_ns after the time when the first queued byte is due, whichever
 * is earlier. The last byte is never delayed, because the reader may wait for
 * that byte.
 */
static uint64_t
delivery_ns(const struct pace *p)
{
	size_t last = (p->head + p->len - 1) % PACE_QUEUE_SIZE;
	uint64_t grain_ns = p->due_ns[p->head] + p->options->grain_ns;

	return p->due_ns[last] < grain_ns ? p->due_ns[last] : grain_ns;
}

void
pace_deliver(struct pace *p, uint64_t now_ns)
{
	uint8_t bytes[PACE_BUFFER];
	size_t n = 0, last;
	ssize_t written;

	if (p->len == 0 || p->blocked || delivery_ns(p) > now_ns)
		return;
	while (n < p->len && n < sizeof bytes) {
		size_t at = (p->head + n) % PACE_QUEUE_SIZE;

		if (p->due_ns[at] > now_ns)
			break;
		bytes[n++] = p->byte[at];
	}
	written = write(p->to, bytes, n);
	last = (p->head + n - 1) % PACE_QUEUE_SIZE;
	p->blocked = written < (ssize_t)n;
	if (written <= 0)
		return;
	p->head = (p->head + (size_t)written) % PACE_QUEUE_SIZE;
	p->len -= (size_t)written;
	/* Do not count a delay that the reader caused by not reading. */
	if (p->options->baud > 0 && !p->blocked)
		p->late_ns = now_ns - p->due_ns[last];
}

/* Returns the time when a busy wire has room again. */
static uint64_t
room_ns(const struct pace *p, uint64_t now_ns)
{
	uint64_t ahead_ns;

	if (p->options->baud == 0 || pace_can_take(p, now_ns))
		return UINT64_MAX;
	ahead_ns = (uint64_t)(PACE_BUFFER * byte_ns(p));
	/* If the queue itself is full, only a delivery makes room. */
	return p->free_ns > now_ns + ahead_ns ? p->free_ns - ahead_ns
					      : UINT64_MAX;
}

uint64_t
pace_next(const struct pace *p, uint64_t now_ns)
{
	uint64_t due_ns = UINT64_MAX;
	uint64_t room = room_ns(p, now_ns);

	if (p->len > 0 && !p->blocked)
		due_ns = delivery_ns(p);
	return due_ns < room ? due_ns : room;
}
