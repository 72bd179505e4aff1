#ifndef FILES_SINK_H
#define FILES_SINK_H

/*
 * Stores the files that xrecv receives.  The functions of destination.h choose
 * the path of a file; those of partial.h and writer.h write the file.  A file
 * has its final name before the sender gets the ACK of its EOT.
 *
 * A file that cannot be stored, for example because its name exists, is refused
 * with a message.  Its data is discarded and the batch continues.  An error
 * that concerns more than one file, such as a full disk or --limit, ends the
 * transfer.
 */

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "files/destination.h"
#include "files/file_info.h"
#include "files/partial.h"
#include "files/stored_files.h"
#include "files/writer.h"
#include "report/report.h"

struct sink_options {
	struct destination_options destination;
	uint64_t size;      /* XMODEM: size of the file, or SIZE_UNKNOWN */
	uint64_t limit;     /* largest size of a file in bytes */
	uint32_t max_files; /* maximum number of files of a batch, refused files
			       included */
	bool strip;         /* XMODEM: remove strip_byte from the end */
	uint8_t strip_byte;
	bool keep_partial; /* keep the partial file after a failure */
};

struct sink {
	struct sink_options options;
	struct report *report; /* report of the transfer, owned by the caller */
	size_t padding_max;    /* maximum padding of the protocol in bytes */
	struct destination destination;
	bool to_stdout;
	unsigned files; /* number of files so far, refused files included */
	struct stored_files stored_files; /* files stored so far */

	/* The current file. */
	struct partial partial;
	struct writer writer; /* writer of the data; fd -1: data is discarded */
	struct file_info info;
	uint64_t want;     /* size that the sender announced or the user gave,
			      or SIZE_UNKNOWN */
	uint64_t got;      /* bytes received, without excess */
	uint64_t excess;   /* bytes received beyond `want` */
	uint64_t held;     /* number of bytes equal to strip_byte at the end of
			      the data, not yet written */
	uint64_t pads;     /* bytes 0x1a at the end of the data */
};

/* The value of a sink before sink_open().  sink_close() accepts this value. */
#define SINK_INIT                                                              \
	{                                                                      \
		.partial = { .fd = -1, .directory = -1 },                      \
		.writer = {.fd = -1 }                                          \
	}

/*
 * Checks the destination with destination_open(), unless it is standard output.
 * Call sink_open() before the line is opened.  The caller sets padding_max
 * afterwards, and calls sink_close() even if sink_open() has failed.  Returns
 * false after printing a message.
 */
bool sink_open(struct sink *, const struct sink_options *, struct report *);

/*
 * The result of the functions below.  A message was printed before
 * SINK_REFUSED and, except after a signal, before SINK_FAILED.
 */
enum sink_answer {
	SINK_ACCEPTED,
	SINK_REFUSED, /* the file's data is discarded; cancel after the batch */
	SINK_FAILED   /* cancel the transfer now */
};

/*
 * Begins a file.  With `is_last`, no other file can follow, so a refused file
 * gives SINK_FAILED.
 */
enum sink_answer sink_begin(
    struct sink *, const struct file_info *, bool is_last);

/* Stores the next `len` bytes of the file. */
enum sink_answer sink_write(struct sink *, const uint8_t *, size_t len);

/*
 * Writes buffered data while the sender transmits the next block.  Call
 * sink_write_behind() after an answer was sent.  Returns false after printing a
 * message, or after a signal; the caller must then cancel the transfer.
 */
bool sink_write_behind(struct sink *);

/* Ends the file and gives it its final name. */
enum sink_answer sink_end(struct sink *);

/* Removes an incomplete file, or keeps it with `keep_partial`. */
void sink_close(struct sink *);

#endif
