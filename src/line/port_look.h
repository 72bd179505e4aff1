#ifndef LINE_PORT_LOOK_H
#define LINE_PORT_LOOK_H

#include <stdbool.h>

#include "line/line.h"

/*
 * Checks, for --dry-run, that the port of the options can be opened.  If `lock`
 * is set, also checks that no other program has locked the port.  Does not open
 * the port, because opening raises DTR and may reset a board; so errors of the
 * driver remain undetected.  Returns false after printing a message.  Stores
 * the path of the device in `path`, which the caller frees, or NULL if
 * line_open() would wait for the port.
 */
bool port_look(const struct line_options *, char **path);

#endif
