#ifndef FILES_SINK_H
#define FILES_SINK_H

/*
 * Where xrecv puts what it receives: destination.h says where that is, and
 * partial.h how a file gets there, all before the other end hears that it is
 * done.
 *
 * A file that may not be there is refused with a message, and its data is
 * thrown away: it does not end a batch.  What concerns more than one file, a
 * limit or a disk that fails, does.
 */

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "files/destination.h"
#include "files/file_info.h"
#include "files/partial.h"
#include "report/report.h"

/* Bytes that are written to a file at once. */
enum { SINK_BEHIND = 65536 };

struct sink_options {
	struct destination_options destination;
	uint64_t size;      /* XMODEM: the file's, or SIZE_UNKNOWN */
	uint64_t limit;     /* refuse what is larger */
	uint32_t max_files; /* of one batch, refused ones included */
	bool strip;         /* XMODEM: trailing bytes of that value */
	uint8_t strip_byte;
	bool keep_partial;
};

struct sink {
	struct sink_options options;
	struct report *report;
	size_t padding_max; /* bytes that a protocol may add to a file */
	struct destination destination;
	bool to_stdout;
	unsigned files;
	struct sink_file {
		dev_t device;
		ino_t inode;
	} * finished; /* files with their final names; the sink's */
	size_t finished_count;

	/* The file that is being received. */
	int fd; /* -1: none, or its data is thrown away */
	struct partial partial;
	struct file_info info;
	uint64_t want; /* its size, if known beforehand */
	uint64_t got;  /* bytes that came in */
	uint64_t stored;
	uint64_t excess; /* bytes beyond a size given by --size */
	uint64_t held;   /* trailing pads that are not yet stored */
	uint64_t pads;   /* usual pads that the stored data ends in */
	size_t behind_len; /* bytes that came and are not yet written */
	uint8_t behind[SINK_BEHIND];
};

/* A sink before sink_open(), which sink_close() takes, too. */
#define SINK_INIT                                                              \
	{                                                                      \
		.fd = -1, .partial = {.fd = -1, .directory = -1 }                 \
	}

/*
 * Looks whether the named file or directory will do, before the line is
 * touched.  Returns false after a message.
 */
bool sink_open(struct sink *, const struct sink_options *, struct report *);

/*
 * What becomes of a file.  SINK_REFUSED, after a message, means that its data
 * is discarded: the other end is to be told at the end of the batch.
 * SINK_FAILED, after a message, ends the transfer.
 */
enum sink_answer { SINK_ACCEPTED, SINK_REFUSED, SINK_FAILED };

/*
 * A file begins.  If it is the last one, a file that is refused ends the
 * transfer at once.
 */
enum sink_answer sink_begin(
    struct sink *, const struct file_info *, bool is_last);

/* The next bytes of the file. */
enum sink_answer sink_write(struct sink *, const uint8_t *, size_t);

/* The file has ended, and gets its final name. */
enum sink_answer sink_end(struct sink *);

/* Removes, or keeps, a file that did not become whole. */
void sink_close(struct sink *);

#endif
