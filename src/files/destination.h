#ifndef PLACE_H
#define PLACE_H

/* Where a received file goes: under which name, and over what. */

#include <limits.h>
#include <stdbool.h>

enum place_exists { EXISTS_FAIL, EXISTS_RENAME, EXISTS_OVERWRITE, EXISTS_SKIP };

struct place_options {
	const char *path;      /* NULL: the name that comes over the line */
	const char *directory; /* NULL: the current one */
	enum place_exists on_exists;
};

struct place {
	struct place_options options;
	char path[PATH_MAX];
	char shown[PATH_MAX]; /* the same, escaped, for messages */
};

/*
 * Looks whether the named file or directory will do, before the line is
 * touched.  Returns false after a message.
 */
bool place_open(struct place *, const struct place_options *);

/*
 * Decides what a file will be called, whose name over the line is that, or "".
 * After PLACE_REFUSED there was a message, after PLACE_SKIP a note.
 */
enum place_verdict { PLACE_TAKEN, PLACE_SKIP, PLACE_REFUSED };
enum place_verdict place_choose(struct place *, const char *name);

#endif
