#ifndef LINE_SOCKET_H
#define LINE_SOCKET_H

/* A TCP connection, for the lines that cross a network. */

#include <stdbool.h>

#include "line/address.h"
#include "line/line.h"

/*
 * Connects to the host, trying each of its addresses for at most ten seconds,
 * until a signal comes.  Returns a descriptor that does not block; or -1 after
 * a message.
 */
int socket_connect(const struct line_options *, const struct address *);

/*
 * Closes it so that what was written arrives, and, unless `hurried`, waits half
 * a second at most for the other end to close it as well: a server with one
 * place is then free for the next.
 */
void socket_close(int fd, bool hurried);

#endif
