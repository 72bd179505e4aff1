#ifndef HARNESS_RANDOM_H
#define HARNESS_RANDOM_H

/* Numbers that look random, and are the same for the same seed everywhere. */

#include <stddef.h>
#include <stdint.h>

/* The next of 2^64 values (SplitMix64); any seed will do. */
uint64_t random_next(uint64_t *state);

/* The first bytes for a seed. */
void random_bytes(uint64_t seed, uint8_t *, size_t);

/* A number below the bound, which must not be 0. */
uint32_t random_below(uint64_t *state, uint32_t bound);

#endif
