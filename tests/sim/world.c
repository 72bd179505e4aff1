#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "sim/hash.h"
#include "sim/world.h"

void
world_begin(struct world *w, const struct world_setup *s)
{
	memset(w, 0, sizeof *w);
	for (int i = 0; i < 2; i++)
		assert(s->type[i]->size <= WORLD_END_MAX);
}

enum end_result
world_result(const struct world *w, const struct world_setup *s, int end)
{
	if (!w->started[end])
		return END_RUNNING;
	return s->type[end]->result(w->end[end]);
}

static bool
is_running(const struct world *w, const struct world_setup *s, int end)
{
	return w->started[end] && world_result(w, s, end) == END_RUNNING;
}

static bool
has_ended(const struct world *w, const struct world_setup *s)
{
	for (int i = 0; i < 2; i++) {
		if (world_result(w, s, i) == END_RUNNING)
			return w->now_ms >= WORLD_LIMIT_MS;
	}
	return true;
}

static void
remove_piece(struct way *way)
{
	way->count--;
	memmove(way->piece, way->piece + 1, way->count * sizeof *way->piece);
}

/* Delivers the pieces that have arrived at this end. */
static void
deliver(struct world *w, const struct world_setup *s, int to)
{
	struct way *way = &w->way[!to];

	while (way->count > 0 && way->piece[0].due_ms <= w->now_ms) {
		if (!w->started[to] && s->keeps_early_input)
			return;
		if (is_running(w, s, to))
			s->type[to]->input(w->end[to], w->now_ms,
			    way->piece[0].bytes, way->piece[0].len);
		remove_piece(way);
	}
}

/*
 * Delivers in one call all bytes that arrived before this end started: a
 * program also reads at once the bytes that a terminal has buffered.
 */
static void
deliver_early_input(struct world *w, const struct world_setup *s, int to)
{
	static uint8_t bytes[WORLD_PIECES_MAX * END_MESSAGE_MAX];
	struct way *way = &w->way[!to];
	size_t len = 0;

	while (way->count > 0 && way->piece[0].due_ms <= w->now_ms) {
		memcpy(bytes + len, way->piece[0].bytes, way->piece[0].len);
		len += way->piece[0].len;
		remove_piece(way);
	}
	if (len > 0)
		s->type[to]->input(w->end[to], w->now_ms, bytes, len);
}

static void
start(struct world *w, const struct world_setup *s, int end)
{
	if (w->started[end] || w->now_ms < s->start_ms[end])
		return;
	w->started[end] = true;
	s->type[end]->begin(w->end[end], w->now_ms, s->session);
	deliver_early_input(w, s, end);
}

static void
take_earlier(uint32_t *next_ms, uint32_t time_ms)
{
	if (time_ms < *next_ms)
		*next_ms = time_ms;
}

/* Moves the clock to the next event. */
static void
advance(struct world *w, const struct world_setup *s)
{
	uint32_t next_ms = WORLD_LIMIT_MS;

	for (int i = 0; i < 2; i++) {
		const struct way *way = &w->way[!i];
		bool waits = w->started[i] || !s->keeps_early_input;

		if (!w->started[i])
			take_earlier(&next_ms, s->start_ms[i]);
		if (waits && way->count > 0)
			take_earlier(&next_ms, way->piece[0].due_ms);
		if (is_running(w, s, i))
			take_earlier(&next_ms,
			    w->now_ms +
				s->type[i]->wait_ms(w->end[i], w->now_ms));
	}
	if (next_ms > w->now_ms)
		w->now_ms = next_ms;
}

/* Processes all events that are due now. */
static void
step(struct world *w, const struct world_setup *s)
{
	for (int i = 0; i < 2; i++) {
		start(w, s, i);
		deliver(w, s, i);
		if (is_running(w, s, i) &&
		    s->type[i]->wait_ms(w->end[i], w->now_ms) == 0)
			s->type[i]->input(w->end[i], w->now_ms, NULL, 0);
	}
}

bool
world_run(struct world *w, const struct world_setup *s, struct message *m)
{
	for (;;) {
		for (int i = 0; i < 2; i++) {
			if (!w->started[i])
				continue;
			m->from = i;
			m->len =
			    s->type[i]->output(w->end[i], w->now_ms, m->bytes);
			if (m->len > 0)
				return true;
		}
		if (has_ended(w, s))
			return false;
		advance(w, s);
		step(w, s);
	}
}

