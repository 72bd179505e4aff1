#ifndef LINE_PORT_FIND_H
#define LINE_PORT_FIND_H

/* The device that -p names, which may not be there yet. */

#include <stdbool.h>
#include <stdint.h>

#include "line/line.h"

enum port_state {
	PORT_READY,
	PORT_MISSING,
	PORT_DENIED,   /* there, but this user may not open it (yet) */
	PORT_AMBIGUOUS /* several have this USB identity; a message said so */
};

/*
 * Finds the device that a path or "usb:..." names now.  The device is not
 * opened.  Returns its path, which the caller frees, or NULL if there is none.
 */
char *port_find_now(const char *name, enum port_state *);

/*
 * Finds the device that the options name.  With `wait_port_ms`, waits until it
 * is there and may be opened.  Returns its path, which the caller frees; NULL
 * after a message, or if a signal has come.
 */
char *port_find(const struct line_options *);

/* Waits for some milliseconds.  Returns false if a signal has come. */
bool port_pause(uint32_t ms);

#endif
