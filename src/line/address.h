#ifndef LINE_ADDRESS_H
#define LINE_ADDRESS_H

/* Parses the argument of -p: a device, a command, or a TCP port of a host. */

#include <stdbool.h>

enum address_kind {
	ADDRESS_DEVICE,
	ADDRESS_EXEC,
	ADDRESS_USB,
	ADDRESS_TCP,
	ADDRESS_TELNET,
	ADDRESS_RFC2217,
	ADDRESS_UNKNOWN
};

struct address {
	enum address_kind kind;
	const char *command; /* text after the prefix; a part of the text that
				address_parse() got */
	char host[256];      /* tcp, telnet, rfc2217: host, without brackets */
	char service[64];    /* port number, or a name from services(5) */
};

/* The forms that address_parse() accepts, for messages. */
#define ADDRESS_FORMS                                                          \
	"a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, "       \
	"telnet: or rfc2217: with HOST:PORT "                                  \
	"([HOST]:PORT for IPv6)"

/*
 * Parses an address.  Returns false if the text after a known prefix is wrong.
 * Returns false with ADDRESS_UNKNOWN if the prefix is unknown, as in "unix:x".
 * All other text is a device.
 */
bool address_parse(struct address *, const char *text);

#endif
