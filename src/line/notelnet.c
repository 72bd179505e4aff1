#include <stddef.h>

#include "base/message.h"
#include "line/kind.h"

/* Replaces telnet.c and rfc2217.c in a build without libtelnet. */

static struct line *
refuse(const struct line_options *o)
{
	message("%s: built without libtelnet", o->port);
	return NULL;
}

struct line *
line_telnet_open(const struct line_options *o, const struct address *address)
{
	(void)address;
	return refuse(o);
}

struct line *
line_rfc2217_open(const struct line_options *o, const struct address *address)
{
	(void)address;
	return refuse(o);
}
