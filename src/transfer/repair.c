#include "transfer/repair.h"

#include <string.h>

/*
 * A guess is a block that may have been sent.  A CRC of 16 bits matches one
 * wrong guess in 65536 by chance.  Therefore, only small sets of guesses are
 * tried.  If several guesses have a correct CRC, all must name the same damage.
 */
enum {
	GUESSES_MAX = 65536 / 40,
	VALUES_MIN = 200, /* number of different values that must be received
			     before a missing special value is suspect */
	CR = '\r',
	LF = '\n'
};

struct search {
	const struct evidence *e;
	const uint8_t *bytes; /* received block */
	size_t len;
	size_t head;
	size_t most; /* bytes of the whole block */
	bool candidate[EVIDENCE_VALUES];
	size_t candidates;
	uint8_t trial[EVIDENCE_BLOCK_MAX];
	struct repair found;
	bool ambiguous;
};

bool
repair_is_special(uint8_t value)
{
	return value == 0xff || value == 0x11 || value == 0x13 || value == CR ||
	       value == LF;
}

bool
repair_is_key(uint8_t value)
{
	static const uint8_t keys[] = { 0x03, 0x04, 0x0f, 0x12, 0x15, 0x16,
		0x17, 0x19, 0x1a, 0x1c, 0x1d, 0x7f };

	return memchr(keys, value, sizeof keys) != NULL;
}

/*
 * Returns true if `trial` is a whole block with a correct CRC and, if a block
 * of the file was accepted before, with the next block number.
 */
static bool
is_right(const struct search *s, size_t len)
{
	int last = s->e->number;
	struct frame f;

	if (!s->e->protocol->is_intact(s->trial, len))
		return false;
	return last < 0 || (s->e->protocol->find_block(s->trial, len, &f) &&
			       f.number == (uint8_t)(last + 1));
}

static void
note_damage(
    struct search *s, enum damage damage, uint8_t value, uint8_t received)
{
	struct repair r = { damage, value, received };

	if (s->found.damage != DAMAGE_UNKNOWN &&
	    (s->found.value != value || s->found.damage != damage))
		s->ambiguous = true;
	s->found = r;
}

static bool
has_found(const struct search *s)
{
	return s->found.damage != DAMAGE_UNKNOWN;
}

/*
 * Chooses as candidates the values of one kind that no accepted block contains.
 * If `is_kind` is NULL, chooses values of all kinds.
 */
static void
choose_candidates(struct search *s, bool (*is_kind)(uint8_t))
{
	s->candidates = 0;
	for (unsigned v = 0; v < EVIDENCE_VALUES; v++) {
		s->candidate[v] =
		    !s->e->seen[v] && (is_kind == NULL || is_kind((uint8_t)v));
		s->candidates += s->candidate[v];
	}
}

/* Changes of the whole block. */

/*
 * Replaces each two successive bytes `received` with `first` and `second`.
 * Returns the length of the result.
 */
static size_t
replace_pairs(struct search *s, uint8_t received, uint8_t first, uint8_t second)
{
	memcpy(s->trial, s->bytes, s->len);
	for (size_t i = 0; i + 1 < s->len; i++) {
		if (s->bytes[i] != received || s->bytes[i + 1] != received)
			continue;
		s->trial[i] = first;
		s->trial[++i] = second;
	}
	return s->len;
}

/*
 * Replaces each pair of `first` and `second` with one byte `to`.  Returns the
 * length of the result.
 */
static size_t
collapse(struct search *s, uint8_t first, uint8_t second, uint8_t to)
{
	size_t n = 0;

	for (size_t i = 0; i < s->len; i++) {
		bool pair = i + 1 < s->len && s->bytes[i] == first &&
			    s->bytes[i + 1] == second;

		s->trial[n++] = pair ? to : s->bytes[i];
		i += pair;
	}
	return n;
}

/*
 * Replaces each byte `from` with `first` and `second`.  Returns the length of
 * the result.
 */
static size_t
expand(struct search *s, uint8_t from, uint8_t first, uint8_t second)
{
	size_t n = 0;

	for (size_t i = 0; i < s->len && n + 2 <= sizeof s->trial; i++) {
		if (s->bytes[i] == from)
			s->trial[n++] = first;
		s->trial[n++] = s->bytes[i] == from ? second : s->bytes[i];
	}
	return n;
}

static void
try_doubled(struct search *s)
{
	for (unsigned v = 0; v < EVIDENCE_VALUES && s->len > s->most; v++) {
		uint8_t byte = (uint8_t)v;

		if (!s->e->seen[v] &&
		    is_right(s, collapse(s, byte, byte, byte)))
			note_damage(s, DAMAGE_DOUBLED, byte, byte);
	}
}

static void
try_line_ends(struct search *s)
{
	if (is_right(s, collapse(s, CR, '\0', CR)))
		note_damage(s, DAMAGE_CR_NUL, CR, '\0');
	else if (is_right(s, replace_pairs(s, LF, CR, LF)) ||
		 is_right(s, replace_pairs(s, CR, CR, LF)) ||
		 is_right(s, collapse(s, CR, LF, LF)) ||
		 is_right(s, collapse(s, CR, LF, CR)) ||
		 is_right(s, expand(s, LF, CR, LF)))
		note_damage(s, DAMAGE_LINE_ENDS, LF, CR);
}

