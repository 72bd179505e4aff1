#ifndef LINE_PORT_LOOK_H
#define LINE_PORT_LOOK_H

#include <stdbool.h>

/*
 * Looks whether a port can be opened, and whether another program has locked it
 * if `lock`.  Does not open it, for that raises DTR and may reset a board, so
 * an error that only the driver knows remains unknown.  Returns false after a
 * message.
 */
bool port_look(const char *path, bool lock);

#endif
