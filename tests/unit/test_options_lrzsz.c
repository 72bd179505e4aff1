#include <criterion/criterion.h>

#include "unit/parse_command.h"

/* Options of a program that is called by one of the names of lrzsz. */

TestSuite(options, .init = parse_set_up);

Test(options, take_the_protocol_from_the_name_of_the_program)
{
	static const struct {
		const char *command;
		bool ymodem;
	} rows[] = { { "sb f", true }, { "lsb f", true }, { "sx f", false },
		{ "lsx f", false }, { "/usr/bin/sb f", true } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		cr_expect(parse_command(&o, rows[i].command));
		cr_expect(o.xm.ymodem == rows[i].ymodem, "%s", rows[i].command);
	}
}

Test(options, of_lrzsz_are_accepted_under_the_names_of_lrzsz)
{
	static const char *const accepted[] = { "sx -vv f", "sb -vv f",
		"rx -vv f", "rb -vv", "rb -vv -E", "rb -vv -b -E", "sx -k -b f",
		"lsb -b -y -E -n -N -L 1024 -w 8192 f", "lsx -q -X f",
		"lrx -b -q -X f", "lrb --ymodem -R -t 600 -B 8192",
		"sb --binary --restricted f", "sb -y -- f g" };
	struct options o;

	for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
		cr_expect(parse_command(&o, accepted[i]), "%s", accepted[i]);
	parse_command(&o, "sx -vvkq f");
	cr_expect(o.verbose && o.quiet && o.xm.block_len == 1024);
	parse_command(&o, "sb -X f");
	cr_expect(!o.xm.ymodem);
	parse_command(&o, "rb -E");
	cr_expect(o.sink.destination.on_exists == EXISTS_RENAME);
	parse_command(&o, "rb -p");
	cr_expect(
	    o.sink.destination.on_exists == EXISTS_SKIP && o.line.port == NULL);
	parse_command(&o, "rb -y");
	cr_expect(o.sink.destination.on_exists == EXISTS_OVERWRITE);
	parse_command(&o, "rx -c f");
	cr_expect(o.xm.check == XM_CHECK_CRC);
}

/*
 * Scripts that run rx expect that rx replaces an existing file. rb does not
 * replace files, because the sender chooses their names.
 */
Test(options, of_lrzsz_replace_a_file_that_is_named_for_xmodem)
{
	static const struct {
		const char *command;
		enum destination_exists on_exists;
	} rows[] = { { "rx f", EXISTS_OVERWRITE },
		{ "lrx -b f", EXISTS_OVERWRITE },
		{ "rb -X f", EXISTS_OVERWRITE },
		{ "rb --xmodem f", EXISTS_OVERWRITE }, { "rb f", EXISTS_FAIL },
		{ "rx", EXISTS_FAIL }, { "rx -E f", EXISTS_RENAME },
		{ "rx -p f", EXISTS_SKIP }, { "xrecv f", EXISTS_FAIL },
		{ "rx --on-exists=fail f", EXISTS_FAIL } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		cr_expect(parse_command(&o, rows[i].command));
		cr_expect(o.sink.destination.on_exists == rows[i].on_exists,
		    "%s", rows[i].command);
	}
}

Test(options, of_lrzsz_do_not_disable_long_options)
{
	struct options o;

	cr_expect(
	    parse_command(&o, "sb -vv --port=/dev/x --baud=9600 --name=n f"));
	cr_expect_str_eq(o.line.port, "/dev/x");
	cr_expect(o.line.baud == 9600);
	cr_expect_str_eq(o.name, "n");
}

Test(options, of_lrzsz_that_cannot_be_obeyed_are_refused)
{
	static const char *const refused[] = { "sx -a f", "sb --ascii f",
		"rx -a f", "rb -va", "sb -Z f", "rb --zmodem", "rb -D",
		"sx -c ls", "sb -p /dev/x f", "sb -u f", "rb -+", "xsend -b f",
		"xsend -E f" };
	struct options o;

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		cr_expect(!parse_command(&o, refused[i]), "%s", refused[i]);
		cr_expect(parse_status == 2, "%s", refused[i]);
	}
}
