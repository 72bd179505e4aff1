#include "line/any_rate.h"

#include <errno.h>

/* In place of any_rate.c where the system has only named rates. */

bool
any_rate_set(int fd, uint32_t baud, uint32_t *got)
{
	(void)fd;
	(void)baud;
	(void)got;
	errno = ENOSYS;
	return false;
}
