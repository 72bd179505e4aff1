#include "systems/guest_ports.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <time.h>

const struct guest_port guest_ports[GUEST_PORTS] = { { UART, "uart-end" },
	{ ADAPTER, "adapter-end" } };
struct guest guest;

void
guest_set_up(void)
{
	sandbox_open("");
	sandbox_make("f", GUEST_FILE_LEN);
	guest_open(&guest);
}

void
guest_tear_down(void)
{
	guest_close(&guest);
	sandbox_close();
}

long
guest_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
guest_open_port(const char *port, const char *options)
{
	return guest_run(
	    &guest, "xrecv -p %s --wait=0.2 %s out", port, options);
}

void
guest_run_beside(const char *port, const char *options, const char *command)
{
	guest_run(&guest,
	    "xrecv -v -p %s --wait=100 %s out 2>log & "
	    "until grep -q state log; do sleep 0.1; done; rm log; "
	    "%s; kill $!; wait $!",
	    port, options, command);
}

void
guest_plug_in(const char *id, int socket)
{
	char end[32], command[160];

	snprintf(end, sizeof end, "%s-end", id);
	sandbox_line("", id, end);
	snprintf(command, sizeof command, "chardev-add serial,id=%s,path=%s",
	    id, id);
	guest_change(&guest, command);
	snprintf(command, sizeof command,
	    "device_add usb-serial,chardev=%s,id=usb-%s,always-plugged=on,"
	    "port=%d",
	    id, id, socket);
	guest_change(&guest, command);
}
