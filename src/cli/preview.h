#ifndef CLI_PREVIEW_H
#define CLI_PREVIEW_H

/*
 * What has to be known of a command line before its options are taken in their
 * order.
 */

#include "cli/options.h"

struct preview {
	bool question;       /* --help, --version or --list */
	bool progress_given; /* --progress is among the options */
	bool json;           /* the last --progress asks for JSON */
	bool port;           /* -p is among the options */
	bool baud;           /* -b is */
	bool steps;          /* --before, --after or --steps is */
	const char *profile; /* NULL: none */
};

/*
 * Prints nothing; wrong options are passed over.  Does not change the order of
 * argv.
 */
void preview_command(struct preview *, enum tool, int argc, char **argv);

#endif
