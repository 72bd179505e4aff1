#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "line/line.h"
#include "line/socket.h"

/* A port of a host that passes bytes as they are. */

static void
close_tcp(struct line *line)
{
	socket_close(line->in_fd, line->hurried);
	free(line->name);
	free(line);
}

struct line *
line_tcp_open(const struct line_options *o, const struct address *address)
{
	struct line *line = calloc(1, sizeof *line);

	if (line == NULL || (line->name = strdup(o->port)) == NULL) {
		message_errno("%s", o->port);
		free(line);
		return NULL;
	}
	line->in_fd = line->out_fd = socket_connect(o, address);
	if (line->in_fd == -1) {
		free(line->name);
		free(line);
		return NULL;
	}
	line->read = line_fd_read;
	line->write = line_fd_write;
	line->close = close_tcp;
	return line;
}
