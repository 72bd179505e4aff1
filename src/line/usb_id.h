#ifndef LINE_USB_ID_H
#define LINE_USB_ID_H

/* A port by the identity of its USB device: "usb:0403:6001:A50285BI". */

#include <stdbool.h>
#include <stddef.h>

#include "line/ports.h"

struct usb_id {
	int vendor;
	int product;
	const char *serial; /* part of the text that was parsed; NULL: any */
};

/* What usb_id_parse() takes, for messages. */
#define USB_ID_FORM                                                            \
	"usb:VENDOR:PRODUCT or usb:VENDOR:PRODUCT:SERIAL, with four "          \
	"hexadecimal digits for each ID"

/*
 * Parses "0403:6001" or "0403:6001:SERIAL", the text behind "usb:".  Everything
 * after the second colon is the serial number.  Returns false if it is neither.
 */
bool usb_id_parse(struct usb_id *, const char *text);

bool usb_id_fits(const struct usb_id *, const struct port *);

/*
 * Puts the argument of -p into `text` that names port number `at` of these and
 * no other one: its USB IDs, these with its serial number, its link, or its
 * path.
 */
void usb_id_argument(
    const struct port *, size_t count, size_t at, char *text, size_t size);

/*
 * Finds the one port that fits the text behind "usb:".  Returns its path, which
 * the caller frees.  Returns NULL with `*several` false if no port fits; with
 * `*several` true after a message that lists the ports that fit.
 */
char *usb_id_find(const char *text, bool *several);

#endif
