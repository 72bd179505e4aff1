#ifndef FILES_STORED_FILES_H
#define FILES_STORED_FILES_H

/* The files that a transfer has stored: no later file may replace one. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Must be zeroed before the first use. */
struct stored_files {
	struct stored_file {
		dev_t device;
		ino_t inode;
	} * files; /* from malloc(); freed by stored_files_free() */
	size_t count;
};

/*
 * Adds the open file, which keeps its inode when it is renamed.  Returns false
 * with an errno.
 */
bool stored_files_add(struct stored_files *, int fd);

/* Returns true if the path, not followed as a link, names one of the files. */
bool stored_files_have(const struct stored_files *, const char *path);

void stored_files_free(struct stored_files *);

#endif
