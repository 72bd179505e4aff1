#ifndef LINE_PORTS_H
#define LINE_PORTS_H

/* The serial ports there are, as --list shows them. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What is unknown is NULL or -1. */
struct port {
	const char *path;
	const char *description;
	int usb_vendor;
	int usb_product;
	const char *serial;
	bool denied; /* to this user */
	char *link;  /* to it, in /dev/serial/by-id; of ports_find_link() */
};

/* The ports there are. */
struct port_list {
	struct port *ports;
	size_t count;
	void *found; /* the library's memory, to which the texts belong */
};

/*
 * Finds the ports there are.  Returns false without a message if that is not
 * possible.  The caller frees the list with ports_release().
 */
bool ports_get(struct port_list *);
void ports_release(struct port_list *);

/* Is a library built in that finds ports? */
extern const bool ports_can_be_found;

/*
 * Shows the ports there are on standard output, in columns or in JSON.  Returns
 * false after a message.
 */
bool ports_list(bool json);

/* Writes the ports in columns, aligned to the widest. */
void ports_columns(FILE *, const struct port *, size_t count);

/*
 * Is it a terminal device, such as a serial port or a pty?  It is not opened,
 * for that may reset a board.  A device that is not there is known by its name.
 */
bool ports_is_port(const char *path);

/* Is JSON built in? */
extern const bool ports_have_json;

/* Writes an array; only if ports_have_json. */
void ports_json(FILE *, const struct port *, size_t count);

/*
 * Finds the link in a directory that leads to a path.  Returns NULL if there is
 * none.  The caller frees it.
 */
char *ports_find_link(const char *directory, const char *path);

#endif
