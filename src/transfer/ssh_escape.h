#ifndef TRANSFER_SSH_ESCAPE_H
#define TRANSFER_SSH_ESCAPE_H

#include <stdbool.h>

/*
 * Returns true if `port` is a command "exec:..." that runs ssh(1) with a
 * terminal and an escape character.  Then "~." after a line end in the data
 * makes ssh close the connection.  `port` is the argument of -p, or NULL.
 */
bool ssh_escape_is_active(const char *port);

#endif
