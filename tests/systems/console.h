#ifndef SYSTEMS_CONSOLE_H
#define SYSTEMS_CONSOLE_H

/* A console on a descriptor, for commands and their output. */

#include <stddef.h>

struct console {
	int fd;
	char heard[1 << 16]; /* output since console_type() */
	size_t heard_len;
};

/* Sends a text, and discards earlier output. */
void console_type(struct console *, const char *);

/* Reads until the output contains the text; the test fails after a minute. */
void console_expect(struct console *, const char *);

#endif
