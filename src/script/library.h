#ifndef SCRIPT_LIBRARY_H
#define SCRIPT_LIBRARY_H

/*
 * Steps files that are found by name: NAME.steps in $XDG_CONFIG_HOME/xsend
 * (~/.config/xsend), and then in the folder that was installed with the tools,
 * or in $XSEND_STEPS_DIR if that is set.
 */

#include <stdbool.h>

#include "script/steps.h"

/*
 * Reads a steps file by its name or path.  A name with a slash is a path.  Any
 * other name is a path if there is such a file and it is text: the build folder
 * of U-Boot contains a program "u-boot".  Returns false after a message.
 */
bool library_read(struct steps_file *, const char *name);

/*
 * Prints each name with the first line of the file and its variables.  Returns
 * false after a message.
 */
bool library_list(void);

#endif
