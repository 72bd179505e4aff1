#ifndef SCRIPT_RECEIVED_H
#define SCRIPT_RECEIVED_H

/* Bytes received from the board, in which a step searches for its text. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "line/line.h"

enum { RECEIVED_LAST_MAX = 160 };

/* Must be zeroed before the first use. */
struct received {
	uint8_t bytes[LINE_AHEAD_MAX];   /* bytes that no step has consumed */
	size_t len;                      /* number of bytes in `bytes` */
	uint8_t last[RECEIVED_LAST_MAX]; /* bytes consumed last, for the message
					    of a step that fails */
	size_t last_len;                 /* number of bytes in `last` */
};

/* Removes the first `len` bytes from `bytes`, and appends them to `last`. */
void received_consume(struct received *, size_t len);

/* Returns the position of a text in the bytes, or -1. */
ssize_t received_find(const struct received *, const uint8_t *text, size_t len);

/* Returns true if the last byte consumed was not a line end. */
bool received_is_in_line(const struct received *);

#endif
