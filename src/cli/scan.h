#ifndef CLI_SCAN_H
#define CLI_SCAN_H

/*
 * The options on a command line, one after the other: getopt_long(3) with the
 * tables of help.h and, for a program called by a name of lrzsz, of lrzsz.h.
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
 * Returns the next option's code, as in help.h or enum lrzsz_code, and its
 * argument; or -1 when the files begin, at argv[optind].  What is no option
 * has the code '?', one without its argument ':'.
 */
int scan_next(struct command *, const char **argument);

/* Says what is wrong with the option of such a code. */
void scan_blame(const struct command *, int code);

#endif
