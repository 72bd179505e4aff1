#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

/*
 * Parses numbers strictly: the whole text must be a number in range.  For any
 * other text, the functions return false and store nothing.
 */

#include <stdbool.h>
#include <stdint.h>

/*
 * Parses a number from `min` to `max`: a decimal number, or 0x and a
 * hexadecimal number.
 */
bool number_parse(const char *, uint64_t min, uint64_t max, uint64_t *);

/*
 * Parses a number of bytes.  An optional suffix k, M or G multiplies the number
 * by 1024, 1024^2 or 1024^3.
 */
bool number_bytes(const char *, uint64_t *);

/* Parses seconds with up to three decimals, at most ten days. */
bool number_seconds(const char *, uint32_t *ms);

#endif
