#ifndef SCRIPT_LIBRARY_H
#define SCRIPT_LIBRARY_H

/*
 * Finds steps files by name.  The file of NAME is NAME.steps in
 * $XDG_CONFIG_HOME/xsend (~/.config/xsend), or else in the folder installed
 * with the tools, which $XSEND_STEPS_DIR overrides.  If that folder does not
 * exist, ../share/xsend/steps beside the running program takes its place.
 */

#include <stdbool.h>

#include "script/steps.h"

/*
 * Reads a steps file by its name or path.  A name with a slash is a path.  The
 * name of a text file in the current directory is a path, too.  A binary file
 * does not count: the build folder of U-Boot contains a program "u-boot".
 * Returns false after a message.
 */
bool library_read(struct steps_file *, const char *name);

/*
 * Prints the name, the first line and the variables of each steps file on
 * standard output.  Returns false after a message.
 */
bool library_list(void);

#endif
