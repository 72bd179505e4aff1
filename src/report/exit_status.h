#ifndef REPORT_EXIT_STATUS_H
#define REPORT_EXIT_STATUS_H

/* How a program ends: why it failed, its exit status, and the text for it. */

#include <stdbool.h>

enum failure {
	FAILURE_NONE,
	FAILURE_LOCAL,      /* a local file; a message has said which */
	FAILURE_USAGE,      /* the command line; the same */
	FAILURE_LINE,       /* it cannot be opened, or is lost; the same */
	FAILURE_STEP,       /* a step before or after the transfer; the same */
	FAILURE_SIGNAL,     /* a signal ended the program */
	FAILURE_STALLED,    /* the line takes no more data */
	FAILURE_ECHO,       /* the line sends back what is sent */
	FAILURE_NO_START,   /* the other end never began */
	FAILURE_FOREIGN,    /* it speaks another protocol; a message has said */
	FAILURE_CANCELLED,  /* the other end cancelled */
	FAILURE_REJECTED,   /* it did so when it had all data */
	FAILURE_ONE_FILE,   /* it takes no second file */
	FAILURE_SILENCE,    /* the other end sent nothing more */
	FAILURE_STOPPED,    /* the same after text, which says why */
	FAILURE_RETRIES,    /* too many retries of one block */
	FAILURE_SHORT,      /* a file ended before its announced size */
	FAILURE_EXCESS,     /* a file went on after its announced size */
	FAILURE_SKIPPED,    /* a block is missing */
	FAILURE_UNFINISHED, /* the end was not acknowledged */
	FAILURE_PROTOCOL,   /* the other end expects another protocol */
	FAILURE_NOT_STORED     /* not every file of a batch was stored */
};

enum exit_status {
	STATUS_DONE = 0,
	STATUS_LOCAL = 1, /* a local file */
	STATUS_USAGE = 2,
	STATUS_LINE = 3,       /* cannot be opened, or is lost */
	STATUS_NO_START = 4,   /* the other end never began */
	STATUS_REFUSED = 5,    /* it cancelled or rejected the file */
	STATUS_GAVE_UP = 6,    /* errors, silence */
	STATUS_UNFINISHED = 7, /* all data was acknowledged, the end was not */
	STATUS_STEP = 8,       /* a step failed */
	STATUS_SIGNAL = 128    /* and the signal's number */
};

/* How a part of the program has ended. */
struct ending {
	enum failure failure;
	int signal; /* its number, after FAILURE_SIGNAL; else 0 */
};

/* Returns an enum exit_status, or STATUS_SIGNAL and the signal's number. */
int exit_status_of(struct ending);

/* Returns a word for the exit status, for a program. */
const char *exit_status_name(int status);

/*
 * Returns what went wrong, as a sender or a receiver tells a person.  It names
 * the general case; an engine may know more.
 */
const char *failure_text(enum failure, bool sends);

#endif
