#include "line/port_find.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"
#include "line/usb_id.h"

enum { STEP_MS = 100 };

static const char usb[] = "usb:";

static bool
is_usb(const char *name)
{
	return strncmp(name, usb, sizeof usb - 1) == 0;
}

/* Does not open the port, because opening may reset a board. */
static enum port_state
state_of(const char *path)
{
	if (access(path, R_OK | W_OK) == 0)
		return PORT_READY;
	switch (errno) {
	case EACCES:
		return PORT_DENIED;
	case ENODEV:
	case ENOENT:
	case ENOTDIR:
	case ENXIO:
		return PORT_MISSING;
	}
	return PORT_READY; /* open(2) will report any other error */
}

char *
port_find_now(const char *name, enum port_state *state)
{
	bool several = false;
	char *path = is_usb(name) ? usb_id_find(name + sizeof usb - 1, &several)
				  : strdup(name);

	if (path != NULL)
		*state = state_of(path);
	else
		*state = several ? PORT_AMBIGUOUS : PORT_MISSING;
	return path;
}

bool
port_pause(uint32_t ms)
{
	struct pollfd fd = { .fd = signals_fd(), .events = POLLIN };

	return poll(&fd, 1, (int)ms) == 0;
}

/*
 * Prints a message about a missing port and returns true.  Returns false for a
 * path without --wait-port: tty_open() then reports that the path is missing.
 */
static bool
report_missing(const struct line_options *o)
{
	if (o->wait_port_ms > 0)
		message("%s: no such port within %g s (--list shows all ports)",
		    o->port, o->wait_port_ms / 1000.0);
	else if (is_usb(o->port))
		message("%s: no port has this USB identity (--list shows all "
			"ports, --wait-port waits for one)",
		    o->port);
	else
		return false;
	return true;
}

/* Returns false if a signal has come. */
static bool
wait_for_port(const struct line_options *o, char **path, enum port_state *state)
{
	uint32_t begun_ms = clock_ms();

	if (!o->quiet)
		message_note(
		    "%s: waiting for the port (Ctrl-C cancels)", o->port);
	while ((*state == PORT_MISSING || *state == PORT_DENIED) &&
	       clock_ms() - begun_ms < o->wait_port_ms) {
		if (!port_pause(STEP_MS))
			return false;
		free(*path);
		*path = port_find_now(o->port, state);
	}
	return true;
}

char *
port_find(const struct line_options *o)
{
	enum port_state state;
	char *path;
	bool waits, failed;

	if (is_usb(o->port) && !ports_can_be_found) {
		message("%s: built without libserialport, which finds ports by "
			"their USB identity (name the device, as in -p "
			"/dev/ttyUSB0)",
		    o->port);
		return NULL;
	}
	path = port_find_now(o->port, &state);
	waits = o->wait_port_ms > 0 &&
		(state == PORT_MISSING || state == PORT_DENIED);
	failed = (waits && !wait_for_port(o, &path, &state)) ||
		 (state == PORT_MISSING && report_missing(o)) ||
		 state == PORT_AMBIGUOUS;
	if (!failed)
		return path;
	free(path);
	return NULL;
}
