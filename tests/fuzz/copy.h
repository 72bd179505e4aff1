#ifndef FUZZ_COPY_H
#define FUZZ_COPY_H

/*
 * Copies of the input, each in a place of its own size, so that a byte read or
 * written behind it is noticed.  free() ends them.
 */

#include <stddef.h>
#include <stdint.h>

uint8_t *copy_bytes(const uint8_t *, size_t);

/* With a NUL behind. */
char *copy_text(const uint8_t *, size_t);

#endif
