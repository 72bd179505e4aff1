#ifndef FILES_SOURCE_H
#define FILES_SOURCE_H

/* The files that xsend sends. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "files/file_facts.h"
#include "files/file_info.h"
#include "report/report.h"

enum source_header { HEADER_FULL, HEADER_SIZE, HEADER_NAME };

/* Bytes that are read from a file at once. */
enum { SOURCE_AHEAD = 65536 };

struct source {
	struct report *report;
	const char *name;          /* to announce instead of the file's own */
	enum source_header header; /* how much block 0 tells */
	struct source_file {
		const char *path;
		int copy; /* of what is no regular file; -1: none */
	} * files;
	size_t count;

	/* The file that is being sent. */
	size_t at; /* the next one */
	int fd;    /* -1: none */
	uint64_t size;
	uint64_t done;         /* bytes that source_read() has given */
	uint64_t acknowledged; /* of these */
	size_t ahead_at;       /* bytes given of those read ahead */
	size_t ahead_len;
	uint8_t ahead[SOURCE_AHEAD];
};

/*
 * Looks at every file, so that a wrong name is heard of before the line is
 * touched, and reads standard input ("-") and pipes into temporary files: the
 * other end gives nobody time to wait for data.  There may be no file at all.
 * Returns false after a message.
 */
bool source_open(struct source *, char **paths, size_t count);

/*
 * Opens a file that source_open() would open, closes it and reads nothing.
 * Returns false after a message.
 */
bool source_can_open(const char *path, struct stat *);

/*
 * Reads the first file and computes facts of it.  Returns false after a message.
 */
bool source_facts(const struct source *, struct file_facts *);

/* The name that block 0 announces for the first file. */
const char *source_first_name(const struct source *);

/*
 * Opens the next file and describes it as the other end is to know it; the name
 * stays valid until the next call.  The file before is whole at both ends now.
 * SOURCE_FAILED comes after a message.
 */
enum source_answer { SOURCE_FILE, SOURCE_END, SOURCE_FAILED };
enum source_answer source_next(struct source *, struct file_info *);

/*
 * Reads the next bytes of the file, as many as there is space for unless the
 * file ends before.  Returns false after a message, also if the file has no
 * longer the size that it had.
 */
bool source_read(struct source *, uint8_t *, size_t space, size_t *len);

/*
 * The other end has acknowledged a block of so many bytes, padding among them,
 * or the line has taken it for a receiver that acknowledges nothing.  Until
 * then progress does not count them.
 */
void source_acknowledged(struct source *, size_t len);

/* Has all of the file been read? */
bool source_is_at_end(const struct source *);

/* Returns the file's name for messages. */
const char *source_path(const struct source *);

void source_close(struct source *);

#endif
