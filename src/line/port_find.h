#ifndef LINE_PORT_FIND_H
#define LINE_PORT_FIND_H

/* Finds the device that -p names, and waits for it if necessary. */

#include <stdbool.h>
#include <stdint.h>

#include "line/line.h"

enum port_state {
	PORT_READY,    /* the device exists and may be opened */
	PORT_MISSING,  /* the device does not exist */
	PORT_DENIED,   /* this user may not open the device (yet) */
	PORT_AMBIGUOUS /* several devices have the USB identity; a message was
			  printed */
};

/*
 * Finds the device that a path or "usb:..." names, without opening it.  Returns
 * its path, which the caller frees, or NULL if there is no such device.
 */
char *port_find_now(const char *name, enum port_state *);

/*
 * Finds the device that the options name.  With `wait_port_ms`, waits until the
 * device exists and may be opened.  Returns its path, which the caller frees.
 * Returns NULL after a signal, or after printing a message.
 */
char *port_find(const struct line_options *);

/* Waits for some milliseconds.  Returns false if a signal has come. */
bool port_pause(uint32_t ms);

#endif
