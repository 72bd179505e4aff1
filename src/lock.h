#ifndef LOCK_H
#define LOCK_H

/* A port belongs to one program at a time: two readers would share its bytes.
 */

#include <stdbool.h>

/*
 * Locks the port with flock(2) and TIOCEXCL.  Returns false after a message,
 * which names the holder if /proc tells it.
 */
bool lock_port(int fd, const char *path);

/* Is it locked by somebody else?  Then says so, as lock_port() does. */
bool lock_held(int fd, const char *path);

void lock_release(int fd);

/* Says who has the port: " (by picocom, pid 812)", or "" if nobody knows. */
void lock_holder(const char *path, char *text, unsigned size);

#endif
