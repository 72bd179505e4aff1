#ifndef REPORT_H
#define REPORT_H

/*
 * What people see of a transfer, on fd 2: progress, what the other end says in
 * words, and a closing line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xm.h"

enum report_mode {
	REPORT_AUTO, /* a bar on a terminal, else lines */
	REPORT_BAR,
	REPORT_LINES, /* every 10 % or 5 s, for logs */
	REPORT_NONE
};

enum { REPORT_WORDS_MAX = 200 };

struct report {
	enum report_mode mode;
	bool quiet;
	bool verbose;
	const char *state; /* that was told of last */
	uint32_t retries;  /* the same */
	char name[80];     /* of the file, escaped */
	uint64_t size;     /* of the file, or XM_SIZE_UNKNOWN */
	uint64_t done;     /* bytes of it */
	uint64_t first;    /* of these, when it had the first ones */
	uint64_t total;    /* bytes of the files before it */
	unsigned files;
	bool begun;                   /* it has data already */
	uint32_t begun_ms;            /* when the first file had */
	uint32_t file_ms;             /* when this file had */
	uint32_t shown_ms;            /* when progress was shown */
	unsigned shown_tenth;         /* of the file */
	char words[REPORT_WORDS_MAX]; /* a line not yet ended */
	size_t words_len;
};

/*
 * AUTO finds out what fd 2 is; `line_fd` is the line's output, which must not
 * be written on if it is the same terminal.
 */
void report_init(
    struct report *, enum report_mode, bool quiet, bool verbose, int line_fd);

/* The engine's state, for the verbose; may be called at any time. */
void report_state(struct report *, const char *state, struct xm_counts);

/* A file begins. */
void report_file(struct report *, const char *name, uint64_t size);

/* So many bytes of it have been moved. */
void report_progress(struct report *, uint64_t done);

/* The other end says something in words; NULL: it has stopped. */
void report_words(struct report *, const void *, size_t);

/* A step has ended, well or not, after so many milliseconds. */
void report_step(struct report *, const char *step, bool ok, uint32_t ms);

/* All has been transferred. */
void report_done(struct report *, struct xm_counts);

#endif
