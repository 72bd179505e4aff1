#include <linux/serial.h>
#include <sys/ioctl.h>

#include "line/low_latency.h"

static const int flag = (int)ASYNC_LOW_LATENCY;

bool
low_latency_set(int fd)
{
	struct serial_struct port;

	if (ioctl(fd, TIOCGSERIAL, &port) == -1 ||
	    (port.flags & flag) != 0)
		return false;
	port.flags |= flag;
	/* Some drivers accept any flag but do not set it: read it back. */
	return ioctl(fd, TIOCSSERIAL, &port) == 0 &&
	       ioctl(fd, TIOCGSERIAL, &port) == 0 &&
	       (port.flags & flag) != 0;
}

void
low_latency_clear(int fd)
{
	struct serial_struct port;

	if (ioctl(fd, TIOCGSERIAL, &port) == -1)
		return;
	port.flags &= ~flag;
	(void)ioctl(fd, TIOCSSERIAL, &port);
}
