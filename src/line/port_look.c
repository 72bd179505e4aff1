#include "line/port_look.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "line/port_holder.h"
#include "line/port_lock.h"
#include "line/ports.h"

bool
port_look(const char *path, bool lock)
{
	struct stat st;

	if (stat(path, &st) == -1 || access(path, R_OK | W_OK) == -1) {
		message_errno("%s", path);
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
