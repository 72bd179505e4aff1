#ifndef FUZZ_COPY_H
#define FUZZ_COPY_H

/*
 * Copies of the input.  Each has an allocation of its own size, so that
 * AddressSanitizer reports an access after its end.  The caller frees them.
 */

#include <stddef.h>
#include <stdint.h>

uint8_t *copy_bytes(const uint8_t *, size_t);

/* Returns a copy with a NUL at its end. */
char *copy_text(const uint8_t *, size_t);

#endif
