#ifndef LINE_PORTS_H
#define LINE_PORTS_H

/* Finds and lists the serial ports of this machine, for --list and hints. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A serial port.  Unknown values are NULL or -1. */
struct port {
	const char *path;        /* path of the device */
	const char *description; /* name that the device reports */
	int usb_vendor;          /* USB vendor ID, 0 to 0xffff */
	int usb_product;         /* USB product ID, 0 to 0xffff */
	const char *serial;      /* serial number of the USB device */
	bool denied;             /* this user may not open the port */
	char *link; /* link in /dev/serial/by-id, from ports_find_link() */
};

struct port_list {
	struct port *ports;
	size_t count;
	void *found; /* libserialport list; owns all texts but `link` */
};

/*
 * Finds all ports.  Returns false, without a message, if the library is missing
 * or fails.  The caller frees the list with ports_release().
 */
bool ports_get(struct port_list *);
void ports_release(struct port_list *);

/* True if libserialport, which finds ports, is built in. */
extern const bool ports_can_be_found;

/*
 * Prints all ports on standard output, in columns or in JSON.  Returns false
 * after printing a message.
 */
bool ports_list(bool json);

/* Writes the ports in aligned columns. */
void ports_columns(FILE *, const struct port *, size_t count);

/*
 * Returns true for a terminal device, such as a serial port or a pty.  Does not
 * open the device, because opening may reset a board.  If the path does not
 * exist, its name decides.
 */
bool ports_is_port(const char *path);

/* True if JSON is built in. */
extern const bool ports_have_json;

/* Writes the ports as a JSON array.  Needs ports_have_json. */
void ports_json(FILE *, const struct port *, size_t count);

/*
 * Finds a symbolic link in `directory` that leads to `path`.  Returns the path
 * of the link, which the caller frees, or NULL if there is no such link.
 */
char *ports_find_link(const char *directory, const char *path);

#endif
