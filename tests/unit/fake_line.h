#ifndef UNIT_FAKE_LINE_H
#define UNIT_FAKE_LINE_H

/*
 * Lines without a device. A slow line sends one byte of its buffer at each
 * call of line_write(), and has no input. A text line is slow, has a text as
 * its input, and accepts settings.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "line/kind.h"

extern bool fake_line_closed;    /* true: the line was closed */
extern size_t fake_line_held;    /* bytes in the buffer of the line */
extern size_t fake_line_ready;   /* bytes that a read can return at once */
extern char fake_line_said[256]; /* the error message of a text line */

/* The last setting of a text line. */
extern struct fake_line_asked {
	int calls;
	enum line_control control;
	uint32_t value;
	size_t held; /* bytes that the line buffered */
	bool result; /* result of the next setting */
} fake_line_asked;

/* Operations of a slow line, and of a text line that never sends a byte. */
extern const struct line_operations fake_line_operations, fake_line_stuck;

/* Catches signals. To be called before each test. */
void fake_line_set_up(void);

/* Returns a slow line whose buffer has this number of bytes. */
struct line fake_line_slow(size_t bytes);

/* Returns a text line of 9600 baud whose name is "port". */
struct line fake_line_text(const char *text);

#endif
