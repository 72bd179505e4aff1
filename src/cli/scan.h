#ifndef CLI_SCAN_H
#define CLI_SCAN_H

/*
 * Reads the options of a command line with getopt_long(3).  The options are
 * those of help.h.  If the program is called by a name of lrzsz, the letters
 * are those of lrzsz.h.
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
	int chosen; /* the code of a long option */
};

void scan_open(struct command *, enum tool, int argc, char **argv);

/*
 * Returns the code of the next option (help_code, lrzsz_code or its letter) and
 * its argument.  Returns -1 at the first file, which is argv[optind]; '?' for
 * an unknown option; ':' if an argument is missing.
 */
int scan_next(struct command *, const char **argument);

/* Prints what is wrong with an option, after the code '?' or ':'. */
void scan_blame(const struct command *, int code);

#endif
