#include "line/low_latency.h"

bool
low_latency_set(int fd)
{
	(void)fd;
	return false;
}

void
low_latency_clear(int fd)
{
	(void)fd;
}
