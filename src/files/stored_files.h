#ifndef FILES_STORED_FILES_H
#define FILES_STORED_FILES_H

/*
 * Lists the files that a transfer has stored, because the transfer must not
 * replace them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The list.  The caller zeroes it before the first use. */
struct stored_files {
	struct stored_file {
		dev_t device;
		ino_t inode;
	} * files; /* memory from malloc(); freed by stored_files_free() */
	size_t count;
};

/*
 * Adds an open file.  The list stores its inode, which stays the same when the
 * file is renamed.  Returns false with an errno.
 */
bool stored_files_add(struct stored_files *, int fd);

/*
 * Returns true if the path names a listed file.  Does not follow a symbolic
 * link.
 */
bool stored_files_have(const struct stored_files *, const char *path);

void stored_files_free(struct stored_files *);

#endif
