#ifndef CLI_FORGOTTEN_PORT_H
#define CLI_FORGOTTEN_PORT_H

/* Detects a port among the file names, because the user has forgotten -p. */

#include "cli/options.h"

/*
 * Returns true after a message with the corrected command if one of the files
 * is a port: the path of a device, or an address such as tcp:host:2000 that is
 * not the name of a file.
 */
bool forgotten_port_found(const struct options *);

#endif
