#ifndef LINE_PORT_HINT_H
#define LINE_PORT_HINT_H

/* The next step after a port could not be opened, in words. */

#include <stddef.h>
#include <sys/stat.h>

#include "line/ports.h"

enum { PORT_HINT_SIZE = 512 };

/*
 * For a name without directory, such as "ttyUSB0": returns true and asks
 * whether the port of that name in /dev was meant, if it can be one.
 */
bool port_hint_meant(char text[static PORT_HINT_SIZE], const char *path);

/* For a port that is not there: names the ports that are. */
void port_hint_missing(
    char text[static PORT_HINT_SIZE], const struct port *ports, size_t count);

/* For a port that this user may not open; NULL: nothing is known of it. */
void port_hint_denied(char text[static PORT_HINT_SIZE], const struct stat *);

/* Reports that a port cannot be opened, with errno's reason and a hint. */
void port_hint_report(const char *path);

#endif
