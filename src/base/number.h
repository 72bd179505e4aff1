#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

/* The one way in which numbers on the command line are read: strictly. */

#include <stdbool.h>
#include <stdint.h>

/* Decimal, or hexadecimal after 0x; nothing before or behind it. */
bool number_parse(const char *, uint64_t min, uint64_t max, uint64_t *);

/* Bytes: a number with an optional k, M or G behind it, of 1024. */
bool number_bytes(const char *, uint64_t *);

/* Seconds with up to three decimals, in milliseconds, at most 10 days. */
bool number_seconds(const char *, uint32_t *ms);

#endif
