#ifndef REPORT_EXIT_STATUS_H
#define REPORT_EXIT_STATUS_H

/* The ways in which a program ends: failures, exit statuses and their texts. */

#include <stdbool.h>

/*
 * The kinds of failure.  For LOCAL, USAGE, LINE, STEP and FOREIGN, a message
 * was already printed where the failure was detected.
 */
enum failure {
	FAILURE_NONE,
	FAILURE_LOCAL,      /* error of a local file */
	FAILURE_USAGE,      /* error in the command line */
	FAILURE_LINE,       /* the line cannot be opened, or is lost */
	FAILURE_STEP,       /* a step of --before, --after or --steps failed */
	FAILURE_SIGNAL,     /* a signal ended the program */
	FAILURE_STALLED,    /* the line takes no more data */
	FAILURE_ECHO,       /* the line echoes the bytes sent */
	FAILURE_NO_START,   /* the other end never began */
	FAILURE_FOREIGN,    /* before the transfer began, the other end was
			       found to use another protocol */
	FAILURE_CANCELLED,  /* the other end cancelled */
	FAILURE_REJECTED,   /* the other end cancelled after all data */
	FAILURE_ONE_FILE,   /* the other end takes no second file */
	FAILURE_SILENCE,    /* the other end sent nothing more */
	FAILURE_STOPPED,    /* the other end sent text, then nothing more */
	FAILURE_RETRIES,    /* too many retries of one block */
	FAILURE_SHORT,      /* a file ended before its announced size */
	FAILURE_EXCESS,     /* a file exceeded its announced size */
	FAILURE_SKIPPED,    /* a block is missing */
	FAILURE_UNFINISHED, /* the end of a file was not acknowledged */
	FAILURE_PROTOCOL,   /* the receiver took an XMODEM file and requested
			       another file, as in YMODEM */
	FAILURE_NOT_STORED  /* not every file of a batch was stored */
};

enum exit_status {
	STATUS_DONE = 0,
	STATUS_LOCAL = 1,      /* error of a local file */
	STATUS_USAGE = 2,      /* error in the command line */
	STATUS_LINE = 3,       /* the line cannot be opened, or is lost */
	STATUS_NO_START = 4,   /* the other end never began */
	STATUS_REFUSED = 5,    /* the other end cancelled or rejected a file */
	STATUS_GAVE_UP = 6,    /* too many errors, or silence */
	STATUS_UNFINISHED = 7, /* only the end of a file was not acknowledged */
	STATUS_STEP = 8,       /* a step failed (see FAILURE_STEP) */
	STATUS_SIGNAL = 128    /* added to the number of a signal */
};

/* The result of the program, or of a part of the program. */
struct ending {
	enum failure failure;
	int signal; /* number of the signal after FAILURE_SIGNAL; else 0 */
};

/*
 * Returns the exit status: a value of enum exit_status, or the sum of
 * STATUS_SIGNAL and the number of the signal.
 */
int exit_status_of(struct ending);

/* Returns the name of an exit status for JSON output, such as "no-start". */
const char *exit_status_name(int status);

/*
 * Returns the text of a failure, such as "the receiver cancelled".  `sends` is
 * true in a sender.  The function explain() of an engine may write a more exact
 * text (see transfer/engine.h).
 */
const char *failure_text(enum failure, bool sends);

#endif
