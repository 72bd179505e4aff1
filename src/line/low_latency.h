#ifndef LINE_LOW_LATENCY_H
#define LINE_LOW_LATENCY_H

/*
 * USB serial adapters hold received bytes back to pass on more at once, FTDI's
 * for 16 ms.  In a protocol that waits for each answer, that is most of the
 * time.  Linux has a flag for a port, ASYNC_LOW_LATENCY, that ends it, and any
 * user who may open the port may set it.
 */

#include <stdbool.h>

#include "line/line.h"

/*
 * Sets the flag unless the options keep it, and finds out what is in force.
 * The path is the device's.
 */
void low_latency_begin(struct line_latency *, int fd, const char *path,
    const struct line_options *);

/* Restores what was before. */
void low_latency_end(struct line_latency *, int fd);

/*
 * The flag itself.  Setting it returns true if the port did not have it and has
 * it now.
 */
bool low_latency_set(int fd);
void low_latency_clear(int fd);

#endif
