#include "sim/explore.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sim/damage.h"
#include "sim/hash.h"
#include "sim/verdict.h"

enum { DEPTH_MAX = 2000, CHOICES_MAX = 16, LINE_MAX_LEN = 120 };

struct entry {
	uint64_t hash; /* 0: the entry is not used */
	struct tally tally;
};

/* The choices that have led to the current state. */
struct path {
	struct {
		uint32_t now_ms;
		int from;
		char name[24];
		char fault[48]; /* "": none */
	} line[DEPTH_MAX];
	unsigned lines;
	char fault[CHOICES_MAX][48];
	unsigned faults;
	bool forged;
};

struct explorer {
	struct world world;
	const struct world_setup *setup;
	struct entry *table;
	uint64_t mask, states;
	uint64_t setups; /* number of set-ups so far; part of the
			    hash of a state, so that states of
			    different set-ups have different hashes */
	bool full;
	bool ignore_forged;
	struct path path;
	uint8_t
	    *saved[DEPTH_MAX]; /* world as saved before each
				  choice of the path */
	struct explore_kind kind[EXPLORE_KINDS_MAX];
	size_t kinds;
};

struct explorer *
explorer_new(unsigned table_bits, bool ignore_forged)
{
	struct explorer *e = calloc(1, sizeof *e);

	assert(e != NULL);
	e->mask = ((uint64_t)1 << table_bits) - 1;
	e->ignore_forged = ignore_forged;
	e->table = calloc((size_t)(e->mask + 1), sizeof *e->table);
	assert(e->table != NULL);
	return e;
}

void
explorer_free(struct explorer *e)
{
	for (size_t i = 0; i < e->kinds; i++)
		free(e->kind[i].path);
	for (size_t i = 0; i < DEPTH_MAX; i++)
		free(e->saved[i]);
	free(e->table);
	free(e);
}

const struct explore_kind *
explorer_kinds(const struct explorer *e, size_t *count)
{
	*count = e->kinds;
	return e->kind;
}

bool
explorer_is_full(const struct explorer *e)
{
	return e->full;
}

/* The table of visited states. */

static struct entry *
find_entry(struct explorer *e, uint64_t hash)
{
	uint64_t i = hash & e->mask;

	while (e->table[i].hash != 0 && e->table[i].hash != hash)
		i = (i + 1) & e->mask;
	return &e->table[i];
}

static void
remember(struct explorer *e, uint64_t hash, const struct tally *tally)
{
	struct entry *entry = find_entry(e, hash);

	if (e->states > e->mask / 4 * 3) {
		e->full = true;
		return;
	}
	e->states++;
	entry->hash = hash;
	entry->tally = *tally;
}

/* Called before each set-up. Empties the table if a quarter or more is used. */
static void
forget_states(struct explorer *e)
{
	if (e->states < e->mask / 4)
		return;
	memset(e->table, 0, (size_t)(e->mask + 1) * sizeof *e->table);
	e->states = 0;
}

static void
add_tally(struct tally *to, const struct tally *t)
{
	to->sessions += t->sessions;
	to->violations += t->violations;
	to->forged_violations += t->forged_violations;
	to->sum_violations += t->sum_violations;
}

/* Violations. */

static size_t
write_line(char *text, size_t size, const struct explorer *e, unsigned i)
{
	const char *fault = e->path.line[i].fault;

	return (size_t)snprintf(text, size, "%9.3f  %s: %s%s%s\n",
	    e->path.line[i].now_ms / 1000.0,
	    e->path.line[i].from == SENDER ? "sender  " : "receiver",
	    e->path.line[i].name, fault[0] != '\0' ? "   <<< " : "", fault);
}

static char *
copy_path(const struct explorer *e, const char *verdict)
{
	const struct world_setup *s = e->setup;
	size_t size = (e->path.lines + 4) * (LINE_MAX_LEN + 1);
	char *text = malloc(size);
	size_t len;

	assert(text != NULL);
	len = (size_t)snprintf(text, size,
	    "%s to %s, %s, blocks of %u, %u file(s) of %u byte(s)%s, "
	    "starts %u and %u ms, delays %u and %u ms%s\n",
	    s->type[0]->name, s->type[1]->name,
	    s->session->ymodem ? "YMODEM" : "XMODEM", s->session->block_len,
	    s->session->files, s->session->file[0].len,
	    s->session->file[0].announced ? ", announced" : "",
	    (unsigned)s->start_ms[0], (unsigned)s->start_ms[1],
	    (unsigned)s->delay_ms[0], (unsigned)s->delay_ms[1],
	    s->keeps_early_input ? ", early input kept" : "");
	for (unsigned i = 0; i < e->path.lines; i++)
		len += write_line(text + len, size - len, e, i);
	snprintf(text + len, size - len, "%9.3f  %s\n",
	    e->world.now_ms / 1000.0, verdict);
	return text;
}

static void
note_kind(struct explorer *e, const char *verdict)
{
	char faults[200] = "";
	size_t i;

	for (unsigned n = 0; n < e->path.faults; n++) {
		if (n > 0)
			strcat(faults, "; ");
		strcat(faults, e->path.fault[n]);
	}
	for (i = 0; i < e->kinds; i++) {
		if (strcmp(e->kind[i].faults, faults) == 0 &&
		    e->kind[i].verdict == verdict)
			break;
	}
	if (i == EXPLORE_KINDS_MAX)
		return;
	if (i == e->kinds) {
		strcpy(e->kind[i].faults, faults);
		e->kind[i].verdict = verdict;
		e->kind[i].forged = e->path.forged;
		e->kind[i].path = copy_path(e, verdict);
		e->kinds++;
	}
	e->kind[i].states++;
}

