#ifndef SCRIPT_STEPS_H
#define SCRIPT_STEPS_H

/*
 * What to say to a board before and after a transfer, and what to wait for.
 * Steps are only read here; run_steps.c takes them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum step_kind {
	STEP_SEND,   /* bytes */
	STEP_EXPECT, /* bytes */
	STEP_WAIT,   /* value: milliseconds */
	STEP_SHOW,   /* value: milliseconds */
	STEP_BAUD,   /* value: the rate */
	STEP_DTR,    /* value: 1 is on, 0 is off */
	STEP_RTS,
	STEP_BREAK, /* value: milliseconds */
	STEP_REOPEN
};

enum { STEP_BYTES_MAX = 256 };

struct step {
	enum step_kind kind;
	uint32_t value;
	uint8_t bytes[STEP_BYTES_MAX];
	size_t len;
	char *text; /* as it was given, with control characters escaped */
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
 * Appends a step.  Returns false after a message, which begins with where the
 * text stands.
 */
bool steps_add(struct steps *, const char *where, const char *text);

/*
 * Appends the steps of a file, one a line; "transfer" stands between those
 * before and those after it.  Lines that are empty or begin with # are no
 * steps.  Blanks in front of a step do not count, blanks behind it do.  Returns
 * false after a message.
 */
bool steps_read(struct steps *before, struct steps *after, const char *path);

void steps_free(struct steps *);

#endif
