#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

/*
 * Text for a descriptor whose reader may be slow or absent: a full pipe, a
 * terminal stopped with Ctrl-S.  Nothing here waits for the reader but
 * output_finish().  Text that the descriptor does not take now is kept, and
 * written in front of the next text, or by output_flush().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* What happens to text while older text is still kept. */
enum output_need {
	OUTPUT_PROGRESS, /* is dropped: newer progress will follow */
	OUTPUT_NOTE,     /* is kept, while a half of the space is free */
	OUTPUT_ERROR,    /* is kept, while a quarter is free */
	OUTPUT_LAST      /* is kept, while there is any space */
};

enum { OUTPUT_SIZE = 65536 };

struct output {
	int fd;
	int error;        /* errno of the write that failed last, or 0 */
	unsigned dropped; /* texts that were dropped, without progress */

	/* Private. */
	bool has_timer;
	bool held; /* nothing is written for now */
	timer_t timer;
	size_t len; /* of what is kept */
	char kept[OUTPUT_SIZE];
};

/* The caller must not use the signal SIGURG for anything else. */
void output_init(struct output *, int fd);

/*
 * Takes all of the text, and writes what the descriptor takes now.  Returns
 * false if it drops the text.
 */
bool output_put(struct output *, enum output_need, const char *, size_t);

/* Keeps all text, or writes it again from now on. */
void output_hold(struct output *, bool hold);

/* Writes what the descriptor takes now; to be called when poll(2) says so. */
void output_flush(struct output *);

/*
 * Waits until everything has been written, at most so long, or until
 * `signal_fd` can be read.
 */
void output_finish(struct output *, int signal_fd, uint32_t wait_ms);

/* Frees what output_init() has taken; the descriptor stays open. */
void output_close(struct output *);

#endif
