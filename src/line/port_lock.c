#include "line/port_lock.h"

#include <errno.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include "base/message.h"
#include "line/port_holder.h"

enum { HOLDER_SIZE = 128 };

void
port_lock_report_holder(const char *path)
{
	char holder[HOLDER_SIZE];

	if (port_holder_find(path, holder, sizeof holder))
		message("%s: in use (by %s)", path, holder);
	else
		message("%s: in use", path);
}

void
port_lock_warn_of_others(const char *path)
{
	char holder[HOLDER_SIZE];

	if (port_holder_find(path, holder, sizeof holder))
		message_warning("%s: %s has this port open, too, and may read "
				"a part of the data",
		    path, holder);
}

bool
port_lock_take(int fd, const char *path)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return true;
	port_lock_report_holder(path);
	return false;
}

bool
port_lock_exclude(int fd, const char *path)
{
	if (ioctl(fd, TIOCEXCL) == 0)
		return true;
	message_errno("%s: cannot lock", path);
	return false;
}

bool
port_lock_is_exclusive(int fd)
{
	int exclusive = 0;

#ifdef TIOCGEXCL
	if (ioctl(fd, TIOCGEXCL, &exclusive) == -1)
		exclusive = 0;
#else
	(void)fd;
#endif
	return exclusive != 0;
}

void
port_lock_release(int fd)
{
	ioctl(fd, TIOCNXCL);
	flock(fd, LOCK_UN);
}
