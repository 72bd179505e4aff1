#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

/*
 * What is shown of a transfer on fd 2: progress, the text that the other end
 * sends, and the end.  The report counts; a view prints (view.h).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/size.h"

enum report_mode {
	REPORT_AUTO, /* a bar on a terminal, else lines */
	REPORT_BAR,
	REPORT_LINES, /* at 10 % or 5 s, one a second at most, for logs */
	REPORT_NONE,
	REPORT_JSON /* for programs */
};

enum { REPORT_TEXT_MAX = 200, REPORT_NAME_SIZE = 1024 };

/* Is REPORT_JSON built in? */
extern const bool report_has_json;

/* What a transfer took. */
struct report_counts {
	uint32_t blocks;   /* of data, acknowledged */
	uint32_t retries;  /* answers that said "again", given or got */
	uint32_t doubtful; /* blocks that a receiver may have stored twice */
	uint32_t naks;     /* retries because a block was rejected */
	uint32_t timeouts; /* retries because nothing came */
	uint64_t garbage;  /* bytes within files that belonged to nothing */
};

/* The text that the other end sends. */
struct report_peer_text {
	char line[REPORT_TEXT_MAX]; /* not yet ended */
	size_t len;
	char last[5 * REPORT_TEXT_MAX]; /* the last line, escaped, or "" */
	char whole[5 * REPORT_TEXT_MAX]; /* the last with a letter that ended */
	uint64_t noise; /* bytes that are no text, and were not shown yet */
};

/* What the program waits for. */
struct report_awaited {
	char what[80];    /* or "" */
	uint32_t seconds; /* that were left when it was shown */
};

struct report {
	const struct report_view *view;
	bool quiet;
	bool verbose;
	struct report_counts counts;
	const char *state; /* that was told last */
	char advice[256];  /* after a failure, or "" */
	struct report_peer_text peer;
	struct report_awaited awaited;

	char name[REPORT_NAME_SIZE]; /* of the file, escaped */
	uint64_t size;               /* of the file, or SIZE_UNKNOWN */
	uint64_t done;               /* bytes of it that were moved */
	uint64_t first;              /* of these, when it had the first ones */
	uint64_t content;            /* bytes of it here on disk */
	uint32_t crc32;              /* of these */
	bool in_file;                /* it has not ended */
	bool begun;                  /* it has data already */
	bool dropped;                /* what comes of it is thrown away */
	unsigned files;              /* with this one */
	unsigned whole;              /* of these */
	unsigned refused;            /* of these */
	uint64_t total;              /* bytes moved of whole files */
	uint64_t total_dropped;      /* of others */
	uint64_t total_content;      /* of whole files, here on disk */

	bool timed;           /* a file has had data */
	uint32_t begun_ms;    /* when that was */
	uint32_t file_ms;     /* when this file had */
	uint32_t last_ms;     /* when something was moved */
	uint32_t shown_ms;    /* when progress was shown */
	unsigned shown_tenth; /* of the file */
};

/*
 * To be called before anything but the options can go wrong.  AUTO finds out
 * what fd 2 is; `port` names the line, and is NULL for standard input and
 * output.
 */
void report_init(struct report *, enum report_mode, bool quiet, bool verbose,
    const char *port);

/* Writes no more text: fd 2 is the terminal that the transfer goes over. */
void report_be_quiet(struct report *);

/*
 * What the engine does, if that is worth telling, or NULL; may be called at any
 * time.
 */
void report_state(struct report *, const char *state, struct report_counts);

/*
 * The program waits for something, such as "the receiver", for so many
 * milliseconds at most.  `line` is the title of the line, or NULL if it is of
 * no interest.  May be called at any time: a view shows it once, or each second
 * with the time left.  Returns after how many milliseconds to call again, or
 * UINT32_MAX.
 */
uint32_t report_waiting(
    struct report *, const char *line, const char *what, uint32_t left_ms);

/* The wait is over, with or without success. */
void report_waiting_end(struct report *);

/* A file begins. */
void report_file(struct report *, const char *name, uint64_t size);

/* Its data is discarded, because it is not wanted or was refused. */
void report_file_dropped(struct report *, bool refused);

/*
 * So many bytes of it are on the other side: acknowledged, or written where
 * nothing is acknowledged; or, of one that is received, on this side.
 */
void report_progress(struct report *, uint64_t done);

/* The next bytes of the file as it is on this side, for its CRC-32. */
void report_content(struct report *, const void *, size_t);

/* Is the size of the file known?  Then how much of it was moved, in percent. */
bool report_has_size(const struct report *);
unsigned report_percent(const struct report *);

/* The last bytes of a stored file, `pads` of `size`, may be padding. */
void report_padding(
    struct report *, const char *name, uint64_t size, uint64_t pads);

/* It is whole at both ends. */
void report_file_end(struct report *);

/* The other end has sent text; NULL: no more of it follows. */
void report_peer_text(struct report *, const void *, size_t);

/* Returns the last line of it, escaped, or "": perhaps a prompt. */
const char *report_last_text(const struct report *);

/*
 * Returns the last line of it that is not a prompt, because a line end followed
 * it; the last line if there is none.
 */
const char *report_last_words(const struct report *);

/* A step has ended, well or not, after so many milliseconds. */
void report_step(struct report *, const char *step, bool ok, uint32_t ms);

/* All has been transferred. */
void report_done(struct report *);

/* After a failure: what to try. */
void report_advice(struct report *, const char *advice);

/* To be called last, on every way out, with the exit status. */
void report_end(struct report *, int status);

#endif