static struct tally
judge_session(struct explorer *e)
{
	struct tally t = { .sessions = 1 };
	const char *verdict = verdict_find(&e->world, e->setup);

	if (verdict == NULL)
		return t;
	if (verdict_has_only_sums(&e->world, e->setup))
		t.sum_violations = 1;
	else if (e->path.forged)
		t.forged_violations = 1;
	else
		t.violations = 1;
	if (t.sum_violations == 0)
		note_kind(e, verdict);
	return t;
}

/* The search. */

static struct tally search(struct explorer *, struct explore_budget);

static void
note_line(struct explorer *e, const struct message *m, const char *fault)
{
	unsigned i = e->path.lines++;

	assert(i < DEPTH_MAX - 1);
	e->path.line[i].now_ms = e->world.now_ms;
	e->path.line[i].from = m->from;
	damage_name(m, e->path.line[i].name, sizeof e->path.line[i].name);
	strcpy(e->path.line[i].fault, fault);
}

/*
 * Sends the message with one kind of damage, and explores all sessions that
 * follow.
 */
static struct tally
try_choice(struct explorer *e, struct explore_budget budget,
    const struct message *m, const struct message *sent, const char *what,
    size_t late_at, uint32_t late_ms)
{
	unsigned lines = e->path.lines;
	unsigned faults = e->path.faults;
	struct tally t;

	note_line(e, m, what);
	if (what[0] != '\0') {
		assert(faults < CHOICES_MAX);
		snprintf(e->path.fault[e->path.faults++],
		    sizeof e->path.fault[0], "%s", what);
	}
	if (sent->len > 0)
		world_send(&e->world, e->setup, sent, late_at, late_ms);
	t = search(e, budget);
	e->path.lines = lines;
	e->path.faults = faults;
	return t;
}

static void
try_faults(struct explorer *e, struct explore_budget budget,
    const struct message *m, const uint8_t *saved, struct tally *t)
{
	static struct damage d;
	bool forged = e->path.forged;

	for (unsigned n = 0; damage_message(m, n, &d); n++) {
		struct message sent = { .from = m->from, .len = d.len };
		struct explore_budget rest = budget;
		struct tally more;
		char text[40];

		if (d.len == m->len && memcmp(d.bytes, m->bytes, m->len) == 0)
			continue;
		if (d.forges_ack && e->ignore_forged)
			continue;
		memcpy(sent.bytes, d.bytes, d.len);
		strcpy(text, d.text);
		rest.faults--;
		e->path.forged = forged || d.forges_ack;
		world_restore(&e->world, e->setup, saved);
		more = try_choice(e, rest, m, &sent, text, 0, 0);
		add_tally(t, &more);
		e->path.forged = forged;
	}
}

static void
try_stalls(struct explorer *e, struct explore_budget budget,
    const struct message *m, const uint8_t *saved, struct tally *t)
{
	static const uint32_t stalls_ms[] = { 1000, 3000 };
	const size_t places[] = { 0, 1, m->len / 2 };

	for (int i = 0; i < 6; i++) {
		size_t at = places[i / 2];
		uint32_t ms = stalls_ms[i % 2];
		struct explore_budget rest = budget;
		struct tally more;
		char text[40];

		if (i / 2 > 0 && (m->len == 1 || (i / 2 == 2 && at < 2)))
			continue;
		rest.stalls--;
		snprintf(text, sizeof text, "%s: stall of %u s",
		    m->len > 100 ? "block" : "answer or EOT",
		    (unsigned)ms / 1000);
		world_restore(&e->world, e->setup, saved);
		more = try_choice(e, rest, m, m, text, at, ms);
		add_tally(t, &more);
	}
}

static uint64_t
hash_choice(const struct explorer *e, struct explore_budget budget,
    const struct message *m)
{
	uint64_t h = world_hash(&e->world, e->setup) + e->setups;

	h = hash_bytes(m->bytes, m->len, h + (uint64_t)m->from);
	h += budget.faults * 8 + budget.stalls * 2 + e->path.forged;
	h = hash_bytes(&h, sizeof h, 1);
	return h == 0 ? 1 : h;
}

/*
 * Saves the world and returns the copy. The next call with a path of the same
 * length overwrites the copy.
 */
static const uint8_t *
save_world(struct explorer *e)
{
	uint8_t **saved = &e->saved[e->path.lines];

	if (*saved == NULL)
		*saved = malloc(WORLD_SAVED_MAX);
	assert(*saved != NULL);
	world_save(&e->world, e->setup, *saved);
	return *saved;
}

static struct tally
search(struct explorer *e, struct explore_budget budget)
{
	struct tally t = { 0 }, more;
	struct message m;
	uint64_t hash;
	struct entry *entry;
	const uint8_t *saved = NULL;

	if (!world_run(&e->world, e->setup, &m))
		return judge_session(e);
	hash = hash_choice(e, budget, &m);
	entry = find_entry(e, hash);
	if (entry->hash == hash)
		return entry->tally;
	if (budget.faults + budget.stalls > 0)
		saved = save_world(e);
	more = try_choice(e, budget, &m, &m, "", 0, 0);
	add_tally(&t, &more);
	if (budget.faults > 0)
		try_faults(e, budget, &m, saved, &t);
	if (budget.stalls > 0)
		try_stalls(e, budget, &m, saved, &t);
	remember(e, hash, &t);
	return t;
}

struct tally
explore(struct explorer *e, const struct world_setup *setup,
    struct explore_budget budget)
{
	e->setup = setup;
	e->path.lines = e->path.faults = 0;
	e->path.forged = false;
	e->setups++;
	forget_states(e);
	world_begin(&e->world, setup);
	return search(e, budget);
}
