#ifndef OUTCOME_H
#define OUTCOME_H

/* How a program ends: its exit status, and the words for it. */

#include <stdbool.h>

#include "xm/xm.h"

enum outcome {
	OUTCOME_DONE = 0,
	OUTCOME_LOCAL = 1, /* a local file */
	OUTCOME_USAGE = 2,
	OUTCOME_LINE = 3,       /* cannot be opened, or is lost */
	OUTCOME_NO_START = 4,   /* the other end never began */
	OUTCOME_REFUSED = 5,    /* it cancelled or rejected the file */
	OUTCOME_GAVE_UP = 6,    /* errors, silence */
	OUTCOME_UNFINISHED = 7, /* all data was acknowledged, the end was not */
	OUTCOME_STEP = 8,       /* a step failed */
	OUTCOME_SIGNAL = 128    /* and the signal's number */
};

/* The exit status, an enum outcome. */
int outcome_of(enum xm_error);

/* A word for the exit status, for a program. */
const char *outcome_name(int status);

/* What went wrong, for a person, as said by a sender or a receiver. */
const char *outcome_words(enum xm_error, bool sends);

#endif
