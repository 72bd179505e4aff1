#ifndef LINE_PORT_HOLDER_H
#define LINE_PORT_HOLDER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Finds another process that has locked a device with flock(2), or else one
 * that has opened it, in /proc.  Writes for example "picocom, pid 812", not
 * escaped.  Returns false and writes "" if it finds none.
 */
bool port_holder_find(const char *path, char *text, size_t size);

/* Returns true if /proc shows another process with the lock of flock(2). */
bool port_holder_has_lock(const char *path);

#endif
