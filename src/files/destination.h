#ifndef FILES_DESTINATION_H
#define FILES_DESTINATION_H

/* Decides where to store a received file, and whether to replace a file. */


#include <limits.h>
#include <stdbool.h>

/* Action if a file of the chosen name exists. */
enum destination_exists {
	EXISTS_FAIL,      /* refuse the received file */
	EXISTS_RENAME,    /* append .1 to .999 to the name */
	EXISTS_OVERWRITE, /* replace the existing file */
	EXISTS_SKIP       /* discard the received file */
};

struct destination_options {
	const char *path;      /* path of the file; NULL: the sender names it */
	const char *directory; /* directory; NULL: the current directory */
	enum destination_exists on_exists;
};

struct destination {
	struct destination_options options;
	char path[PATH_MAX];  /* latest chosen path */
	char shown[PATH_MAX]; /* the same path, escaped, for messages */
};

/*
 * Checks that this user may create files in the directory.  If the options name
 * a file, also checks the path of the file.  Call destination_open() before the
 * line is opened.  The texts of the options must stay valid as long as the
 * destination is used.  Returns false after printing a message.
 */
bool destination_open(struct destination *, const struct destination_options *);

/*
 * Chooses the path for a file.  `name` is the name that came over the line, or
 * "" if none came.
 */
enum destination_verdict {
	DESTINATION_TAKEN,  /* `path` is set */
	DESTINATION_SKIP,   /* the file exists; a note was printed */
	DESTINATION_REFUSED /* the file cannot be stored; a message was
			       printed */
};
enum destination_verdict destination_choose(
    struct destination *, const char *name);

#endif
