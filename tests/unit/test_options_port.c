#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "unit/parse_command.h"

/* Commands that lack the option -p although they need it. */

TestSuite(options, .init = parse_set_up);

/* The ports do not exist, but the program recognises a port by its name. */
Test(options, that_lack_a_p_are_suggested_with_it)
{
	static const struct {
		const char *command, *message;
	} rows[] = {
		{ "xsend -y /dev/ttyNONE f",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "xsend -y -p /dev/ttyNONE f" },
		{ "xsend f /dev/ttyNONE -b 9600 g",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "xsend -b 9600 -y -p /dev/ttyNONE f g" },
		{ "sx /dev/ttyNONE f g",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "sx --ymodem --port=/dev/ttyNONE f g" },
		{ "xsend --name=x /dev/ttyNONE f g",
		    "/dev/ttyNONE is a port, not a file; name it with -p" },
		{ "xsend -y /dev/ttyNONE - -",
		    "/dev/ttyNONE is a port, not a file; name it with -p" },
		{ "xsend /dev/ttyNONE /dev/ttyNONE2",
		    "/dev/ttyNONE is a port, not a file; name it with -p" },
		{ "xrecv /dev/ttyNONE f g",
		    "/dev/ttyNONE is a port, not a file; name it with -p" },
		{ "xsend tcp:host:1 f",
		    "tcp:host:1 is a port, not a file; use: "
		    "xsend -p tcp:host:1 f" },
		{ "xsend f telnet:[::1]:23",
		    "telnet:[::1]:23 is a port, not a file; use: "
		    "xsend -p 'telnet:[::1]:23' f" },
		{ "xrecv rfc2217:host:1",
		    "rfc2217:host:1 is a port, not a file; use: "
		    "xrecv -p rfc2217:host:1" },
		{ "/opt/xsend --name=$x -y /dev/ttyNONE ~f",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "/opt/xsend '--name=$x' -y -p /dev/ttyNONE '~f'" },
		{ "xsend -k -- /dev/ttyNONE -f",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "xsend -p /dev/ttyNONE -k -- -f" },
		{ "xsend /dev/ttyNONE",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "xsend -p /dev/ttyNONE FILE" },
		{ "xsend -p /dev/x /dev/ttyNONE",
		    "/dev/ttyNONE is a port, not a file (/dev/x is "
		    "already the line)" },
		{ "xrecv /dev/ttyNONE",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "xrecv -p /dev/ttyNONE" },
		{ "xrecv -o /dev/ttyNONE it's",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "xrecv -o -p /dev/ttyNONE 'it'\\''s'" },
		{ "sb -vv /dev/ttyNONE f",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "sb -vv --port=/dev/ttyNONE f" },
		{ "rx /dev/ttyNONE f",
		    "/dev/ttyNONE is a port, not a file; use: "
		    "rx --port=/dev/ttyNONE f" },
		{ "xsend /dev/ttyNONE \033[2J",
		    "/dev/ttyNONE is a port, not a file; name it with -p" },
	};

	message_divert(parse_take_message);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		cr_expect(!parse_command(&o, rows[i].command));
		cr_expect(parse_status == 2);
		cr_expect_str_eq(parse_said, rows[i].message);
	}
}

Test(options, that_lack_a_p_are_not_suggested_in_too_long_a_command)
{
	char command[1024];
	struct options o;

	message_divert(parse_take_message);
	memset(command, 'x', sizeof command - 1);
	command[sizeof command - 1] = '\0';
	memcpy(command, "xsend /dev/ttyNONE ", 19);

	cr_expect(!parse_command(&o, command));
	cr_expect_str_eq(
	    parse_said, "/dev/ttyNONE is a port, not a file; name it with -p");
}

Test(options, need_option_p_if_a_standard_descriptor_is_not_a_line)
{
	static const struct {
		const char *command, *path;
		int fd;
		const char *message;
	} rows[] = {
		{ "xsend f", "/dev/null", STDIN_FILENO,
		    "standard input is /dev/null, not a line; name the line, "
		    "as in -p /dev/ttyUSB0" },
		{ "xrecv", "/proc/version", STDIN_FILENO,
		    "standard input is a file, not a line; name the line, as "
		    "in -p /dev/ttyUSB0" },
		{ "sb f", "/", STDIN_FILENO,
		    "standard input is a directory, not a line; name the "
		    "line, as in --port=/dev/ttyUSB0" },
		{ "xrecv", "/proc/version", STDOUT_FILENO,
		    "standard output is a file, not a line; name the line, as "
		    "in -p /dev/ttyUSB0" },
	};
	struct options o;

	message_divert(parse_take_message);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		parse_set_up();
		cr_assert(parse_command(&o, rows[i].command));
		cr_assert(dup2(open(rows[i].path, O_RDONLY), rows[i].fd) != -1);

		cr_expect(!parse_command(&o, rows[i].command));
		cr_expect(parse_status == 2);
		cr_expect_str_eq(parse_said, rows[i].message);
	}
	cr_expect(parse_command(&o, "xsend -p /dev/x f"));
}