/* Returns the time in ms that the line needs for `len` bytes at 115200 baud. */
static uint32_t
duration_ms(size_t len)
{
	return (uint32_t)(len * 10 * 1000 / 115200);
}

static void
add_piece(struct way *way, const uint8_t *bytes, size_t len, uint32_t due_ms)
{
	struct piece *p = &way->piece[way->count];

	if (len == 0)
		return;
	assert(way->count < WORLD_PIECES_MAX);
	if (due_ms < way->last_ms)
		due_ms = way->last_ms;
	way->last_ms = p->due_ms = due_ms;
	p->len = (uint16_t)len;
	memcpy(p->bytes, bytes, len);
	way->count++;
}

void
world_send(struct world *w, const struct world_setup *s,
    const struct message *m, size_t late_at, uint32_t late_ms)
{
	struct way *way = &w->way[m->from];
	uint32_t begin_ms = way->free_ms > w->now_ms ? way->free_ms : w->now_ms;
	uint32_t end_ms = begin_ms + duration_ms(m->len);
	uint32_t delay_ms = s->delay_ms[m->from];

	way->free_ms = end_ms;
	add_piece(
	    way, m->bytes, late_at, begin_ms + duration_ms(late_at) + delay_ms);
	add_piece(way, m->bytes + late_at, m->len - late_at,
	    end_ms + delay_ms + late_ms);
}

/* Saving. */

static size_t
save_piece(uint8_t *to, const struct piece *p)
{
	size_t len = offsetof(struct piece, bytes) + p->len;

	memcpy(to, p, len);
	return (len + 7) / 8 * 8;
}

static size_t
restore_piece(struct piece *p, const uint8_t *from)
{
	size_t len = offsetof(struct piece, bytes);

	memcpy(p, from, len);
	memcpy(p->bytes, from + len, p->len);
	return (len + p->len + 7) / 8 * 8;
}

void
world_save(const struct world *w, const struct world_setup *s, uint8_t *to)
{
	memcpy(to, w, offsetof(struct world, way));
	to += offsetof(struct world, way);
	for (int i = 0; i < 2; i++) {
		memcpy(to, &w->way[i], offsetof(struct way, piece));
		to += offsetof(struct way, piece);
		for (int n = 0; n < w->way[i].count; n++)
			to += save_piece(to, &w->way[i].piece[n]);
	}
	for (int i = 0; i < 2; i++) {
		memcpy(to, w->end[i], s->type[i]->size);
		to += s->type[i]->size;
	}
}

void
world_restore(struct world *w, const struct world_setup *s, const uint8_t *from)
{
	memcpy(w, from, offsetof(struct world, way));
	from += offsetof(struct world, way);
	for (int i = 0; i < 2; i++) {
		memcpy(&w->way[i], from, offsetof(struct way, piece));
		from += offsetof(struct way, piece);
		for (int n = 0; n < w->way[i].count; n++)
			from += restore_piece(&w->way[i].piece[n], from);
	}
	for (int i = 0; i < 2; i++) {
		memcpy(w->end[i], from, s->type[i]->size);
		from += s->type[i]->size;
	}
}

/* The hash. */

static int32_t
not_past(uint32_t time_ms, uint32_t now_ms)
{
	return time_ms > now_ms ? (int32_t)(time_ms - now_ms) : 0;
}

static uint64_t
hash_way(const struct way *way, uint32_t now_ms, uint64_t h)
{
	const int32_t times[] = { not_past(way->free_ms, now_ms),
		not_past(way->last_ms, now_ms), way->count };

	h = hash_bytes(times, sizeof times, h);
	for (int i = 0; i < way->count; i++) {
		const struct piece *p = &way->piece[i];
		int32_t due_ms = not_past(p->due_ms, now_ms);

		h = hash_bytes(p->bytes, p->len, h + (uint64_t)due_ms);
	}
	return h;
}

uint64_t
world_hash(const struct world *w, const struct world_setup *s)
{
	uint64_t h = w->started[0] + 2u * w->started[1];

	for (int i = 0; i < 2; i++) {
		uint8_t key[256];
		int32_t wait_ms = not_past(s->start_ms[i], w->now_ms);

		h = hash_way(&w->way[i], w->now_ms, h + (uint64_t)wait_ms);
		if (!w->started[i])
			continue;
		h = hash_bytes(key, s->type[i]->key(w->end[i], w->now_ms, key),
		    h + (uint64_t)world_result(w, s, i));
	}
	return h;
}
