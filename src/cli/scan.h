#ifndef CLI_SCAN_H
#define CLI_SCAN_H

/*
 * Reads a command line with getopt_long(3).  The options are those of help.h.
 * If the program has a name of lrzsz, the letters are those of lrzsz.h.
 */

#include <getopt.h>
#include <stddef.h>

#include "cli/options.h"

enum { COMMAND_OPTIONS_MAX = 128 };

struct command {
	enum tool tool;
	int argc;
	char **argv;
	char letters[2 * COMMAND_OPTIONS_MAX + 2];
	size_t letter_count;
	struct option longs[COMMAND_OPTIONS_MAX];
	size_t long_count;
	int chosen; /* code of the long option found last */
};

/*
 * Prepares a scan.  Only one scan can be active, because the state of
 * getopt_long(3) is global.
 */
void scan_open(struct command *, enum tool, int argc, char **argv);

/*
 * Returns the code of the next option (help_code, lrzsz_code or its letter),
 * and stores its argument or NULL.  Returns '?' for an unknown option and ':'
 * for a missing argument.  Returns -1 after the last option; argv[optind] is
 * then the first file.
 */
int scan_next(struct command *, const char **argument);

/* Prints the error of an option, after scan_next() has returned '?' or ':'. */
void scan_blame(const struct command *, int code);

#endif
