#ifndef CLI_FORGOTTEN_PORT_H
#define CLI_FORGOTTEN_PORT_H

/* Detects a port among the file names: the user has then forgotten -p. */

#include "cli/options.h"

/*
 * If one of the files is a port, prints a message with the corrected command,
 * and returns true.  A port is the path of a device, or an address such as
 * tcp:host:2000 that is not the name of a file.
 */
bool forgotten_port_found(const struct options *);

#endif
