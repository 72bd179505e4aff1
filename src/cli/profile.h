#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

/*
 * Options from a profile and from the environment, which the command line
 * overrides.
 */

#include "cli/preview.h"

/*
 * Sets the options of the environment and of the profile.  Returns false after
 * a message.  The texts stay the options' until options_close().
 */
bool profile_apply(struct options *, const struct preview *);

#endif
