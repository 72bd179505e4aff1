#ifndef FILES_PARTIAL_H
#define FILES_PARTIAL_H

/*
 * A partial file: a file that is being received.  It has the name
 * NAME.xrecv-part, in the directory of NAME.  When it is complete and synced to
 * the disk, it gets the name NAME.  So NAME is always the old file or the
 * complete new file, even after a crash.
 *
 * The writer locks the partial file with flock(2).  If a killed xrecv has left
 * a partial file, the next xrecv removes it.  It does not write to it, because
 * it may be a second link to the finished file.
 *
 * Functions that return false set errno and print no message.
 */

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define PARTIAL_SUFFIX ".xrecv-part"

struct partial {
	int fd;           /* descriptor to write to; -1: no partial file */
	int directory;    /* its directory; -1: that cannot be opened */
	const char *path; /* final name; the caller's */
	char name[PATH_MAX]; /* name while it is partial */
};

/* Returns true if the path has the suffix of partial files, in any case. */
bool partial_has_name(const char *path);

/* Stores the directory of a path, which is "." without a slash. */
void partial_directory(char directory[static PATH_MAX], const char *path);

/*
 * Creates the partial file for a path, which must stay valid until the file is
 * finished or abandoned.  Fails with EBUSY if another xrecv writes the partial
 * file, or if that is not a regular file of this user.
 */
bool partial_open(struct partial *, const char *path);

/*
 * Sets the mode and the modification time, each unless it is 0.  Only the rwx
 * bits of the mode are used, as far as the umask permits.  Errors are ignored.
 */
void partial_set_attributes(const struct partial *, mode_t, int64_t mtime);

/*
 * Syncs the partial file, gives it its final name and closes it.  Fails with
 * EEXIST if that name exists and `overwrite` is false, and with ESTALE if
 * another process has replaced or removed the partial file.  After a failure
 * the caller must call partial_abandon().
 */
bool partial_finish(struct partial *, bool overwrite);

/*
 * Closes the partial file, and removes it unless `keep`.  Does not remove a
 * file by which another process has replaced it.  Harmless without a file.
 */
void partial_abandon(struct partial *, bool keep);

#endif
