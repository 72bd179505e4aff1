#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

/*
 * Reports a transfer on fd 2: its progress, the text that the other end sends,
 * and its end.  A report holds the statistics of the transfer; a view prints
 * the report (see view.h).
 *
 * Order of calls: report_init(); for each file report_file(), report_progress()
 * and report_file_end(); report_done() after a success; report_end().  The
 * other functions may be called anywhere between report_init() and
 * report_end().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/size.h"

enum report_mode {
	REPORT_AUTO,  /* a bar if fd 2 is a terminal, else lines */
	REPORT_BAR,   /* one status line */
	REPORT_LINES, /* a line each 10 % or 5 s, at most one a second */
	REPORT_NONE,  /* no progress */
	REPORT_JSON   /* JSON objects */
};

enum { REPORT_TEXT_MAX = 200, REPORT_NAME_SIZE = 1024 };

/* True if REPORT_JSON is built in. */
extern const bool report_has_json;

/* Statistics of a transfer. */
struct report_counts {
	uint32_t blocks;   /* data blocks acknowledged */
	uint32_t retries;  /* requests to send a block again */
	uint32_t doubtful; /* blocks that a receiver may have stored twice */
	uint32_t naks;     /* retries because a block was rejected */
	uint32_t timeouts; /* retries because no answer or block came */
	uint64_t garbage;  /* bytes of text between the blocks of files */
};

/* Text that the other end sends outside the protocol. */
struct report_peer_text {
	char line[REPORT_TEXT_MAX]; /* text since the last line end */
	size_t len;                 /* number of bytes in line */
	char last[5 * REPORT_TEXT_MAX]; /* last line shown, escaped, or "" */
	char whole[5 * REPORT_TEXT_MAX]; /* last line with a line end and a
					    letter, escaped, or "" */
	uint64_t noise; /* bytes of non-text that are not shown yet */
};

/* The wait that report_waiting() has announced. */
struct report_awaited {
	char what[80];    /* name of the thing waited for, or "" */
	uint32_t seconds; /* remaining seconds that were shown last */
};

struct report {
	const struct report_view *view;
	bool quiet;                    /* print errors and warnings only */
	bool verbose;                  /* print states, retries and steps */
	struct report_counts counts;   /* statistics of the transfer so far */
	const char *state;             /* engine state shown last */
	char advice[256];              /* advice after a failure, or "" */
	struct report_peer_text peer;  /* text of the other end */
	struct report_awaited awaited; /* current wait */

	/* The current file. */
	char name[REPORT_NAME_SIZE]; /* name for messages, escaped */
	uint64_t size;    /* size in bytes, or SIZE_UNKNOWN */
	uint64_t done;    /* bytes transferred so far */
	uint64_t done_at_start; /* value of done when the first data arrived;
				   excluded from the rate */
	uint64_t content; /* bytes read from or written to the local file */
	uint32_t crc32;   /* CRC-32 of the content */
	bool in_file;     /* a file has begun and has not ended */
	bool begun;       /* data of the file has arrived */
	bool dropped;     /* data of the file is discarded */

	/* All files. */
	unsigned files;         /* files begun, the current one included */
	unsigned whole;         /* files completed */
	unsigned refused;       /* files refused */
	uint64_t total;         /* bytes transferred of completed files */
	uint64_t total_dropped; /* bytes transferred of discarded files */
	uint64_t total_content; /* bytes of content of completed files */

	/* Times by clock_ms(). */
	bool timed;           /* any file has had data: begun_ms is valid */
	uint32_t begun_ms;    /* time of the first data of the transfer */
	uint32_t file_ms;     /* time of the first data of the current file */
	uint32_t last_ms;     /* time of the last data */
	uint32_t shown_ms;    /* time when progress was shown last */
	unsigned shown_tenth; /* tenths of the file, 0 to 10, shown last */
};

/*
 * Begins a report and chooses its view.  Only messages about options may be
 * printed before this call.  `port` names the line; NULL means standard input
 * and output.
 */
void report_init(struct report *, enum report_mode, bool quiet, bool verbose,
    const char *port);

/* Stops progress and text, because fd 2 is the line of the transfer. */
void report_be_quiet(struct report *);

/*
 * Updates the statistics, and shows a new state of the engine if `verbose`.
 * `state` is the name of the state, which must stay valid; NULL shows no state.
 */
void report_state(struct report *, const char *state, struct report_counts);

/*
 * Shows that the program waits for `what`, such as "the receiver", for at most
 * `left_ms` more milliseconds.  `line` is the title of the transfer's line, as
 * in "/dev/ttyUSB0, 115200 8N1", or NULL to show no title.  A view shows the
 * wait once, or once a second with the time left.  Returns the milliseconds
 * until the next call is due, or UINT32_MAX if no call is due.
 */
uint32_t report_waiting(
    struct report *, const char *line, const char *what, uint32_t left_ms);

/* Ends the wait, with or without success. */
void report_waiting_end(struct report *);

/* Begins a file.  `size` is its size in bytes, or SIZE_UNKNOWN. */
void report_file(struct report *, const char *name, uint64_t size);

/*
 * Marks the data of the current file as discarded.  `refused` is true if the
 * file could not be stored, and false if the user wanted to skip it.
 */
void report_file_dropped(struct report *, bool refused);

/*
 * Sets how many bytes of the current file are transferred.  A sender counts the
 * acknowledged bytes, or in YMODEM-g the bytes written to the line; a receiver
 * counts the received bytes.
 */
void report_progress(struct report *, uint64_t done);

/* Adds the next bytes of the local file to its CRC-32. */
void report_content(struct report *, const void *, size_t len);

/* Returns true if the size of the current file is known and not 0. */
bool report_has_size(const struct report *);

/* Returns the percentage transferred, 0 to 100.  Needs report_has_size(). */
unsigned report_percent(const struct report *);

/* Notes that the last `pads` of the `size` stored bytes may be padding. */
void report_padding(
    struct report *, const char *name, uint64_t size, uint64_t pads);

/* Ends the current file after a success.  Does nothing without a file. */
void report_file_end(struct report *);

/* Adds text of the other end.  With NULL, ends an incomplete line. */
void report_peer_text(struct report *, const void *, size_t len);

/*
 * Returns the last line of the other end's text, escaped, or "".  This line may
 * be a prompt.
 */
const char *report_last_text(const struct report *);

/*
 * Returns the last line of the other end's text that has a line end and a
 * letter, and so is not a prompt.  Without such a line, returns the same line
 * as report_last_text().
 */
const char *report_last_line(const struct report *);

/* Reports the end of a step.  `ms` is the duration of the step. */
void report_step(struct report *, const char *step, bool ok, uint32_t ms);

/* Reports that all files have been transferred. */
void report_done(struct report *);

/* Prints advice for the user after a failure. */
void report_advice(struct report *, const char *advice);

/*
 * Ends the report after a success or a failure.  Call this function last, with
 * the exit status of the program.
 */
void report_end(struct report *, int status);

#endif
