#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "harness/random.h"
#include "harness/virtual_line.h"

/*
 * Faults are rare, so all bytes before the next fault are sent together, and
 * the byte with the fault is sent alone. The bytes sent together are split into
 * pieces. All bytes of a piece arrive at the same time.
 */

enum {
	PAUSE_MIN_US = 1000000,
	US_PER_BYTE = 87,      /* 10 bits at 115200 baud */
	STANDSTILL_MAX = 10000 /* largest number of rounds in a
				  row in which no time passes */
};

void
virtual_line_init(struct virtual_line *w, struct party a, struct party b)
{
	*w = (struct virtual_line){ .party = { a, b }, .byte_us = US_PER_BYTE };
}

void
virtual_line_free(struct virtual_line *w)
{
	for (int i = 0; i < 2; i++) {
		free(w->way[i].bytes);
		free(w->way[i].pieces);
	}
}

void
virtual_line_fault(struct virtual_line *w, int way, struct fault fault)
{
	struct virtual_line_way *to = &w->way[way];
	size_t i = to->fault_count++;

	assert(i < LINE_FAULTS_MAX);
	for (; i > 0 && to->fault[i - 1].at > fault.at; i--)
		to->fault[i] = to->fault[i - 1];
	to->fault[i] = fault;
	/*
	 * Two faults cannot share a position: the second one moves to the next
	 * byte.
	 */
	for (; i + 1 < to->fault_count; i++) {
		if (to->fault[i + 1].at <= to->fault[i].at)
			to->fault[i + 1].at = to->fault[i].at + 1;
	}
}

uint32_t
virtual_line_now_ms(const struct virtual_line *w)
{
	return w->begin_ms + (uint32_t)(w->now_us / 1000);
}

/* Bytes on the line. */

/* Removes delivered bytes and pieces from the start of their buffers. */
static void
tidy(struct virtual_line_way *way)
{
	memmove(way->bytes, way->bytes + way->bytes_head,
	    way->bytes_tail - way->bytes_head);
	way->bytes_tail -= way->bytes_head;
	way->bytes_head = 0;
	memmove(way->pieces, way->pieces + way->head,
	    (way->tail - way->head) * sizeof *way->pieces);
	way->tail -= way->head;
	way->head = 0;
}

static void
make_space(struct virtual_line_way *way, size_t len)
{
	if (way->bytes_head > way->size / 2)
		tidy(way);
	while (way->size - way->bytes_tail < len) {
		way->size = 2 * way->size + 2048;
		way->bytes = realloc(way->bytes, way->size);
		way->pieces =
		    realloc(way->pieces, way->size * sizeof *way->pieces);
		assert(way->bytes != NULL && way->pieces != NULL);
	}
}

static size_t
piece_len(
    struct virtual_line *w, const struct virtual_line_way *way, size_t len)
{
	size_t most = way->piece_len > 0 ? way->piece_len : 1;

	if (w->random != 0 && most > 1)
		most = 1 + random_below(&w->random, (uint32_t)most);
	return len < most ? len : most;
}

static uint64_t
start_us(const struct virtual_line *w, const struct virtual_line_way *way)
{
	return w->now_us > way->free_us ? w->now_us : way->free_us;
}

static void
count_pause(struct virtual_line_way *way, uint64_t us)
{
	if (way->message == NULL)
		return;
	if (us >= PAUSE_MIN_US && *way->message == way->carried) {
		way->pauses++;
		way->pauses_ms += (uint32_t)(us / 1000);
	}
	way->carried = *way->message;
}

