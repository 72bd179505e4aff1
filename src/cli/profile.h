#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

/*
 * Applies options from the environment and from a profile.  Call
 * profile_apply() before the command line is parsed, because options of the
 * command line override these options.
 */

#include "cli/preview.h"

/*
 * Sets the options of the environment and of the profile.  Does not set steps
 * if the command line has steps; other options of the command line override
 * these options later.  Returns false after printing a message.  The options
 * own the texts until options_close().
 */
bool profile_apply(struct options *, const struct preview *);

#endif
