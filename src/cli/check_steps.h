#ifndef CLI_CHECK_STEPS_H
#define CLI_CHECK_STEPS_H

/* Steps as far as the rest of the command line matters for them. */

#include "cli/options.h"

/*
 * Are there steps that make sense without a file?  Steps behind a transfer need
 * one.
 */
bool steps_need_no_file(const struct options *);

/*
 * Makes %{size} and other facts of the file known to steps of xsend; "md5" and
 * "sha256" need a library.  Returns false with ENOMEM.
 */
bool declare_facts(struct options *);

/*
 * Gives the variables their values.  Those that are facts of the file get them
 * later.  Returns false after a message if a step is wrong.
 */
bool check_steps(struct options *);

#endif
