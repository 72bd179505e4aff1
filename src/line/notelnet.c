#include <stddef.h>

#include "base/message.h"
#include "line/line.h"

/* In place of line_telnet.c in a build without libtelnet. */

struct line *
line_telnet_open(const struct line_options *o, const struct address *address)
{
	(void)address;
	message("%s: built without libtelnet", o->port);
	return NULL;
}
