#ifndef LINE_PORT_LOOK_H
#define LINE_PORT_LOOK_H

#include <stdbool.h>

#include "line/line.h"

/*
 * Looks whether the port that the options name can be opened, and, unless
 * `lock` is off, whether another program has locked it.  Does not open it,
 * because that raises DTR and may reset a board; an error that only the driver
 * knows remains unknown.  Returns false after a message.  `path` receives the
 * path of the device, which the caller frees, or NULL if the port is not ready
 * and `wait_port_ms` would let line_open() wait for it.
 */
bool port_look(const struct line_options *, char **path);

#endif