static void
carry(struct virtual_line *w, struct virtual_line_way *way,
    const uint8_t *bytes, size_t len)
{
	make_space(way, len);
	if (len > 0)
		memcpy(way->bytes + way->bytes_tail, bytes, len);
	way->bytes_tail += len;
	while (len > 0) {
		size_t n = piece_len(w, way, len);
		uint64_t at_us;

		way->free_us = start_us(w, way) + n * w->byte_us;
		at_us = way->free_us + way->latency_us;
		if (way->jitter_us > 0)
			at_us += random_below(&w->random, way->jitter_us);
		if (at_us < way->arrived_us)
			at_us = way->arrived_us;
		count_pause(way, at_us - way->arrived_us);
		way->arrived_us = at_us;
		way->pieces[way->tail++] =
		    (struct virtual_line_piece){ way->arrived_us, n };
		len -= n;
	}
}

/* Faults. */

static void
make(struct virtual_line *w, struct virtual_line_way *way, uint8_t value)
{
	way->made[value] = true;
	carry(w, way, &value, 1);
}

/*
 * If the byte is in a cut or in a burst of noise, drops or changes the byte and
 * returns true. Returns false for any other byte.
 */
static bool
apply_noise(struct virtual_line *w, struct virtual_line_way *way, uint8_t value)
{
	if (way->cut > 0) {
		if (way->cut != LINE_DEAD)
			way->cut--;
		way->free_us = start_us(w, way) + w->byte_us;
		return true;
	}
	if (start_us(w, way) < way->noise_us) {
		make(w, way, (uint8_t)(value ^ (0x5a + way->passed)));
		return true;
	}
	return false;
}

/* Applies the fault to the last of these bytes, and sends the result. */
static void
apply_fault(struct virtual_line *w, struct virtual_line_way *way,
    const struct fault *f, const uint8_t *bytes, size_t len)
{
	uint8_t value = bytes[len - 1];
	size_t again = f->value < len ? f->value : len;

	switch (f->kind) {
	case FAULT_NONE:
		break;
	case FAULT_DROP:
		return;
	case FAULT_FLIP:
		make(w, way, (uint8_t)(value ^ f->value));
		return;
	case FAULT_DOUBLE:
		make(w, way, value);
		break;
	case FAULT_INSERT:
		make(w, way, (uint8_t)f->value);
		break;
	case FAULT_BURST:
		way->noise_us = start_us(w, way) + f->value * w->byte_us;
		make(w, way, (uint8_t)(value ^ (0x5a + way->passed)));
		return;
	case FAULT_CUT:
		way->cut = f->value;
		apply_noise(w, way, value);
		return;
	case FAULT_STUTTER:
		carry(w, way, &value, 1);
		for (size_t i = len - again; i < len; i++)
			make(w, way, bytes[i]);
		return;
	case FAULT_PAUSE:
		way->free_us = start_us(w, way) + (uint64_t)f->value * 1000;
		way->pauses++;
		way->pauses_ms += f->value;
		way->carried = 0;
		break;
	}
	carry(w, way, &value, 1);
}

/* Returns the number of bytes before the next fault. */
static size_t
untouched(const struct virtual_line *w, const struct virtual_line_way *way,
    size_t len)
{
	size_t left;

	if (way->cut > 0 || start_us(w, way) < way->noise_us)
		return 0;
	if (way->fault_at == way->fault_count)
		return len;
	left = way->fault[way->fault_at].at - way->passed;
	return left < len ? left : len;
}

static void
count_hit(struct virtual_line_way *way)
{
	size_t message = way->message != NULL ? *way->message : way->passed;

	if (way->hits == 0 || message != way->last_hit)
		way->hits++;
	way->last_hit = message;
}

/* Sends only the last of these bytes: the byte with the fault. */
static void
send_faulty(struct virtual_line *w, struct virtual_line_way *way,
    const uint8_t *bytes, size_t len)
{
	const struct fault *f = &way->fault[way->fault_at];
	bool hit = way->fault_at < way->fault_count && f->at == way->passed;

	if (hit)
		way->fault_at++;
	if (apply_noise(w, way, bytes[len - 1])) {
		count_hit(way);
	} else if (hit) {
		if (f->kind != FAULT_PAUSE)
			count_hit(way);
		apply_fault(w, way, f, bytes, len);
	}
	way->passed++;
}

