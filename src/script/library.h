#ifndef SCRIPT_LIBRARY_H
#define SCRIPT_LIBRARY_H

/*
 * Finds steps files by name.  The steps NAME are in the file NAME.steps.  This
 * file is in $XDG_CONFIG_HOME/xsend (~/.config/xsend), or else in the folder
 * that was installed with the tools.  $XSEND_STEPS_DIR names another folder in
 * place of the installed one.  If the variable is not set and the installed
 * folder does not exist, the folder ../share/xsend/steps beside the running
 * program is used.
 */

#include <stdbool.h>

#include "script/steps.h"

/*
 * Reads a steps file by its name or path.  A name with a slash is a path.  The
 * name of a text file in the current directory is a path, too.  The name of a
 * binary file is not a path: the build folder of U-Boot contains a program
 * "u-boot", but the name "u-boot" must still mean the steps of this name.
 * Returns false after printing a message.
 */
bool library_read(struct steps_file *, const char *name);

/*
 * Prints the name of each steps file, the comment in its first line, and its
 * variables on standard output.  Returns false after printing a message.
 */
bool library_list(void);

#endif
