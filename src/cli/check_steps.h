#ifndef CLI_CHECK_STEPS_H
#define CLI_CHECK_STEPS_H

/* Checks steps that depend on other options. */

#include "cli/options.h"

/*
 * Returns true if the steps make sense without a file: either there are only
 * steps before the transfer, or the only step after it is a terminal.
 */
bool steps_need_no_file(const struct options *);

/*
 * Declares the facts of the file, such as %{size}, as variables of xsend.
 * "md5" and "sha256" need a library.  Returns false with ENOMEM.
 */
bool declare_facts(struct options *);

/*
 * Replaces variables in steps by their values, except facts of the file, which
 * are not known yet.  Returns false after a message if a step is wrong.
 */
bool check_steps(struct options *);

#endif
