#ifndef LINE_USB_ID_H
#define LINE_USB_ID_H

/* Finds a port by the IDs of its USB device, as in usb:0403:6001:A50285BI. */

#include <stdbool.h>
#include <stddef.h>

#include "line/ports.h"

struct usb_id {
	int vendor;
	int product;
	const char *serial; /* serial number, a part of the parsed text; NULL:
			       any serial number */
};

/* The forms that usb_id_parse() accepts, for messages. */
#define USB_ID_FORM                                                            \
	"usb:VENDOR:PRODUCT or usb:VENDOR:PRODUCT:SERIAL, with four "          \
	"hexadecimal digits for each ID"

/*
 * Parses the text after "usb:": "0403:6001" or "0403:6001:SERIAL".  Everything
 * after the second colon is the serial number.  Returns false for other text.
 */
bool usb_id_parse(struct usb_id *, const char *text);

/* Returns true if the port has these IDs and this serial number. */
bool usb_id_fits(const struct usb_id *, const struct port *);

/*
 * Writes an argument for -p that names port number `at` and no other port.
 * Uses the first of these texts that is possible: the USB IDs of the port, its
 * USB IDs and serial number, its link, its path.
 */
void usb_id_argument(
    const struct port *, size_t count, size_t at, char *text, size_t size);

/*
 * Finds the only port that matches the text after "usb:".  Returns its path,
 * which the caller frees.  Returns NULL with `*several` false if no port
 * matches.  Returns NULL with `*several` true after printing a message that
 * lists all matching ports.
 */
char *usb_id_find(const char *text, bool *several);

#endif
