#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

/*
 * A log of what went over a line: time, direction, meaning, and every byte, fit
 * to be read by a person who was not there.  A trace that is NULL is none.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct trace;

/* Says in text what bytes are; see xm_decoder.h.  Each has its own state. */
struct trace_decoder {
	size_t
	    size; /* bytes of the state of one direction, which begins as 0 */

	/*
	 * Takes bytes that went by in one direction, and says in one line what
	 * they are.  `back` is the state of the other direction.
	 */
	void (*decode)(void *state, void *back, const uint8_t *bytes,
	    size_t len, char *text, size_t size);

	/* The other end was answered: what has come of a block is all. */
	void (*cut)(void *state);
};

/*
 * Begins the file with the program, the command and the system.  Returns NULL
 * after a message.  The caller ends it with trace_close() on every way out.
 */
struct trace *trace_open(
    const char *path, char *const *argv, const struct trace_decoder *);
void trace_close(struct trace *);

void trace_sent(struct trace *, const void *, size_t);
void trace_received(struct trace *, const void *, size_t);

/* What else happens: "set the rate to 9600". */
void trace_note(struct trace *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
