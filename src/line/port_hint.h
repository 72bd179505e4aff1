#ifndef LINE_PORT_HINT_H
#define LINE_PORT_HINT_H

/* Writes hints: what a user can do if a port cannot be opened. */

#include <stddef.h>
#include <sys/stat.h>

#include "line/ports.h"

enum { PORT_HINT_SIZE = 512 };

/*
 * Writes "did you mean /dev/ttyUSB0?" for the name "ttyUSB0".  Returns false if
 * the path has a directory or /dev has no port of that name.
 */
bool port_hint_meant(char text[static PORT_HINT_SIZE], const char *path);

/* Writes the hint for a missing port: the ports of this machine. */
void port_hint_missing(
    char text[static PORT_HINT_SIZE], const struct port *ports, size_t count);

/*
 * Writes the hint for a port that this user may not open.  The struct stat is
 * that of the port, or NULL if it is unknown.
 */
void port_hint_denied(char text[static PORT_HINT_SIZE], const struct stat *);

/* Prints that a port cannot be opened, with the reason in errno and a hint. */
void port_hint_report(const char *path);

#endif
