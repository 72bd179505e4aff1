#ifndef CLI_CHECK_STEPS_H
#define CLI_CHECK_STEPS_H

/* Checks the steps against the other options. */

#include "cli/options.h"

/*
 * Returns true if the steps make sense without a file: no steps file has a line
 * "transfer", and there are only steps before the transfer, or the only step
 * after the transfer is "terminal".
 */
bool steps_need_no_file(const struct options *);

/*
 * Declares the facts of the file, which are its name, size and checksums, as
 * variables for the steps of xsend, such as %{size}.  Without a library for
 * hashes, there is no "md5" and no "sha256".  Returns false with ENOMEM.
 */
bool declare_facts(struct options *);

/*
 * Replaces the variables in the steps with their values, and checks the steps.
 * The facts of the file are not known yet: "0" takes their place.  Returns
 * false after printing a message if a step is wrong.
 */
bool check_steps(struct options *);

#endif
