#ifndef SIM_HASH_H
#define SIM_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Returns a hash of 64 bits of these bytes, which depends on the seed. */
uint64_t hash_bytes(const void *, size_t len, uint64_t seed);

#endif
