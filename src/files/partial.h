#ifndef FILES_PARTIAL_H
#define FILES_PARTIAL_H

/*
 * A partial file: a file NAME that is being received.  The partial file has the
 * name NAME.xrecv-part, in the directory of NAME.  When it is complete and
 * synced to the disk, it gets the name NAME.  So NAME is always the old file or
 * the complete new file, even after a crash.
 *
 * The writer locks the partial file with flock(2).  If a killed xrecv has left
 * a partial file, the next xrecv removes the old partial file.  The next xrecv
 * does not write to the old partial file: if xrecv was killed after link(2) and
 * before unlink(2), the partial file and the finished file are the same file.
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
	int directory;    /* descriptor of the directory; -1: not open */
	const char *path; /* final path, which belongs to the caller */
	char name[PATH_MAX]; /* path of the partial file */
};

/* Returns true if the path ends in PARTIAL_SUFFIX, in upper or lower case. */
bool partial_has_name(const char *path);

/* Stores the directory of a path; "." if the path has no slash. */
void partial_directory(char directory[static PATH_MAX], const char *path);

/*
 * Creates the partial file for a path, which must stay valid until the file is
 * finished or abandoned.  Fails with EBUSY if another xrecv is writing the
 * partial file, or if its name belongs to something else than a regular file of
 * this user.
 */
bool partial_open(struct partial *, const char *path);

/*
 * Sets the mode unless it is 0, and the modification time unless it is 0.  Only
 * the rwx bits of the mode are used, as far as the umask permits.  Errors are
 * ignored.
 */
void partial_set_attributes(const struct partial *, mode_t, int64_t mtime);

/*
 * Syncs the partial file, gives it its final name and closes it.  Fails with
 * EEXIST if the final name exists and `overwrite` is false, and with ESTALE if
 * another process has replaced or removed the partial file.  After a failure
 * the caller must call partial_abandon().
 */
bool partial_finish(struct partial *, bool overwrite);

/*
 * Closes the partial file, and removes it unless `keep`.  If another process
 * has replaced the partial file by another file, does not remove that file.
 * Does nothing if there is no partial file.
 */
void partial_abandon(struct partial *, bool keep);

#endif
