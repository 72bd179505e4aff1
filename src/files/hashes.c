#include "files/hashes.h"

#include <nettle/md5.h>
#include <nettle/sha2.h>
#include <stdlib.h>

#include "files/file_facts.h"

const bool file_facts_have_hashes = true;

struct hashes {
	struct md5_ctx md5;
	struct sha256_ctx sha256;
};

struct hashes *
hashes_begin(void)
{
	struct hashes *h = malloc(sizeof *h);

	if (h == NULL)
		return NULL;
	md5_init(&h->md5);
	sha256_init(&h->sha256);
	return h;
}

void
hashes_add(struct hashes *h, const uint8_t *bytes, size_t len)
{
	md5_update(&h->md5, len, bytes);
	sha256_update(&h->sha256, len, bytes);
}

void
hashes_end(struct hashes *h, uint8_t md5[static HASHES_MD5_LEN],
    uint8_t sha256[static HASHES_SHA256_LEN])
{
	md5_digest(&h->md5, HASHES_MD5_LEN, md5);
	sha256_digest(&h->sha256, HASHES_SHA256_LEN, sha256);
	free(h);
}
