#ifndef UNIT_FAKE_LINE_H
#define UNIT_FAKE_LINE_H

/*
 * Lines without a device. A slow line sends one byte of its buffer at each call
 * of line_write(), and has no input. A text line also sends slowly; its input
 * is a given text, and it accepts calls of line_control().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "line/kind.h"

extern bool fake_line_closed;    /* true: the line was closed */
extern size_t fake_line_held;    /* number of bytes in the
				    output buffer of the line */
extern size_t fake_line_ready;   /* number of bytes that a
				    read can return at once */
extern char fake_line_said[256]; /* the error message of a text line */

/* The last call of line_control() for a text line or a stuck line. */
extern struct fake_line_asked {
	int calls;
	enum line_control control;
	uint32_t value;
	size_t held; /* bytes in the output buffer at the time of the call */
	bool result; /* result that the next call will return */
} fake_line_asked;

/*
 * Operations of a slow line, and of a stuck line. A stuck line accepts calls of
 * line_control(), but never sends a byte.
 */
extern const struct line_operations fake_line_operations, fake_line_stuck;

/* Catches signals. Must be called before each test. */
void fake_line_set_up(void);

/* Returns a slow line with this number of bytes in its output buffer. */
struct line fake_line_slow(size_t bytes);

/* Returns a text line of 9600 baud with the name "port" and this input. */
struct line fake_line_text(const char *text);

#endif
