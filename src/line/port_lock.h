#ifndef LINE_PORT_LOCK_H
#define LINE_PORT_LOCK_H

/* A port belongs to one program at a time: two readers would share its bytes.
 */

#include <stdbool.h>

/*
 * Locks the port with flock(2), which decides: root can open a port in spite of
 * TIOCEXCL.  To be called before anything is changed.  Returns false after a
 * message if another program has the lock; the message names it if /proc does.
 */
bool port_lock_take(int fd, const char *path);

/*
 * Keeps programs that do not know flock(2) away with TIOCEXCL.  To be called
 * when nothing has to open the port any more.  Returns false after a message.
 */
bool port_lock_exclude(int fd, const char *path);

/* Has a program set TIOCEXCL?  False where the system does not tell. */
bool port_lock_is_exclusive(int fd);

/* Undoes both.  To be called when everything has been restored. */
void port_lock_release(int fd);

/* Says that the port is in use, and by whom, if that can be found out. */
void port_lock_report_holder(const char *path);

/* Warns if another process has the port open without a lock. */
void port_lock_warn_of_others(const char *path);

#endif
