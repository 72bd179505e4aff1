#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "line/kind.h"
#include "line/socket.h"

/* A TCP port of a host, which transmits bytes unchanged. */

static void
close_tcp(struct line *line, bool hurried)
{
	socket_close(line->in_fd, hurried);
	free(line->name);
	free(line);
}

static const struct line_operations operations = {
	.read = line_fd_read, .write = line_fd_write, .close = close_tcp
};

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
	line->operations = &operations;
	return line;
}
