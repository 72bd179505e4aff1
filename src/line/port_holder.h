#ifndef LINE_PORT_HOLDER_H
#define LINE_PORT_HOLDER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Searches /proc for another process that has locked a device with flock(2),
 * or, if there is none, for another process that has the device open.  Writes a
 * text such as "picocom, pid 812", which is not escaped.  Returns false and
 * writes "" if there is no such process.
 */
bool port_holder_find(const char *path, char *text, size_t size);

/* Returns true if /proc shows that another process has the flock(2) lock. */
bool port_holder_has_lock(const char *path);

#endif
