#ifndef CLI_FORGOTTEN_PORT_H
#define CLI_FORGOTTEN_PORT_H

/* A port that stands among the files, because -p was forgotten. */

#include "cli/options.h"

/*
 * If there is one, prints a message that has the command that was meant, and
 * returns true.
 */
bool forgotten_port_found(const struct options *);

#endif
