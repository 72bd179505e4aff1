#ifndef SOURCE_H
#define SOURCE_H

/* The files that xsend sends. */

#include <stdbool.h>
#include <stdint.h>

#include "report/report.h"
#include "transfer/transfer.h"
#include "xm/xm.h"

enum source_header { HEADER_FULL, HEADER_SIZE, HEADER_NAME };

struct source {
	struct report *report;
	const char *name;          /* to announce instead of the file's own */
	enum source_header header; /* how much block 0 tells */
	bool ymodem;
	struct source_file {
		const char *path;
		int copy; /* of what is no regular file; -1: none */
	} * files;
	size_t count;

	/* The file that is being sent. */
	size_t at; /* the next one */
	int fd;    /* -1: none */
	uint64_t size;
	uint64_t done;
	bool warned;
};

/*
 * Looks at every file, so that a wrong name is heard of before the line is
 * touched, and reads standard input ("-") and pipes into temporary files: the
 * other end gives nobody time to wait for data.  Returns false after a message.
 */
bool source_open(struct source *, char **paths, size_t count);

/* Answers an event of a sender; see struct transfer. */
enum answer source_answer(void *source, struct xm *);

void source_close(struct source *);

#endif