/* Replaces all bytes `received` with `value`. */
static void
replace_all(struct search *s, uint8_t received, uint8_t value)
{
	for (size_t i = 0; i < s->len; i++)
		s->trial[i] = s->bytes[i] == received ? value : s->bytes[i];
}

static void
try_all_changed(struct search *s)
{
	if (s->len != s->most || s->candidates * EVIDENCE_VALUES > GUESSES_MAX)
		return;
	for (unsigned v = 0; v < EVIDENCE_VALUES; v++) {
		for (unsigned w = 0; w < EVIDENCE_VALUES && s->candidate[v];
		     w++) {
			replace_all(s, (uint8_t)w, (uint8_t)v);
			if (v != w && is_right(s, s->len))
				note_damage(
				    s, DAMAGE_CHANGED, (uint8_t)v, (uint8_t)w);
		}
	}
}

/* Changes of a single byte. */

static void
try_value_at(struct search *s, size_t at, uint8_t value)
{
	bool lost = s->len + 1 == s->most;

	memcpy(s->trial, s->bytes, at);
	s->trial[at] = value;
	memcpy(s->trial + at + 1, s->bytes + at + !lost, s->most - at - 1);
	if (!is_right(s, s->most))
		return;
	if (lost)
		note_damage(s, DAMAGE_LOST, value, value);
	else if (s->bytes[at] != value)
		note_damage(s, DAMAGE_CHANGED, value, s->bytes[at]);
}

static void
try_single(struct search *s, size_t end)
{
	if (s->len != s->most && s->len + 1 != s->most)
		return;
	for (size_t at = 1; at < end; at++) {
		for (unsigned v = 0; v < EVIDENCE_VALUES; v++) {
			if (s->candidate[v])
				try_value_at(s, at, (uint8_t)v);
		}
	}
}

static void
try_values(struct search *s, bool (*is_kind)(uint8_t))
{
	choose_candidates(s, is_kind);
	if (s->candidates * s->most <= GUESSES_MAX)
		try_single(s, s->most);
	if (!has_found(s))
		try_all_changed(s);
}

/* Values that never arrive. */

static bool
is_received(const struct search *s, uint8_t value)
{
	return s->e->seen[value] || memchr(s->bytes, value, s->len) != NULL;
}

/*
 * Looks for values that were not received.  If only one value was not received,
 * this value is the cause.  Otherwise, if at least VALUES_MIN values were
 * received, and only one of the groups of special values is incomplete, the
 * cause is the first missing value of this group.
 */
static void
try_missing(struct search *s)
{
	static const uint8_t groups[][2] = { { 0xff, 0xff }, { 0x11, 0x13 },
		{ CR, LF } };
	unsigned missing = 0, special = 0;
	uint8_t any = 0, value = 0;

	for (unsigned v = 0; v < EVIDENCE_VALUES; v++) {
		if (is_received(s, (uint8_t)v))
			continue;
		missing++;
		any = (uint8_t)v;
	}
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		bool first = !is_received(s, groups[i][0]);

		if (!first && is_received(s, groups[i][1]))
			continue;
		special++;
		value = groups[i][!first];
	}
	if (missing == 1)
		note_damage(s, DAMAGE_MISSING, any, any);
	else if (special == 1 && EVIDENCE_VALUES - missing >= VALUES_MIN)
		note_damage(s, DAMAGE_MISSING, value, value);
}

static void
search(struct search *s)
{
	try_doubled(s);
	if (!has_found(s))
		try_line_ends(s);
	choose_candidates(s, NULL);
	/*
	 * First change only the head: in the head, the block number and its
	 * complement also confirm a guess.
	 */
	if (!has_found(s))
		try_single(s, s->head);
	if (!has_found(s))
		try_values(s, repair_is_special);
	if (!has_found(s))
		try_values(s, repair_is_key);
	if (!has_found(s))
		try_values(s, NULL);
	/*
	 * If more than a sixteenth of the block is missing, the bytes arrive
	 * too fast, and no value is the cause.
	 */
	if (!has_found(s) && s->len < s->most &&
	    s->len >= s->most - s->most / 16)
		try_missing(s);
}

struct repair
repair_find(const struct evidence *e)
{
	const struct failing *f = &e->failing;
	struct search s = { .e = e,
		.bytes = f->burst.bytes + f->frame.at,
		.len = f->burst.len - f->frame.at,
		.head = f->frame.head,
		.most = f->frame.most };

	if (e->protocol->is_intact == NULL || f->same < REPAIR_COPIES_MIN ||
	    f->frame.most == 0 || f->burst.len > sizeof f->burst.bytes ||
	    e->protocol->is_intact(s.bytes, s.len))
		return (struct repair){ DAMAGE_UNKNOWN, 0, 0 };
	search(&s);
	return s.ambiguous ? (struct repair){ DAMAGE_UNKNOWN, 0, 0 } : s.found;
}
