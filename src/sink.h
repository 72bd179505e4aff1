#ifndef SINK_H
#define SINK_H

/*
 * Where xrecv puts what it receives.  A file is written beside its final name,
 * as NAME.xrecv-part, synced, given its time and mode, and renamed, all before
 * the other end hears that it is done.  A part that a killed xrecv left behind
 * is removed when a file of that name comes.
 */

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "report.h"
#include "xm.h"

enum sink_exists { EXISTS_FAIL, EXISTS_RENAME, EXISTS_OVERWRITE, EXISTS_SKIP };

struct sink_options {
	const char *path;      /* NULL: the name that comes over the line */
	const char *directory; /* NULL: the current one */
	enum sink_exists on_exists;
	uint64_t size;  /* XMODEM: the file's, or XM_SIZE_UNKNOWN */
	uint64_t limit; /* refuse what is larger */
	bool strip;     /* XMODEM: trailing bytes of that value */
	uint8_t strip_byte;
	bool keep_partial;
};

struct sink {
	struct sink_options options;
	struct report *report;
	unsigned files;

	/* The file that is being received. */
	int fd; /* -1: none, or its data is thrown away */
	bool to_stdout;
	char path[PATH_MAX];  /* its final name */
	char shown[PATH_MAX]; /* the same, escaped, for messages */
	char part[PATH_MAX];  /* its name until then */
	struct xm_file about;
	uint64_t want; /* its size, if known beforehand */
	uint64_t got;  /* bytes that came in */
	uint64_t stored;
	uint64_t excess; /* bytes beyond a size given by --size */
	uint64_t held;   /* trailing pads that are not yet stored */
};

/*
 * Looks whether the named file or directory will do, before the line is
 * touched.  Returns false after a message.
 */
bool sink_open(struct sink *, const struct sink_options *, struct report *);

/* Answers an event of a receiver; see struct transfer. */
bool sink_answer(void *sink, struct xm *);

/* Removes, or keeps, a file that did not become whole. */
void sink_close(struct sink *);

#endif
