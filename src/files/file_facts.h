#ifndef FILES_FILE_FACTS_H
#define FILES_FILE_FACTS_H

/* Computes the size and the checksums of a file, as text. */

#include <stdbool.h>

struct file_facts {
	char size[24];   /* size in bytes, decimal */
	char crc32[9];   /* CRC-32 as crc32(1) and U-Boot print it */
	char md5[33];    /* MD5 as md5sum(1) prints it */
	char sha256[65]; /* SHA-256 as sha256sum(1) prints it */
};

/* True if MD5 and SHA-256 are built in.  If false, both texts are "". */
extern const bool file_facts_have_hashes;

/* Reads the whole file with pread(2).  Returns false with an errno. */
bool file_facts_read(struct file_facts *, int fd);

#endif
