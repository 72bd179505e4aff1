#include <criterion/criterion.h>
#include <string.h>

#include "unit/parse_command.h"

/* Options that are wrong, and the messages about them. */

TestSuite(options, .init = parse_set_up);

Test(options, that_are_wrong_are_refused)
{
	static const char *const wrong[] = { "xsend", "xsend f g", "xsend -",
		"xrecv -", "xrecv a b", "xsend -p", "xsend --nothing f",
		"xrecv --byte-timeout=0.02", "xrecv --byte-timeout=61",
		"xsend --byte-timeout=1 f", "xsend --resend-after=0 f",
		"xsend -y --name=n f g", "xsend --name= f", "xrecv --pad=1",
		"xsend --size=1 f", "xsend -m 8N3 f", "xsend -m 8X1 f",
		"xsend -m 7E1 f", "xsend --pad=ff f", "xsend -p unix:x f",
		"xsend -p tcp:x f", "xsend -Qx f", "xsend --t f",
		"xsend --retries=-1 f", "xsend --128=1 f", "xsend -b 0 f" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct options o;

		cr_expect(!parse_command(&o, wrong[i]), "%s", wrong[i]);
		cr_expect(parse_status == 2, "%s", wrong[i]);
	}
}

Test(options, that_are_wrong_are_named_in_the_message)
{
	static const struct {
		const char *command, *message;
	} rows[] = {
		{ "xsend -v -Qx f", "-Q: no such option (--help lists them)" },
		{ "xsend --verbose -Qx f",
		    "-Q: no such option (--help lists them)" },
		{ "xsend --xmodem -Zq f",
		    "-Z: no such option (--help lists them)" },
		{ "xsend --nothing f",
		    "--nothing: no such option (--help lists them)" },
		{ "xsend --badud=9600 f",
		    "--badud=9600: no such option; did you mean --baud?" },
		{ "xsend --wiat=9 f",
		    "--wiat=9: no such option; did you mean --wait?" },
		{ "xrecv --xmodem f",
		    "--xmodem: no such option (--help lists them)" },
		{ "xsend --t f", "--t: ambiguous option; possible are --tail "
				 "--timeout --trace" },
		{ "xsend --verbose=1 f", "--verbose=1: takes no argument" },
		{ "xsend --128=1 f", "--128=1: takes no argument" },
		{ "xsend f -p", "-p: needs an argument" },
		{ "xsend f --port", "--port: needs an argument" },
		{ "xsend --pad=ff f",
		    "--pad=ff: not a number; did you mean 0xff?" },
		{ "xsend f g", "XMODEM sends one file; use -y for several" },
		{ "sx f g", "XMODEM sends one file; use --ymodem for several" },
		{ "xsend --pad=256 f", "--pad=256: not a number up to 255" },
		{ "xsend -m 7E1 f",
		    "--mode=7E1: XMODEM and YMODEM need eight data bits" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		message_divert(parse_take_message);
		cr_expect(!parse_command(&o, rows[i].command));
		cr_expect_str_eq(parse_said, rows[i].message);
	}
}

Test(options, with_an_unknown_kind_of_line_are_refused_with_a_message)
{
	struct options o;

	message_divert(parse_take_message);
	cr_expect(!parse_command(&o, "xsend -p ssh:host f"));
	cr_expect(strstr(parse_said, "--port=ssh:host: unknown kind of line") !=
		  NULL);
}

Test(options, that_are_wrong_set_nothing)
{
	struct options o;

	cr_expect(!parse_command(&o, "xsend -p unix:x f"));
	cr_expect(o.line.port == NULL);
	cr_expect(!parse_command(&o, "xsend -b 0 f"));
	cr_expect(o.line.baud == 115200 && !o.line.baud_given);
}
