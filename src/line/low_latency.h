#ifndef LINE_LOW_LATENCY_H
#define LINE_LOW_LATENCY_H

/*
 * USB serial adapters hold received bytes back in order to deliver more bytes
 * at once; adapters of FTDI hold them for 16 ms.  A protocol that waits for
 * each answer spends most of its time in that delay.  The Linux flag
 * ASYNC_LOW_LATENCY removes the delay.  Any user who may open the port may set
 * the flag.
 */

#include <stdbool.h>

#include "line/line.h"

/*
 * Sets the flag unless the options forbid it, and stores the latency that is
 * then in force.  `path` is the path of the device.
 */
void low_latency_begin(struct line_latency *, int fd, const char *path,
    const struct line_options *);

/* Clears the flag if low_latency_begin() has set it. */
void low_latency_end(struct line_latency *, int fd);

/*
 * Set and clear the flag.  low_latency_set() returns true if it has changed the
 * flag, and false if the flag was set before or the driver does not support it.
 */
bool low_latency_set(int fd);
void low_latency_clear(int fd);

#endif
