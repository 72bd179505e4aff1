#ifndef FILES_DESTINATION_H
#define FILES_DESTINATION_H

/* Where a received file goes: under which name, and over what. */

#include <limits.h>
#include <stdbool.h>

enum destination_exists {
	EXISTS_FAIL,
	EXISTS_RENAME,
	EXISTS_OVERWRITE,
	EXISTS_SKIP
};

struct destination_options {
	const char *path;      /* NULL: the name that comes over the line */
	const char *directory; /* NULL: the current one */
	enum destination_exists on_exists;
};

struct destination {
	struct destination_options options;
	char path[PATH_MAX];
	char shown[PATH_MAX]; /* the path, escaped, for messages */
};

/*
 * Checks that files can be written to the named file or directory, before the
 * line is opened.  Returns false after a message.
 */
bool destination_open(struct destination *, const struct destination_options *);

/*
 * Chooses the path for a file.  `name` is the name that came over the line; ""
 * if there was none.  DESTINATION_REFUSED comes after a message,
 * DESTINATION_SKIP after a note.
 */
enum destination_verdict {
	DESTINATION_TAKEN,
	DESTINATION_SKIP,
	DESTINATION_REFUSED
};
enum destination_verdict destination_choose(
    struct destination *, const char *name);

#endif
