#ifndef LINE_PORT_RETURN_H
#define LINE_PORT_RETURN_H

/* A port that goes away and comes back, as that of a USB board that resets. */

#include <stdbool.h>
#include <stdint.h>

struct port_before;

/*
 * Notes a port that is open: the name that -p gave, its path, its descriptor,
 * and what else is at its USB socket.  Returns NULL without memory.  The caller
 * frees the note with port_before_free().
 */
struct port_before *port_before_note(
    const char *name, const char *path, int fd);
void port_before_free(struct port_before *);

/*
 * Waits until the port has gone and come back, and may be opened.  It may come
 * back under another name: then it is the port that is new at the same USB
 * socket.  To be called after the port was closed.  Returns its path, which the
 * caller frees; NULL after a message, or if a signal has come.
 */
char *port_return_await(const struct port_before *, uint32_t wait_ms);

#endif
