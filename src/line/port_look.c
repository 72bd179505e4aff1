#include "line/port_look.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "line/port_find.h"
#include "line/port_hint.h"
#include "line/port_holder.h"
#include "line/port_lock.h"
#include "line/ports.h"

static bool
can_be_opened(const char *path, bool lock)
{
	struct stat st;

	if (stat(path, &st) == -1 || access(path, R_OK | W_OK) == -1) {
		port_hint_report(path);
		return false;
	}
	if (!ports_is_port(path)) {
		message("%s: not a serial port", path);
		return false;
	}
	if (!lock)
		return true;
	if (port_holder_has_lock(path)) {
		port_lock_report_holder(path);
		return false;
	}
	port_lock_warn_of_others(path);
	return true;
}

bool
port_look(const struct line_options *o, char **path)
{
	struct line_options now = *o;
	enum port_state state;

	*path = port_find_now(o->port, &state);
	if (o->wait_port_ms > 0 &&
	    (state == PORT_MISSING || state == PORT_DENIED)) {
		free(*path);
		*path = NULL;
		return true;
	}
	free(*path);
	now.wait_port_ms = 0;
	*path = port_find(&now);
	if (*path == NULL)
		return false;
	if (can_be_opened(*path, o->lock))
		return true;
	free(*path);
	*path = NULL;
	return false;
}
