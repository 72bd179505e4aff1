#include <criterion/criterion.h>

#include "line/port_hint.h"

/* The next step that is suggested when a port cannot be opened. */

static char text[PORT_HINT_SIZE];

Test(port_hint, says_that_there_are_no_ports)
{
	port_hint_missing(text, NULL, 0);

	cr_expect_str_eq(text, "this machine has no serial ports: is the "
			       "adapter plugged in?");
}

Test(port_hint, names_the_ports_that_are_there)
{
	static const struct port ports[] = {
		{ .path = "/dev/ttyACM0", .description = "Arduino \x1b" },
		{ .path = "/dev/ttyS0" }
	};

	port_hint_missing(text, ports, 1);
	cr_expect_str_eq(text, "the port is /dev/ttyACM0 Arduino \\x1b");
	port_hint_missing(text, ports, 2);
	cr_expect_str_eq(
	    text, "the ports are /dev/ttyACM0 Arduino \\x1b, /dev/ttyS0");
}

Test(port_hint, names_four_of_many_ports)
{
	static const struct port ports[20] = { { .path = "a" }, { .path = "b" },
		{ .path = "c" }, { .path = "d" }, { .path = "e" } };

	port_hint_missing(text, ports, 5);

	cr_expect_str_eq(
	    text, "the ports are a, b, c, d and 1 more; see --list");
}

Test(port_hint, asks_if_a_name_in_dev_was_meant)
{
	cr_expect(port_hint_meant(text, "ttyUSB0"));
	cr_expect_str_eq(text, "did you mean /dev/ttyUSB0?");
	cr_expect(!port_hint_meant(text, "/dev/ttyUSB0"));
	cr_expect(!port_hint_meant(text, "firmware.bin"));
}

Test(port_hint, names_the_group_that_may_use_the_port)
{
	struct stat st = { .st_mode = S_IFCHR | 0660, .st_gid = 0 };

	port_hint_denied(text, &st);
	cr_expect_str_eq(text, "add yourself to group root: sudo usermod -aG "
			       "root $USER, then log in again");
	st.st_mode = S_IFCHR | 0600;
	port_hint_denied(text, &st);
	cr_expect_str_eq(
	    text, "no group may use this port: ask the administrator");
}
