#ifndef TRACE_H
#define TRACE_H

/*
 * A log of what went over a line: time, direction, meaning, and every byte, fit
 * to be read by a person who was not there.  A trace that is NULL is none.
 */

#include <stdbool.h>
#include <stddef.h>

struct trace;

/*
 * Begins the file with the program, the command and the system.  Returns NULL
 * after a message.  The caller ends it with trace_close() on every way out.
 */
struct trace *trace_open(const char *path, char *const *argv);
void trace_close(struct trace *);

void trace_sent(struct trace *, const void *, size_t);
void trace_received(struct trace *, const void *, size_t);

/* What else happens: "set the rate to 9600". */
void trace_note(struct trace *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
