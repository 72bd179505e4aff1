#ifndef TRANSFER_SSH_ESCAPE_H
#define TRANSFER_SSH_ESCAPE_H

#include <stdbool.h>

/*
 * Does the argument of -p run ssh(1) on a terminal with its escape character?
 * Then ssh obeys "~." after a line end in the data, and closes the connection.
 * `port` may be NULL.
 */
bool ssh_escape_is_active(const char *port);

#endif
