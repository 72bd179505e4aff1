#ifndef SCRIPT_STEPS_H
#define SCRIPT_STEPS_H

/*
 * What to say to a board before and after a transfer, and what to wait for.
 * Steps are only read here; run_steps.c takes them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "script/variables.h"

enum step_kind {
	STEP_SEND,   /* bytes */
	STEP_EXPECT, /* bytes */
	STEP_WAIT,   /* value: milliseconds */
	STEP_SHOW,   /* value: milliseconds */
	STEP_BAUD,   /* value: the rate */
	STEP_DTR,    /* value: 1 is on, 0 is off */
	STEP_RTS,
	STEP_BREAK, /* value: milliseconds */
	STEP_REOPEN,
	STEP_MATCH, /* bytes: a regular expression that ends in NUL */
	STEP_TERMINAL
};

enum { STEP_BYTES_MAX = 256 };

struct step {
	enum step_kind kind;
	uint32_t value;
	uint8_t bytes[STEP_BYTES_MAX];
	size_t len;
	char *text;     /* as it is taken, with control characters escaped */
	char *original; /* with %{NAME} and %%; NULL: it has none of them */
	char *where;    /* place of the original, for messages; or NULL */
};

struct steps {
	struct step *step;
	size_t count;
};

/*
 * Reads "send:loady\r" and its like.  The step's `text` is not set.  Returns
 * NULL, or the rule that the text breaks: "not ..." fits in front of it.
 */
const char *step_parse(struct step *, const char *text);

/*
 * Appends a step.  One that contains %{NAME} or %% has no bytes and no value
 * before steps_expand().  Returns false after a message, which begins with
 * where the text stands.
 */
bool steps_add(struct steps *, const char *where, const char *text);

/*
 * Replaces the names of variables in all steps, and parses the steps that have
 * some.  May be called again when the values have changed.  Returns false after
 * a message.
 */
bool steps_expand(struct steps *, struct variables *);

/* Is there a step of that kind? */
bool steps_have(const struct steps *, enum step_kind);

/* Where the lines of a steps file go. */
struct steps_file {
	struct steps *before;
	struct steps *after;
	struct variables *variables; /* "set:NAME=VALUE" is a default */
	bool transfers;              /* has a line "transfer" */
};

/*
 * Appends the steps of a file, one a line; "transfer" stands between those
 * before and those after it.  Lines that are empty or begin with # are no
 * steps.  Blanks in front of a step do not count, blanks behind it do.  Returns
 * false after a message.
 */
bool steps_read(struct steps_file *, const char *path);

void steps_free(struct steps *);

#endif
