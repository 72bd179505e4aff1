#ifndef CLI_SET_OPTION_H
#define CLI_SET_OPTION_H

/* What each option sets, and which arguments it takes. */

#include "cli/help.h"
#include "cli/options.h"

/*
 * Takes an option of that row, with its argument or NULL.  Returns false after
 * a message if the argument is wrong; then nothing is set.
 */
bool set_option(
    struct options *, const struct help_row *, const char *argument);

#endif
