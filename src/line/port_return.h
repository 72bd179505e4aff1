#ifndef LINE_PORT_RETURN_H
#define LINE_PORT_RETURN_H

/* Waits for a port that disappears and returns, as when a USB board resets. */

#include <stdbool.h>
#include <stdint.h>

struct port_before;

/*
 * Records the state of an open port: the name given to -p, the device of the
 * descriptor, and the ports at the USB socket of the path.  Returns NULL if
 * there is no memory.  The caller frees the record with port_before_free().
 */
struct port_before *port_before_note(
    const char *name, const char *path, int fd);
void port_before_free(struct port_before *);

/*
 * Waits at most `wait_ms` until the port has disappeared, has returned and may
 * be opened.  The port may return with another name: a new port at the same USB
 * socket counts as the same port.  Call port_return_await() after the port was
 * closed.  Returns the path, which the caller frees.  Returns NULL after a
 * signal, or after printing a message.
 */
char *port_return_await(const struct port_before *, uint32_t wait_ms);

#endif
