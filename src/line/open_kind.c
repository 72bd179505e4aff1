#include <stdlib.h>

#include "base/message.h"
#include "line/address.h"
#include "line/kind.h"
#include "line/port_find.h"
#include "line/port_return.h"

/* Opens the kind of line that -p names. */

/* Opens a device with libserialport, or as a tty if the library cannot. */
static struct line *
open_device(const struct line_options *options)
{
	struct line_options found = *options;
	char *path = port_find(options);
	struct line *line = NULL;

	found.port = path;
	if (path != NULL)
		line = line_serial_knows(path) ? line_serial_open(&found)
					       : line_tty_open(&found);
	if (line != NULL)
		line->before =
		    port_before_note(options->port, path, line->in_fd);
	free(path);
	return line;
}

struct line *
line_kind_open(const struct line_options *options)
{
	struct address address;

	if (options->port == NULL)
		return line_stdio_open();
	if (!address_parse(&address, options->port)) {
		message("%s: not " ADDRESS_FORMS, options->port);
		return NULL;
	}
	switch (address.kind) {
	case ADDRESS_DEVICE:
	case ADDRESS_USB:
		return open_device(options);
	case ADDRESS_EXEC:
		return line_exec_open(options, &address);
	case ADDRESS_TCP:
		return line_tcp_open(options, &address);
	case ADDRESS_TELNET:
		return line_telnet_open(options, &address);
	case ADDRESS_RFC2217:
		return line_rfc2217_open(options, &address);
	case ADDRESS_UNKNOWN: /* not reached: address_parse() fails */
		break;
	}
	return NULL;
}
