#ifndef LINE_SOCKET_H
#define LINE_SOCKET_H

/* TCP connections for tcp:, telnet: and rfc2217: lines. */

#include <stdbool.h>

#include "line/address.h"
#include "line/line.h"

/*
 * Connects to the host.  Tries each address of the host for at most 10 s.  A
 * signal ends the attempts.  Returns a non-blocking descriptor, or -1 after
 * printing a message.
 */
int socket_connect(const struct line_options *, const struct address *);

/*
 * Closes the connection so that written bytes still arrive.  Unless `hurried`,
 * waits at most 500 ms until the other end has closed the connection, too: a
 * server that accepts only one client is then free for the next client.
 */
void socket_close(int fd, bool hurried);

#endif