static void
transmit(struct virtual_line *w, struct virtual_line_way *way,
    const uint8_t *bytes, size_t len)
{
	size_t at = 0;

	for (size_t i = 0; i < len && way->passed + i < way->log_size; i++)
		way->log[way->passed + i] = bytes[i];
	while (at < len) {
		size_t n = untouched(w, way, len - at);

		carry(w, way, bytes + at, n);
		way->passed += n;
		at += n;
		if (at < len)
			send_faulty(w, way, bytes, ++at);
	}
}

/* The parties. */

/* Returns how many more bytes may be sent now. */
static size_t
room(const struct virtual_line *w, const struct virtual_line_way *way,
    size_t most)
{
	uint64_t waiting_us = start_us(w, way) - w->now_us;
	uint64_t half_us = (uint64_t)way->buffer_len / 2 * w->byte_us;

	if (way->buffer_len == 0)
		return most;
	if (waiting_us > half_us)
		return 0;
	return way->buffer_len < 2 * most ? (way->buffer_len + 1) / 2 : most;
}

static void
collect(struct virtual_line *w, int from)
{
	const struct party *p = &w->party[from];
	struct virtual_line_way *way = &w->way[from];
	uint8_t bytes[2048];
	size_t n;

	do {
		n = room(w, way, sizeof bytes);
		way->full = n == 0;
		if (n > 0)
			n = p->output(
			    p->self, virtual_line_now_ms(w), bytes, n);
		transmit(w, way, bytes, n);
	} while (n > 0);
}

static bool
due(const struct virtual_line *w, const struct virtual_line_way *way)
{
	return way->head < way->tail &&
	       way->pieces[way->head].at_us <= w->now_us;
}

static void
deliver(struct virtual_line *w, int to)
{
	const struct party *p = &w->party[to];
	struct virtual_line_way *way = &w->way[1 - to];
	const uint8_t *bytes = NULL;
	size_t n = 0;

	while (due(w, way) && n + way->pieces[way->head].len <= 2048)
		n += way->pieces[way->head++].len;
	if (n > 0)
		bytes = way->bytes + way->bytes_head;
	way->bytes_head += n;
	p->input(p->self, virtual_line_now_ms(w), bytes, n);
	if (way->head == way->tail)
		way->head = way->tail = way->bytes_head = way->bytes_tail = 0;
}

static void
sooner(uint64_t *next_us, uint64_t us)
{
	if (us < *next_us)
		*next_us = us;
}

/* Returns the time of the next event: input, room for output, or a timeout. */
static uint64_t
next_us(const struct virtual_line *w)
{
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < 2; i++) {
		const struct party *p = &w->party[i];
		const struct virtual_line_way *way = &w->way[i];

		if (way->head < way->tail)
			sooner(&next, way->pieces[way->head].at_us);
		if (p->ended(p->self))
			continue;
		if (way->full)
			sooner(&next,
			    way->free_us - way->buffer_len / 2 * w->byte_us);
		/* The clock of the parties counts whole milliseconds. */
		sooner(&next, (w->now_us / 1000 +
				  p->wait_ms(p->self, virtual_line_now_ms(w))) *
				  1000);
	}
	return next;
}

bool
virtual_line_run(struct virtual_line *w, uint64_t limit_ms)
{
	for (unsigned standstill = 0;;) {
		uint64_t next;

		for (int i = 0; i < 2; i++) {
			deliver(w, i);
			collect(w, i);
		}
		if (w->party[0].ended(w->party[0].self) &&
		    w->party[1].ended(w->party[1].self))
			return true;
		next = next_us(w);
		standstill = next > w->now_us ? 0 : standstill + 1;
		if (next > w->now_us)
			w->now_us = next;
		if (w->now_us / 1000 > limit_ms ||
		    standstill > STANDSTILL_MAX) {
			w->hung = true;
			return false;
		}
	}
}
