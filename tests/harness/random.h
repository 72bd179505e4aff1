#ifndef HARNESS_RANDOM_H
#define HARNESS_RANDOM_H

/* Pseudo-random numbers that depend only on the seed. */

#include <stddef.h>
#include <stdint.h>

/* Returns the next of 2^64 values (SplitMix64).  Any state is a valid seed. */
uint64_t random_next(uint64_t *state);

/* Writes the first bytes of the sequence that this seed determines. */
void random_bytes(uint64_t seed, uint8_t *, size_t);

/* Returns a number less than `bound`, which must not be 0. */
uint32_t random_below(uint64_t *state, uint32_t bound);

#endif
