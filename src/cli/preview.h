#ifndef CLI_PREVIEW_H
#define CLI_PREVIEW_H

/*
 * Looks for options that must be known before the other options are parsed.
 * --profile, for example, must be known first, because all options of the
 * command line override the options of the profile.
 */

#include "cli/options.h"

struct preview {
	bool question;       /* an option such as --help or --list is present */
	bool progress_given; /* --progress is present */
	bool json;           /* the last --progress is json */
	bool port;           /* -p is present */
	bool baud;           /* -b is present */
	bool steps;          /* --before, --after or --steps is present */
	const char *profile; /* argument of --profile, or NULL */
};

/* Scans argv without changing its order.  Ignores wrong options silently. */
void preview_command(struct preview *, enum tool, int argc, char **argv);

#endif
