#ifndef LINE_PORT_HOLDER_H
#define LINE_PORT_HOLDER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Finds another process that has locked a device with flock(2) or, if there is
 * none, that has opened it, as far as /proc shows it.  Writes "picocom, pid
 * 812"; the name is the process's own and not escaped.  Returns false, and
 * writes "", if it finds none.
 */
bool port_holder_find(const char *path, char *text, size_t size);

/* Does another process have the lock of flock(2), as far as /proc shows it? */
bool port_holder_has_lock(const char *path);

#endif
