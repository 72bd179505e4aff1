#include "base/message.h"
#include "line/kind.h"
#include "line/ports.h"

/* Replaces serial.c and ports_serial.c in a build without libserialport. */

bool
line_serial_knows(const char *path)
{
	(void)path;
	return false;
}

struct line *
line_serial_open(const struct line_options *options)
{
	return line_tty_open(options);
}

const bool ports_can_be_found = false;

bool
ports_get(struct port_list *list)
{
	*list = (struct port_list){ .count = 0 };
	return false;
}

void
ports_release(struct port_list *list)
{
	(void)list;
}

bool
ports_list(bool json)
{
	(void)json;
	message("--list: built without libserialport");
	return false;
}
