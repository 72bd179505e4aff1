#ifndef CLI_SET_OPTION_H
#define CLI_SET_OPTION_H

/* Checks the arguments of options and stores their values. */

#include "cli/help.h"
#include "cli/options.h"

/*
 * Sets the option of a row.  `argument` is NULL if the option has no argument.
 * The argument must stay valid as long as the options.  If the argument is
 * wrong, returns false after printing a message and changes nothing.
 */
bool set_option(
    struct options *, const struct help_row *, const char *argument);

#endif
