#ifndef SYSTEMS_CONSOLE_H
#define SYSTEMS_CONSOLE_H

/* A conversation in lines with something that answers on a descriptor. */

#include <stddef.h>

struct console {
	int fd;
	char heard[1 << 16]; /* since console_type() */
	size_t heard_len;
};

/* Sends the text, and forgets what was heard before. */
void console_type(struct console *, const char *);

/* Reads until it has said that; the test fails after a minute. */
void console_expect(struct console *, const char *);

#endif
