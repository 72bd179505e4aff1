#ifndef FILES_PARTIAL_H
#define FILES_PARTIAL_H

/*
 * A file that is on its way.  It is written beside its final name, as
 * NAME.xrecv-part, and moved there when it is whole and on the disk, so that
 * whatever happens either the old file or the whole new one has that name.
 *
 * A part is locked with flock(2) as long as somebody writes it.  One that a
 * killed xrecv left behind is removed when a file of that name comes, never
 * written on: it may be a second link to the finished file.
 *
 * What fails sets errno and says nothing.
 */

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define PARTIAL_SUFFIX ".xrecv-part"

struct partial {
	int fd;           /* to write on; -1: there is no part */
	int directory;    /* that it is in; -1: it cannot be opened */
	const char *path; /* the final name; the caller's */
	char name[PATH_MAX];
};

/* Is it a name that files have only as long as they are on their way? */
bool partial_has_name(const char *path);

/* The directory of a path. */
void partial_directory(char directory[static PATH_MAX], const char *path);

/*
 * Begins a file that will have that name.  EBUSY: there is a part that another
 * xrecv writes, or that is no regular file of this user.
 */
bool partial_open(struct partial *, const char *path);

/*
 * Time and mode for it, as far as they are not 0.  The mode never gives more
 * than the umask lets, and nothing beyond rwx.
 */
void partial_set_attributes(const struct partial *, mode_t, int64_t mtime);

/*
 * Moves it into place, over what is there if it may.  EEXIST: it may not, and a
 * file has come meanwhile.  ESTALE: another process has replaced or removed the
 * part.  After an error there still is a part.
 */
bool partial_finish(struct partial *, bool overwrite);

/*
 * Removes a part that did not become whole, or leaves it there.  A file that
 * another process has put in its place stays.
 */
void partial_abandon(struct partial *, bool keep);

#endif
