#ifndef SCRIPT_STEPS_H
#define SCRIPT_STEPS_H

/*
 * Parses the steps before and after a transfer: texts to send to a board and to
 * expect from it, and settings of the line.  run_steps.c runs the steps.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "script/variables.h"

/*
 * The kinds of steps.  Each comment names the member of struct step that has
 * the argument of the step.
 */
enum step_kind {
	STEP_SEND,    /* bytes: text to send */
	STEP_EXPECT,  /* bytes: text to wait for */
	STEP_WAIT,    /* value: time in ms */
	STEP_SHOW,    /* value: time in ms */
	STEP_BAUD,    /* value: rate in baud */
	STEP_DTR,     /* value: 1 is on, 0 is off */
	STEP_RTS,     /* value: 1 is on, 0 is off */
	STEP_BREAK,   /* value: time in ms */
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
	size_t sum_at;  /* offset of the file's checksum in `bytes` */
	size_t sum_len; /* length of this checksum; 0: none, see sums.h */
	char *text;     /* expanded text, with control characters escaped */
	char *original; /* text in which %{NAME} and %% are not yet replaced;
			   NULL: the text contains neither */
	char *where;    /* origin of the step for messages, or NULL */
};

struct steps {
	struct step *step;
	size_t count;
};

/*
 * Parses a step such as "send:loady\r", but does not set its `text`.  Returns
 * NULL if the step is valid.  Otherwise returns the rest of a message that
 * begins with "not", such as "a step".
 */
const char *step_parse(struct step *, const char *text);

/*
 * Appends a step.  If the text contains %{NAME} or %%, steps_expand() later
 * sets the bytes or the value of the step.  Returns false after printing a
 * message, which begins with `where`, the origin of the text.
 */
bool steps_add(struct steps *, const char *where, const char *text);

/*
 * Replaces the variables in all steps with their values, and parses these
 * steps.  Call it again after a value has changed.  Returns false after
 * printing a message.
 */
bool steps_expand(struct steps *, struct variables *);

/* Returns true if there is a step of that kind. */
bool steps_have(const struct steps *, enum step_kind);

/* Destination of the contents of a steps file. */
struct steps_file {
	struct steps *before;
	struct steps *after;
	struct variables *variables; /* defaults from lines "set:NAME=VALUE" */
	bool transfers;              /* the file has a line "transfer" */
};

/*
 * Appends the steps of a file, which has one step in each line.  A line
 * "transfer" separates the steps before the transfer from the steps after the
 * transfer.  Skips empty lines and lines that begin with #.  Removes blanks
 * before a step; blanks at the end of a step are part of the step.  Returns
 * false after printing a message.
 */
bool steps_read(struct steps_file *, const char *path);

void steps_free(struct steps *);

#endif
