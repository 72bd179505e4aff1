#ifndef LINE_ADDRESS_H
#define LINE_ADDRESS_H

/* What -p names: a device, a command, or a port of a host. */

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
	const char *command; /* exec, usb: what follows the colon in the text */
	char host[256];      /* the others; an IPv6 address has no brackets */
	char service[64];    /* a number, or a name from services(5) */
};

/* What address_parse() takes, for messages. */
#define ADDRESS_FORMS                                                          \
	"a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, "       \
	"telnet: or rfc2217: with HOST:PORT "                                  \
	"([HOST]:PORT for IPv6)"

/*
 * Returns false if it has one of the prefixes and nothing right after it; or,
 * with ADDRESS_UNKNOWN, if it begins with letters, digits and a colon, as in
 * "unix:x".
 */
bool address_parse(struct address *, const char *text);

#endif
