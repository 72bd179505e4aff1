#include <assert.h>
#include <stdlib.h>

#include "wire.h"

enum { US_PER_BYTE = 87 }; /* 10 bits at 115200 baud */

void
wire_init(struct wire *w, struct party a, struct party b)
{
	*w = (struct wire){ .party = { a, b }, .byte_us = US_PER_BYTE };
}

void
wire_free(struct wire *w)
{
	free(w->way[0].queue);
	free(w->way[1].queue);
}

uint32_t
wire_now_ms(const struct wire *w)
{
	return w->begin_ms + (uint32_t)(w->now_us / 1000);
}

static void
enqueue(struct wire *w, struct wire_way *way, uint8_t value)
{
	uint64_t from_us = w->now_us > way->free_us ? w->now_us : way->free_us;

	if (way->tail == way->size) {
		way->size = way->size == 0 ? 2048 : 2 * way->size;
		way->queue =
		    realloc(way->queue, way->size * sizeof *way->queue);
		assert(way->queue != NULL);
	}
	way->free_us = from_us + w->byte_us;
	way->queue[way->tail++] =
	    (struct wire_byte){ way->free_us + w->latency_us, value };
}

/* Sends a byte, with what the fault makes of it. */
static void
transmit(struct wire *w, struct wire_way *way, uint8_t value)
{
	const struct fault *f = &way->fault;
	size_t at = way->passed++;

	if (at < way->log_size)
		way->log[at] = value;

	if (f->kind == FAULT_BURST && at == f->at)
		way->burst_us =
		    w->now_us > way->free_us ? w->now_us : way->free_us;
	if (f->kind == FAULT_BURST && at >= f->at &&
	    w->now_us <= way->burst_us + f->value * w->byte_us &&
	    at - f->at < f->value) {
		enqueue(w, way, (uint8_t)(value ^ (0x5a + at)));
		return;
	}
	if (f->kind == FAULT_NONE || f->kind == FAULT_BURST || at != f->at) {
		enqueue(w, way, value);
		return;
	}
	if (f->kind == FAULT_INSERT)
		enqueue(w, way, f->value);
	if (f->kind == FAULT_FLIP)
		value ^= f->value;
	if (f->kind == FAULT_DOUBLE)
		enqueue(w, way, value);
	if (f->kind != FAULT_DROP)
		enqueue(w, way, value);
}

static void
speak(struct wire *w, int from)
{
	const struct party *p = &w->party[from];
	uint8_t bytes[2048];
	size_t n;

	while ((n = p->speak(p->self, wire_now_ms(w), bytes, sizeof bytes)) > 0)
		for (size_t i = 0; i < n; i++)
			transmit(w, &w->way[from], bytes[i]);
}

static void
deliver(struct wire *w, int to)
{
	const struct party *p = &w->party[to];
	struct wire_way *way = &w->way[1 - to];
	uint8_t bytes[2048];
	size_t n = 0;

	while (way->head < way->tail && n < sizeof bytes &&
	       way->queue[way->head].at_us <= w->now_us)
		bytes[n++] = way->queue[way->head++].value;
	if (way->head == way->tail)
		way->head = way->tail = 0;
	p->hear(p->self, wire_now_ms(w), bytes, n);
}

static void
sooner(uint64_t *next_us, uint64_t us)
{
	if (us < *next_us)
		*next_us = us;
}

/* When the next thing happens: a byte arrives, or patience ends. */
static uint64_t
next_us(const struct wire *w)
{
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < 2; i++) {
		const struct party *p = &w->party[i];
		const struct wire_way *way = &w->way[i];

		if (way->head < way->tail)
			sooner(&next, way->queue[way->head].at_us);
		if (!p->ended(p->self)) {
			uint32_t wait = p->wait_ms(p->self, wire_now_ms(w));

			/* The clock of the parties shows whole ones. */
			sooner(&next, (w->now_us / 1000 + wait) * 1000);
		}
	}
	return next;
}

bool
wire_run(struct wire *w, uint64_t limit_ms)
{
	for (;;) {
		uint64_t next;

		for (int i = 0; i < 2; i++) {
			deliver(w, i);
			speak(w, i);
		}
		if (w->party[0].ended(w->party[0].self) &&
		    w->party[1].ended(w->party[1].self))
			return true;
		next = next_us(w);
		if (next > w->now_us)
			w->now_us = next;
		if (w->now_us / 1000 > limit_ms) {
			w->hung = true;
			return false;
		}
	}
}
