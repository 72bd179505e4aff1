#ifndef CLI_FORGOTTEN_PORT_H
#define CLI_FORGOTTEN_PORT_H

/* A port that stands among the files, because -p was forgotten. */

#include "cli/options.h"

/*
 * If there is one, prints a message that has the command that was meant, and
 * returns true.  A port is the path of a device, or an address such as
 * tcp:host:2000 that names no file.
 */
bool forgotten_port_found(const struct options *);

#endif
