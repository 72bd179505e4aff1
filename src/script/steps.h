#ifndef SCRIPT_STEPS_H
#define SCRIPT_STEPS_H

/*
 * Parses steps: texts to send to a board and to expect from it, and settings of
 * the line, before and after a transfer.  run_steps.c runs them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "script/variables.h"

/* The kinds of steps, and which member of struct step has the argument. */
enum step_kind {
	STEP_SEND,    /* bytes to send */
	STEP_EXPECT,  /* bytes to wait for */
	STEP_WAIT,    /* value: ms */
	STEP_SHOW,    /* value: ms */
	STEP_BAUD,    /* value: rate in baud */
	STEP_DTR,     /* value: 1 is on, 0 is off */
	STEP_RTS,     /* value: 1 is on, 0 is off */
	STEP_BREAK,   /* value: ms */
	STEP_REOPEN,  /* no argument */
	STEP_MATCH,   /* bytes: regular expression that ends in NUL */
	STEP_TERMINAL /* no argument */
};

enum { STEP_BYTES_MAX = 256 };

struct step {
	enum step_kind kind;
	uint32_t value;
	uint8_t bytes[STEP_BYTES_MAX];
	size_t len;
	size_t sum_at;  /* offset of a checksum of the file in the bytes */
	size_t sum_len; /* bytes of that checksum; 0: none, see sums.h */
	char *text;     /* expanded text, with control characters escaped */
	char *original; /* text with %{NAME} and %%; NULL: it has neither */
	char *where;    /* place of the original for messages, or NULL */
};

struct steps {
	struct step *step;
	size_t count;
};

/*
 * Parses a step such as "send:loady\r", but does not set its `text`.  Returns
 * NULL, or what the text should be, for a message "not ...".
 */
const char *step_parse(struct step *, const char *text);

/*
 * Appends a step.  If the text contains %{NAME} or %%, steps_expand() sets its
 * bytes or value later.  Returns false after a message, which begins with
 * `where`, the place of the text.
 */
bool steps_add(struct steps *, const char *where, const char *text);

/*
 * Replaces the variables in all steps by their values, and parses these steps.
 * Call it again when a value has changed.  Returns false after a message.
 */
bool steps_expand(struct steps *, struct variables *);

/* Returns true if there is a step of that kind. */
bool steps_have(const struct steps *, enum step_kind);

/* Destination of the lines of a steps file. */
struct steps_file {
	struct steps *before;
	struct steps *after;
	struct variables *variables; /* defaults from lines "set:NAME=VALUE" */
	bool transfers;              /* the file has a line "transfer" */
};

/*
 * Appends the steps of a file, one a line.  A line "transfer" separates the
 * steps before the transfer from those after it.  Skips empty lines and lines
 * that begin with #.  Blanks before a step are removed; blanks at its end are
 * part of it.  Returns false after a message.
 */
bool steps_read(struct steps_file *, const char *path);

void steps_free(struct steps *);

#endif
