#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "line/usb_socket.h"

/* A copy of sysfs with one adapter, and one board that has two ports. */

static char directory[] = "/tmp/xsend-sockets-XXXXXX";

static void
run(const char *command)
{
	cr_assert(system(command) == 0);
}

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL);
	cr_assert(chdir(directory) == 0);
	run("mkdir -p class/ttyS0 class/ttyUSB0 class/ttyACM0 class/ttyACM1 "
	    "class/tty0 devices/pnp0/00:01 "
	    "devices/pci0000:00/0000:00:1d.0/usb2/2-1/2-1.4/2-1.4:1.0/ttyUSB0 "
	    "devices/pci0000:00/0000:00:1d.0/usb2/2-2/2-2:1.0 "
	    "devices/pci0000:00/0000:00:1d.0/usb2/2-2/2-2:1.2");
	run("p=../../devices/pci0000:00/0000:00:1d.0/usb2;"
	    "ln -s ../../devices/pnp0/00:01 class/ttyS0/device;"
	    "ln -s $p/2-1/2-1.4/2-1.4:1.0/ttyUSB0 class/ttyUSB0/device;"
	    "ln -s $p/2-2/2-2:1.0 class/ttyACM0/device;"
	    "ln -s $p/2-2/2-2:1.2 class/ttyACM1/device;"
	    "touch ttyS0 ttyUSB0 ttyACM0 ttyACM1 tty0; ln -s ttyACM0 board");
}

static void
tear_down(void)
{
	char command[PATH_MAX];

	snprintf(command, sizeof command, "rm -r %s", directory);
	run(command);
}

TestSuite(usb_socket, .init = set_up, .fini = tear_down);

static const char *
socket_of(const char *port)
{
	static char socket[PATH_MAX];

	if (!usb_socket_of("class", port, socket, sizeof socket))
		return NULL;
	return strrchr(socket, '/') + 1;
}

Test(usb_socket, of_a_port_is_the_path_of_its_USB_device)
{
	cr_expect_str_eq(socket_of("ttyUSB0"), "2-1.4");
	cr_expect_str_eq(socket_of("ttyACM0"), "2-2");
	cr_expect_str_eq(socket_of("ttyACM1"), "2-2");
	cr_expect_str_eq(socket_of("board"), "2-2");
}

Test(usb_socket, is_unknown_of_a_port_that_is_missing_or_not_on_usb)
{
	cr_expect(socket_of("ttyS0") == NULL);
	cr_expect(socket_of("tty0") == NULL);
	cr_expect(socket_of("ttyUSB9") == NULL);
	cr_expect(!usb_socket_of("nothing", "ttyUSB0", (char[9]){ 0 }, 9));
}

Test(usb_socket, has_the_ports_that_are_plugged_into_it)
{
	char socket[PATH_MAX];
	char **names;

	cr_assert(usb_socket_of("class", "ttyACM1", socket, sizeof socket));
	names = usb_socket_names("class", socket);
	cr_assert(names != NULL);
	cr_expect_str_eq(names[0], "ttyACM0");
	cr_expect_str_eq(names[1], "ttyACM1");
	cr_expect(names[2] == NULL);
	usb_socket_free(names);
	cr_expect(usb_socket_names("class", "/elsewhere") == NULL);
	cr_expect(usb_socket_names("nothing", socket) == NULL);
}
