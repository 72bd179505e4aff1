#include "line/any_rate.h"

/*
 * Linux has ioctls for any rate.  This file must not include termios.h, because
 * the header of the ioctls conflicts with it.
 */

#include <asm/termbits.h>
#include <sys/ioctl.h>

bool
any_rate_set(int fd, uint32_t baud, uint32_t *got)
{
	struct termios2 t;

	if (ioctl(fd, TCGETS2, &t) == -1)
		return false;
	t.c_cflag &= ~(tcflag_t)(CBAUD | CBAUD << IBSHIFT);
	t.c_cflag |= BOTHER | BOTHER << IBSHIFT;
	t.c_ispeed = t.c_ospeed = baud;
	if (ioctl(fd, TCSETS2, &t) == -1 || ioctl(fd, TCGETS2, &t) == -1)
		return false;
	*got = t.c_ospeed;
	return true;
}
