#ifndef LINE_PORT_LOCK_H
#define LINE_PORT_LOCK_H

/* Locks a port: of two programs that read it, each would get some bytes. */

#include <stdbool.h>

/*
 * Locks the port with flock(2).  This lock decides, because root can open a
 * port in spite of TIOCEXCL.  Call it before any setting is changed.  Returns
 * false after a message, which names the program that has the lock if /proc
 * does.
 */
bool port_lock_take(int fd, const char *path);

/*
 * Sets TIOCEXCL, which stops programs that do not use flock(2).  Call it when
 * this program does not open the port again.  Returns false after a message.
 */
bool port_lock_exclude(int fd, const char *path);

/* Returns true if TIOCEXCL is set; false if the system cannot tell. */
bool port_lock_is_exclusive(int fd);

/* Releases both locks.  Call it after all settings were restored. */
void port_lock_release(int fd);

/* Prints that the port is in use, and by which process, if /proc shows it. */
void port_lock_report_holder(const char *path);

/* Warns if another process has opened the port without a lock. */
void port_lock_warn_of_others(const char *path);

#endif
