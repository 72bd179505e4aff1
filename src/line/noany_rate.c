#include "line/any_rate.h"

#include <errno.h>

/* Replaces any_rate.c on systems that have only the rates of termios(3). */

bool
any_rate_set(int fd, uint32_t baud, uint32_t *got)
{
	(void)fd;
	(void)baud;
	(void)got;
	errno = ENOSYS;
	return false;
}
