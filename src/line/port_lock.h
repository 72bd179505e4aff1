#ifndef LINE_PORT_LOCK_H
#define LINE_PORT_LOCK_H

/* Locks a port.  If two programs read a port, each gets only some bytes. */

#include <stdbool.h>

/*
 * Locks the port with flock(2).  This lock decides which program may use the
 * port: TIOCEXCL is not enough, because root can open a port in spite of it.
 * Call port_lock_take() before any setting is changed.  Returns false after
 * printing a message, which names the program that has the lock if /proc shows
 * that program.
 */
bool port_lock_take(int fd, const char *path);

/*
 * Sets TIOCEXCL, which stops programs that do not use flock(2).  Call
 * port_lock_exclude() after this program has opened the port for the last time.
 * Returns false after printing a message.
 */
bool port_lock_exclude(int fd, const char *path);

/* Returns true if TIOCEXCL is set; false if the system cannot tell. */
bool port_lock_is_exclusive(int fd);

/* Releases flock(2) and TIOCEXCL.  Call it after all settings are restored. */
void port_lock_release(int fd);

/* Prints that the port is in use, with the process if /proc shows it. */
void port_lock_report_holder(const char *path);

/* Warns if another process has opened the port without a lock. */
void port_lock_warn_of_others(const char *path);

#endif
