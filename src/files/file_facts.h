#ifndef FILES_FILE_FACTS_H
#define FILES_FILE_FACTS_H

/* Size and checksums of a file, as text. */

#include <stdbool.h>

struct file_facts {
	char size[24];   /* in bytes, decimal */
	char crc32[9];   /* hexadecimal, as crc32(1) and U-Boot print it */
	char md5[33];    /* as md5sum(1) prints it */
	char sha256[65]; /* as sha256sum(1) prints it */
};

/* Are md5 and sha256 built in?  Without them, both are empty. */
extern const bool file_facts_have_hashes;

/* Reads all of the file.  Returns false with an errno. */
bool file_facts_read(struct file_facts *, int fd);

#endif
