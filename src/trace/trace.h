#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

/*
 * Writes a log of a line: the time, the direction, the meaning and the value of
 * all bytes.  All functions except trace_open() accept NULL as the trace, and
 * then do nothing.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct trace;

/* Describes the bytes of a protocol; see xm_decoder.h. */
struct trace_decoder {
	size_t size; /* size in bytes of the state of one direction; this state
			begins as zeros */

	/*
	 * Describes bytes of one direction in one line of text.  `back` is the
	 * state of the other direction.
	 */
	void (*decode)(void *state, void *back, const uint8_t *bytes,
	    size_t len, char *text, size_t size);

	/* Ends an incomplete block because the receiver has sent an answer. */
	void (*cut)(void *state);
};

/*
 * Creates the file and writes the version, the command and the system to it.
 * Returns NULL after printing a message.  The caller calls trace_close() before
 * the program ends, also after an error.
 */
struct trace *trace_open(
    const char *path, char *const *argv, const struct trace_decoder *);
void trace_close(struct trace *);

/* Log bytes that were sent or received. */
void trace_sent(struct trace *, const void *, size_t len);
void trace_received(struct trace *, const void *, size_t len);

/* Logs any other event, such as "/dev/ttyUSB0 is open, 9600 baud". */
void trace_note(struct trace *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
