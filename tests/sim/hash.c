#include "sim/hash.h"

#include <string.h>

/* Mixes all bits of a word into all bits (the finaliser of MurmurHash3). */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 33;
	h *= UINT64_C(0xff51afd7ed558ccd);
	h ^= h >> 33;
	h *= UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ h >> 33;
}

uint64_t
hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
	const uint8_t *at = bytes;
	uint64_t h = mix(seed + len * UINT64_C(0x9e3779b97f4a7c15));

	for (; len > 0; at += 8) {
		uint64_t word = 0;
		size_t n = len < 8 ? len : 8;

		memcpy(&word, at, n);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
		len -= n;
	}
	return mix(h);
}
