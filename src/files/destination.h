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
	char shown[PATH_MAX]; /* the same, escaped, for messages */
};

/*
 * Looks whether the named file or directory will do, before the line is
 * touched.  Returns false after a message.
 */
bool destination_open(struct destination *, const struct destination_options *);

/*
 * Decides what a file will be called, whose name over the line is that, or "".
 * After DESTINATION_REFUSED there was a message, after DESTINATION_SKIP a note.
 */
enum destination_verdict {
	DESTINATION_TAKEN,
	DESTINATION_SKIP,
	DESTINATION_REFUSED
};
enum destination_verdict destination_choose(
    struct destination *, const char *name);

#endif
