#include "line/low_latency.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads the latency of the adapter in ms; 0: there is no such file. */
static uint32_t
read_time(const char *path)
{
	FILE *file = fopen(path, "r");
	unsigned ms = 0;

	if (file == NULL)
		return 0;
	if (fscanf(file, "%u", &ms) != 1)
		ms = 0;
	fclose(file);
	return ms;
}

void
low_latency_begin(struct line_latency *l, int fd, const char *path,
    const struct line_options *o)
{
	char real[PATH_MAX];

	*l = (struct line_latency){ .held_ms = 0 };
	l->lowered = !o->keep_latency && low_latency_set(fd);
	if (realpath(path, real) == NULL)
		return;
	snprintf(l->file, sizeof l->file,
	    "/sys/bus/usb-serial/devices/%.30s/latency_timer",
	    strrchr(real, '/') + 1);
	l->held_ms = read_time(l->file);
}

void
low_latency_end(struct line_latency *l, int fd)
{
	if (l->lowered)
		low_latency_clear(fd);
	l->lowered = false;
}
