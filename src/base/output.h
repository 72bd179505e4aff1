#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

/*
 * Writes text to a descriptor whose reader may be slow or absent: a full pipe,
 * a terminal stopped with Ctrl-S.  Only output_finish() waits for the reader.
 * Text that the descriptor does not accept at once is kept; the next
 * output_put() or output_flush() writes it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Priority of text that the descriptor does not accept at once. */
enum output_need {
	OUTPUT_PROGRESS, /* dropped, because newer progress will follow */
	OUTPUT_NOTE,     /* kept if half of the space stays free */
	OUTPUT_ERROR,    /* kept if a quarter of the space stays free */
	OUTPUT_LAST      /* kept if the text fits into the space */
};

enum { OUTPUT_SIZE = 65536 };

struct output {
	int fd;           /* descriptor to write to, owned by the caller */
	int error;        /* errno of the last failed write, or 0 */
	unsigned dropped; /* number of dropped texts; progress does not count */

	/* Private. */
	bool held;  /* output_hold() has stopped writing */
	size_t len; /* number of bytes in `kept` */
	char kept[OUTPUT_SIZE]; /* text that is not yet written */
};

/*
 * Prepares output to a descriptor.  Call output_init() before the other
 * functions.  Writing uses the timer of base/interrupt.h.
 */
void output_init(struct output *, int fd);

/*
 * Appends text of `len` bytes and writes as much as possible now.  Returns
 * false if all of the text was dropped.
 */
bool output_put(struct output *, enum output_need, const char *, size_t len);

/* With true, keeps all text; with false, writes the kept and all later text. */
void output_hold(struct output *, bool hold);

/* Writes kept text.  Call it when poll(2) reports the descriptor writable. */
void output_flush(struct output *);

/*
 * Writes all kept text.  Gives up after `wait_ms` milliseconds, or as soon as
 * `signal_fd` is readable (-1: none).
 */
void output_finish(struct output *, int signal_fd, uint32_t wait_ms);

#endif
