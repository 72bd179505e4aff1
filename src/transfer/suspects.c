#include "transfer/suspects.h"

#include <stdio.h>

enum {
	NEW_VALUES_MAX = 16, /* maximum number of suspect values; if a block has
				more new values, the advice names none */
	QUIET_MIN = 2,       /* number of accepted blocks without a new value,
				after which a new value is suspect */
	CALM_MIN = 8,        /* number of accepted blocks without a new value,
				after which a new value is suspect if it is
				the code of a key; see repair_is_key() */
	CHECK = 2            /* bytes of a block's CRC */
};

/* Returns a text about the likely cause of the damage, and what to do. */
static const char *
cause(uint8_t value, bool telnet)
{
	if (value == 0xff && !telnet)
		return "does the line lead to a telnet server? try "
		       "-p telnet:HOST:PORT";
	if (value == 0x11 || value == 0x13)
		return "does something on the way use XON and XOFF?";
	if (value == '\r' || value == '\n')
		return "does something on the way translate line ends?";
	if (repair_is_key(value))
		return "does a terminal between the two ends treat this byte "
		       "as a key?";
	return "does something on the way change or remove this byte?";
}

struct survey {
	const struct evidence *e;
	bool is_new[EVIDENCE_VALUES];  /* values that no accepted block has */
	bool in_data[EVIDENCE_VALUES]; /* new values in the block's data */
};

static void
find_new_values(struct survey *s, bool telnet)
{
	const struct burst *b = &s->e->failing.burst;
	const struct frame *f = &s->e->failing.frame;

	for (size_t i = f->at; i < b->len; i++) {
		uint8_t v = b->bytes[i];

		if (s->e->seen[v] || (telnet && v == 0xff))
			continue;
		s->is_new[v] = true;
		if (i >= f->at + f->head && i + CHECK < b->len)
			s->in_data[v] = true;
	}
}

static void
name_value(struct suspects *s, uint8_t value)
{
	if (s->named < SUSPECTS_MAX)
		s->values[s->named] = value;
	s->named++;
}

/* Counts the special groups with a new value: 0xff; XON and XOFF; CR and LF. */
static unsigned
count_groups(const bool is_new[static EVIDENCE_VALUES])
{
	bool flow = is_new[0x11] || is_new[0x13];
	bool ends = is_new['\r'] || is_new['\n'];

	return (unsigned)is_new[0xff] + (unsigned)flow + (unsigned)ends;
}

/*
 * Stores the suspects of one kind as the values that the advice names.  Stores
 * none if there are more than SUSPECTS_MAX.
 */
static void
name_kind(struct suspects *s, const struct survey *survey,
    bool (*is_kind)(const struct survey *, uint8_t))
{
	s->named = 0;
	for (unsigned v = 0; v < EVIDENCE_VALUES; v++) {
		if (survey->is_new[v] && is_kind(survey, (uint8_t)v))
			name_value(s, (uint8_t)v);
	}
	if (s->named > SUSPECTS_MAX)
		s->named = 0;
}

static bool
is_special(const struct survey *s, uint8_t value)
{
	(void)s;
	return repair_is_special(value);
}

static bool
is_special_data(const struct survey *s, uint8_t value)
{
	return s->in_data[value] && repair_is_special(value);
}

static bool
is_in_data(const struct survey *s, uint8_t value)
{
	return s->in_data[value] || repair_is_special(value);
}

static bool
is_key(const struct survey *s, uint8_t value)
{
	(void)s;
	return repair_is_key(value);
}

static bool
is_any(const struct survey *s, uint8_t value)
{
	(void)s;
	(void)value;
	return true;
}

/*
 * Chooses the values that the advice names.  A new special value (see
 * repair_is_special()) is always suspect; any other new value is suspect only
 * if the last accepted blocks had no new value.  The block number and the CRC
 * often have new values: a new value in them is suspect only if the value is
 * special, the code of a key, or the only new value of the block.  With more
 * than NEW_VALUES_MAX new values, or several special groups, names none.
 */
static void
choose(struct suspects *s, const struct survey *survey)
{
	uint32_t quiet = survey->e->since_new;

	if (s->all > NEW_VALUES_MAX || s->groups > 1)
		return;
	if (s->all == 1 && quiet >= QUIET_MIN)
		name_kind(s, survey, is_any);
	else if (quiet >= QUIET_MIN)
		name_kind(s, survey, is_in_data);
	else
		name_kind(s, survey, is_special);
	if (s->named == 0)
		name_kind(s, survey, is_special_data);
	if (s->named == 0 && quiet >= CALM_MIN)
		name_kind(s, survey, is_key);
}

struct suspects
suspects_find(const struct evidence *e, bool telnet)
{
	struct survey survey = { .e = e };
	struct suspects s = { 0 };

	find_new_values(&survey, telnet);
	s.groups = count_groups(survey.is_new);
	for (unsigned v = 0; v < EVIDENCE_VALUES; v++)
		s.all += survey.is_new[v];
	choose(&s, &survey);
	return s;
}

void
suspects_describe(const struct suspects *s, char *text, size_t size)
{
	const uint8_t *v = s->values;

	if (s->named == 1)
		snprintf(text, size,
		    "only rejected blocks contain the byte 0x%02x: %s",
		    v[0], cause(v[0], false));
	else if (s->named == 2)
		snprintf(text, size,
		    "no accepted block contains the bytes 0x%02x or 0x%02x: %s",
		    v[0], v[1],
		    repair_is_special(v[0]) && repair_is_special(v[1])
			? cause(v[0], false)
			: "does something on the way change one of them?");
	else
		snprintf(text, size,
		    "no accepted block contains the bytes 0x%02x, 0x%02x or "
		    "0x%02x: does something on the way change one of them?",
		    v[0], v[1], v[2]);
}

void
repair_describe(const struct repair *r, bool telnet, char *text, size_t size)
{
	switch (r->damage) {
	case DAMAGE_UNKNOWN:
		break;
	case DAMAGE_DOUBLED:
		snprintf(text, size, "each byte 0x%02x arrives twice: %s",
		    r->value, cause(r->value, telnet));
		break;
	case DAMAGE_LOST:
	case DAMAGE_MISSING:
		snprintf(text, size, "no byte 0x%02x arrives: %s", r->value,
		    cause(r->value, telnet));
		break;
	case DAMAGE_CHANGED:
		snprintf(text, size, "each byte 0x%02x arrives as 0x%02x: %s",
		    r->value, r->received, cause(r->value, telnet));
		break;
	case DAMAGE_LINE_ENDS:
		snprintf(text, size,
		    "CR and LF do not arrive as they were sent: does something "
		    "on the way translate line ends?");
		break;
	case DAMAGE_CR_NUL:
		snprintf(text, size, "a byte 0x00 arrives after each 0x0d: %s",
		    cause(0xff, telnet));
		break;
	}
}
