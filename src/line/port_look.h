#ifndef LINE_PORT_LOOK_H
#define LINE_PORT_LOOK_H

#include <stdbool.h>

#include "line/line.h"

/*
 * Checks, for --dry-run, that the port of the options can be opened and, if
 * `lock`, that no other program has locked it.  Does not open the port, because
 * that raises DTR and may reset a board; so it misses errors of the driver.
 * Returns false after a message.  `path` gets the path of the device, which the
 * caller frees.  `path` gets NULL if line_open() would wait for the port.
 */
bool port_look(const struct line_options *, char **path);

#endif
