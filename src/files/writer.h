#ifndef FILES_WRITER_H
#define FILES_WRITER_H

/*
 * Writes received data to a file in large pieces, and to standard output at
 * once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/report.h"

/* Size of the buffer in bytes. */
enum { WRITER_BUFFER = 65536 };

struct writer {
	int fd;                /* descriptor of the file; -1: no file */
	bool at_once;          /* write without buffering: standard output */
	const char *shown;     /* name for messages, owned by the caller */
	struct report *report; /* report of the written bytes, owned by the
				  caller */
	uint64_t written;      /* bytes written to the descriptor */
	size_t len;            /* bytes in the buffer */
	uint8_t buffer[WRITER_BUFFER];
};

/* Sets all members for a new file. */
void writer_begin(
    struct writer *, int fd, bool at_once, const char *shown, struct report *);

/*
 * Writes data, or keeps it in the buffer.  Returns false after printing a
 * message, or after a signal.
 */
bool writer_put(struct writer *, const uint8_t *data, size_t len);

/*
 * Writes the buffer if it is at least half full.  Call writer_write_behind()
 * while the other end sends, so that writer_put() writes less often.  Returns
 * false after printing a message, or after a signal.
 */
bool writer_write_behind(struct writer *);

/*
 * Writes the buffer.  Returns false after printing a message, or after a
 * signal.
 */
bool writer_flush(struct writer *);

#endif
