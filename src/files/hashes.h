#ifndef FILES_HASHES_H
#define FILES_HASHES_H

/* MD5 and SHA-256, which a library computes. */

#include <stddef.h>
#include <stdint.h>

enum { HASHES_MD5_LEN = 16, HASHES_SHA256_LEN = 32 };

struct hashes;

/* Returns NULL with ENOMEM.  The caller calls hashes_end(). */
struct hashes *hashes_begin(void);

void hashes_add(struct hashes *, const uint8_t *, size_t);

/* Stores the digests, if the library is built in, and frees the rest. */
void hashes_end(struct hashes *, uint8_t md5[static HASHES_MD5_LEN],
    uint8_t sha256[static HASHES_SHA256_LEN]);

#endif
