#ifndef FILES_SOURCE_H
#define FILES_SOURCE_H

/* Reads the files that xsend sends. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "files/file_facts.h"
#include "files/file_info.h"
#include "report/report.h"

/* Fields of block 0. */
enum source_header {
	HEADER_FULL, /* name, size, time and mode */
	HEADER_SIZE, /* name and size */
	HEADER_NAME  /* name */
};

/* Size of the read buffer in bytes. */
enum { SOURCE_AHEAD = 65536 };

struct source {
	struct report *report;     /* report of the transfer, owned by the
				      caller */
	const char *name;          /* name for block 0; NULL: the file's name */
	enum source_header header; /* fields of block 0 to send */
	struct source_file {
		const char *path; /* path of the file, owned by the caller */
		int copy; /* descriptor of a copy of a pipe; -1: no copy */
	} * files;
	size_t count; /* number of files */

	/* The current file. */
	size_t at;             /* index of the file that follows */
	int fd;                /* descriptor; -1: no file */
	uint64_t size;         /* size in bytes when the file was opened */
	uint64_t done;         /* bytes that source_read() has returned */
	uint64_t acknowledged; /* bytes that the receiver has acknowledged */
	size_t ahead_at;       /* number of bytes of `ahead` already returned */
	size_t ahead_len;      /* number of bytes in `ahead` */
	uint8_t ahead[SOURCE_AHEAD]; /* bytes read ahead */
};

/*
 * Opens and closes each file, to report a wrong name before the line is opened.
 * Copies standard input ("-") and pipes to temporary files, because a receiver
 * does not wait for slow data, and YMODEM needs the size.  `count` may be 0.
 * Before the call, the caller sets `report`, `name` and `header`, and sets `fd`
 * to -1.  The caller keeps `paths` valid until source_close(), and calls
 * source_close() even if source_open() has failed.  Returns false after
 * printing a message.
 */
bool source_open(struct source *, char **paths, size_t count);

/*
 * Checks that a file can be opened, without reading it, and stores its status.
 * Returns false after printing a message.
 */
bool source_can_open(const char *path, struct stat *);

/*
 * Reads the first file to compute its size and checksums.  Returns false after
 * printing a message.
 */
bool source_facts(const struct source *, struct file_facts *);

/* Returns the name that block 0 announces for the first file. */
const char *source_first_name(const struct source *);

/*
 * Ends the current file, opens the next file and stores its attributes for
 * block 0.  The name in the attributes stays valid until source_close().
 */
enum source_answer {
	SOURCE_FILE,  /* a file is open */
	SOURCE_END,   /* there are no more files */
	SOURCE_FAILED /* the file cannot be read; a message was printed, except
			 after a signal */
};
enum source_answer source_next(struct source *, struct file_info *);

/*
 * Reads the next `space` bytes of the file, or fewer at its end, and stores the
 * number of bytes in `len`.  Returns false after printing a message if the file
 * cannot be read or if its size has changed.
 */
bool source_read(struct source *, uint8_t *, size_t space, size_t *len);

/*
 * Adds an acknowledged block of `len` bytes, padding included, to the progress.
 * In YMODEM-g, which has no ACKs, call source_acknowledged() after the block
 * was written to the line.
 */
void source_acknowledged(struct source *, size_t len);

/* Returns true if source_read() has returned the whole file. */
bool source_is_at_end(const struct source *);

/* Returns the path of the current file for messages. */
const char *source_path(const struct source *);

/* Closes all files and frees the list of files. */
void source_close(struct source *);

#endif
