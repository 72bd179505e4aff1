#ifndef FILES_HASHES_H
#define FILES_HASHES_H

/* Computes MD5 and SHA-256 with the library nettle. */

#include <stddef.h>
#include <stdint.h>

enum { HASHES_MD5_LEN = 16, HASHES_SHA256_LEN = 32 };

struct hashes;

/*
 * Begins the computation of both hashes, which the caller ends with
 * hashes_end().  Returns NULL with ENOMEM.
 */
struct hashes *hashes_begin(void);

/* Adds bytes to both hashes. */
void hashes_add(struct hashes *, const uint8_t *, size_t len);

/*
 * Stores the digests and frees the hashes.  A build without nettle stores
 * nothing.
 */
void hashes_end(struct hashes *, uint8_t md5[static HASHES_MD5_LEN],
    uint8_t sha256[static HASHES_SHA256_LEN]);

#endif
