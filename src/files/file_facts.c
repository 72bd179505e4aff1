#include "files/file_facts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/crc32.h"
#include "files/hashes.h"

/* Calls pread(2) again if a signal interrupts it. */
static ssize_t
read_at(int fd, void *bytes, size_t len, off_t at)
{
	ssize_t n;

	do
		n = pread(fd, bytes, len, at);
	while (n == -1 && errno == EINTR);
	return n;
}

static void
print_hex(char *text, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		sprintf(text + 2 * i, "%02x", (unsigned)bytes[i]);
}

static void
print_hashes(struct file_facts *facts, struct hashes *hashes)
{
	uint8_t md5[HASHES_MD5_LEN], sha256[HASHES_SHA256_LEN];

	hashes_end(hashes, md5, sha256);
	if (!file_facts_have_hashes)
		return;
	print_hex(facts->md5, md5, sizeof md5);
	print_hex(facts->sha256, sha256, sizeof sha256);
}

bool
file_facts_read(struct file_facts *facts, int fd)
{
	static uint8_t bytes[65536];
	struct hashes *hashes = hashes_begin();
	uint32_t crc = 0;
	off_t size = 0;
	ssize_t n;

	if (hashes == NULL)
		return false;
	while ((n = read_at(fd, bytes, sizeof bytes, size)) > 0) {
		crc = crc32_add(crc, bytes, (size_t)n);
		hashes_add(hashes, bytes, (size_t)n);
		size += n;
	}
	*facts = (struct file_facts){ .md5 = "" };
	print_hashes(facts, hashes);
	snprintf(facts->size, sizeof facts->size, "%jd", (intmax_t)size);
	snprintf(facts->crc32, sizeof facts->crc32, "%08" PRIx32, crc);
	return n == 0;
}
