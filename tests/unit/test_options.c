#include <criterion/criterion.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/message.h"
#include "cli/options.h"

/* Standard input and output can be the line. */
static void
set_up(void)
{
	int ends[2];

	cr_assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	cr_assert(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	cr_assert(dup2(ends[0], STDOUT_FILENO) == STDOUT_FILENO);
}

TestSuite(options, .init = set_up);

/* Parses a command line, which is split at blanks. */
static int status;

static bool
parse(struct options *o, const char *command)
{
	static char words[1024];
	static char *argv[32];
	int argc = 0;

	strcpy(words, command);
	for (char *w = strtok(words, " "); w != NULL; w = strtok(NULL, " "))
		argv[argc++] = w;
	argv[argc] = NULL;
	optind = 0; /* glibc: start from the beginning */
	message_init(argv[0]);
	return options_parse(o,
	    strchr(argv[0], 'r') != NULL && strchr(argv[0], 's') == NULL
		? TOOL_XRECV
		: TOOL_XSEND,
	    argc, argv, &status);
}

Test(options, have_defaults)
{
	struct options o;

	cr_assert(parse(&o, "xsend f"));

	cr_expect(o.line.port == NULL);
	cr_expect(o.line.baud == 115200 && !o.line.baud_given);
	cr_expect(o.line.data_bits == 8 && o.line.stop_bits == 1);
	cr_expect(o.line.parity == PARITY_NONE && o.line.flow == FLOW_NONE);
	cr_expect(o.line.dtr == SIGNAL_KEEP && o.line.rts == SIGNAL_KEEP);
	cr_expect(o.line.lock);
	cr_expect(!o.xm.ymodem && o.xm.block_len == 128 && o.xm.pad == 0x1a);
	cr_expect(o.xm.wait_ms == 120000 && o.xm.timeout_ms == 60000);
	cr_expect(o.xm.retries == 25);
	cr_expect(o.file_count == 1);
	cr_expect_str_eq(o.files[0], "f");
}

Test(options, of_the_line_are_understood)
{
	struct options o;

	cr_assert(parse(&o, "xrecv -p /dev/x -b 9600 -m 8E2 -f rtscts "
			    "--dtr=on --rts=off --latency=keep --no-lock f"));

	cr_expect_str_eq(o.line.port, "/dev/x");
	cr_expect(o.line.baud == 9600 && o.line.baud_given);
	cr_expect(o.line.data_bits == 8 && o.line.stop_bits == 2);
	cr_expect(o.line.parity == PARITY_EVEN && o.line.flow == FLOW_RTSCTS);
	cr_expect(o.line.dtr == SIGNAL_ON && o.line.rts == SIGNAL_OFF);
	cr_expect(!o.line.lock && o.line.keep_latency);
}

Test(options, of_the_sender_are_understood)
{
	struct options o;

	cr_assert(parse(&o, "xsend -y --128 --tail=short --pad=0xff --name=n "
			    "--header=size --start=now --final=never "
			    "--byte-delay=7 --block-delay=9 f"));

	cr_expect(
	    o.xm.ymodem && o.xm.block_len == 128 && o.xm.tail == XM_TAIL_SHORT);
	cr_expect(o.xm.pad == 0xff && o.xm.start_now);
	cr_expect(o.xm.final == XM_FINAL_NEVER);
	cr_expect(o.header == HEADER_SIZE);
	cr_expect_str_eq(o.name, "n");
	cr_expect(o.byte_delay_us == 7 && o.block_delay_ms == 9);
	cr_expect(o.xm.resend_ms == 0);
	cr_assert(parse(&o, "xsend --resend-after=2.5 f"));
	cr_expect(o.xm.resend_ms == 2500);
}

Test(options, of_the_receiver_are_understood)
{
	struct options o;

	cr_assert(parse(&o, "xrecv -g --check=sum --eot=ack -d dir "
			    "--on-exists=rename --size=1k --strip=0xff "
			    "--limit=2M --keep-partial --byte-timeout=3"));

	cr_expect(o.xm.streaming && o.xm.check == XM_CHECK_SUM);
	cr_expect(o.xm.eot == XM_EOT_ACK && o.xm.byte_timeout_ms == 3000);
	cr_expect_str_eq(o.sink.destination.directory, "dir");
	cr_expect(o.sink.destination.on_exists == EXISTS_RENAME);
	cr_expect(o.sink.size == 1024 && o.sink.limit == 2 << 20);
	cr_expect(o.sink.strip && o.sink.strip_byte == 0xff);
	cr_expect(o.sink.keep_partial);
	cr_expect(o.sink.destination.path == NULL);
}

Test(options, that_both_have_are_understood)
{
	struct options o;

	cr_assert(parse(&o, "xsend --wait=1.5 --timeout=2 --retries=3 -q -v "
			    "--progress=none f"));

	cr_expect(o.xm.wait_ms == 1500 && o.xm.timeout_ms == 2000);
	cr_expect(o.xm.retries == 3);
	cr_expect(o.quiet && o.verbose && o.progress == REPORT_NONE);
}

Test(options, choose_the_block_length_by_the_protocol)
{
	struct options o;

	parse(&o, "xsend -y f");
	cr_expect(o.xm.block_len == 1024);
	parse(&o, "xsend -k f");
	cr_expect(o.xm.block_len == 1024 && !o.xm.ymodem);
	parse(&o, "xsend -x f");
	cr_expect(o.xm.block_len == 128);
}

Test(options, take_the_protocol_from_the_name_of_the_program)
{
	static const struct {
		const char *command;
		bool ymodem;
	} rows[] = { { "sb f", true }, { "lsb f", true }, { "sx f", false },
		{ "lsx f", false }, { "/usr/bin/sb f", true } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		cr_expect(parse(&o, rows[i].command));
		cr_expect(o.xm.ymodem == rows[i].ymodem, "%s", rows[i].command);
	}
}

Test(options, of_lrzsz_are_taken_from_who_calls_the_tool_by_its_name)
{
	static const char *const accepted[] = { "sx -vv f", "sb -vv f",
		"rx -vv f", "rb -vv", "rb -vv -E", "rb -vv -b -E", "sx -k -b f",
		"lsb -b -y -E -n -N -L 1024 -w 8192 f", "lsx -q -X f",
		"lrx -b -q -X f", "lrb --ymodem -R -t 600 -B 8192",
		"sb --binary --restricted f", "sb -y -- f g" };
	struct options o;

	for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
		cr_expect(parse(&o, accepted[i]), "%s", accepted[i]);
	parse(&o, "sx -vvkq f");
	cr_expect(o.verbose && o.quiet && o.xm.block_len == 1024);
	parse(&o, "sb -X f");
	cr_expect(!o.xm.ymodem);
	parse(&o, "rb -E");
	cr_expect(o.sink.destination.on_exists == EXISTS_RENAME);
	parse(&o, "rb -p");
	cr_expect(
	    o.sink.destination.on_exists == EXISTS_SKIP && o.line.port == NULL);
	parse(&o, "rb -y");
	cr_expect(o.sink.destination.on_exists == EXISTS_OVERWRITE);
	parse(&o, "rx -c f");
	cr_expect(o.xm.check == XM_CHECK_CRC);
}

/* Callers of rx rely on this; rb uses the names of the sender. */
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

		cr_expect(parse(&o, rows[i].command));
		cr_expect(o.sink.destination.on_exists == rows[i].on_exists,
		    "%s", rows[i].command);
	}
}

Test(options, of_lrzsz_leave_the_long_ones_of_the_tool)
{
	struct options o;

	cr_expect(parse(&o, "sb -vv --port=/dev/x --baud=9600 --name=n f"));
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
		cr_expect(!parse(&o, refused[i]), "%s", refused[i]);
		cr_expect(status == 2, "%s", refused[i]);
	}
}

Test(options, may_come_after_the_files_but_not_after_two_dashes)
{
	struct options o;

	cr_expect(parse(&o, "xsend f -y g"));
	cr_expect(o.xm.ymodem && o.file_count == 2);
	cr_expect(parse(&o, "xsend -y -- f -y"));
	cr_expect(o.file_count == 2);
}

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

		cr_expect(!parse(&o, wrong[i]), "%s", wrong[i]);
		cr_expect(status == 2, "%s", wrong[i]);
	}
}

static char said[512];

static void
take_message(enum message_kind kind, const char *text)
{
	(void)kind;
	snprintf(said, sizeof said, "%s", text);
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
		{ "xsend --t f",
		    "--t: could be any of --tail --timeout --trace" },
		{ "xsend --verbose=1 f", "--verbose=1: takes no argument" },
		{ "xsend --128=1 f", "--128=1: takes no argument" },
		{ "xsend f -p", "-p: needs an argument" },
		{ "xsend f --port", "--port: needs an argument" },
		{ "xsend --pad=ff f",
		    "--pad=ff: not a number; did you mean 0xff?" },
		{ "xsend f g", "XMODEM sends one file; use -y for several" },
		{ "sx f g",
		    "XMODEM sends one file; use --ymodem for several" },
		{ "xsend --pad=256 f", "--pad=256: not a number up to 255" },
		{ "xsend -m 7E1 f",
		    "--mode=7E1: these protocols need eight data bits" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		message_divert(take_message);
		cr_expect(!parse(&o, rows[i].command));
		cr_expect_str_eq(said, rows[i].message);
	}
}

Test(options, of_an_unknown_kind_of_line_are_refused_in_these_words)
{
	struct options o;

	message_divert(take_message);
	cr_expect(!parse(&o, "xsend -p ssh:host f"));
	cr_expect(
	    strstr(said, "--port=ssh:host: unknown kind of line") != NULL);
}

Test(options, that_are_wrong_set_nothing)
{
	struct options o;

	cr_expect(!parse(&o, "xsend -p unix:x f"));
	cr_expect(o.line.port == NULL);
	cr_expect(!parse(&o, "xsend -b 0 f"));
	cr_expect(o.line.baud == 115200 && !o.line.baud_given);
}

/* The port does not exist, but its name shows what it is. */
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
		    "/dev/ttyNONE is a port, not a file (the line is /dev/x "
		    "already)" },
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

	message_divert(take_message);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct options o;

		cr_expect(!parse(&o, rows[i].command));
		cr_expect(status == 2);
		cr_expect_str_eq(said, rows[i].message);
	}
}

Test(options, that_lack_a_p_are_not_suggested_in_too_long_a_command)
{
	char command[1024];
	struct options o;

	message_divert(take_message);
	memset(command, 'x', sizeof command - 1);
	command[sizeof command - 1] = '\0';
	memcpy(command, "xsend /dev/ttyNONE ", 19);

	cr_expect(!parse(&o, command));
	cr_expect_str_eq(
	    said, "/dev/ttyNONE is a port, not a file; name it with -p");
}

Test(options, need_a_p_if_no_program_is_at_the_other_end_of_a_descriptor)
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

	message_divert(take_message);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		set_up();
		cr_assert(parse(&o, rows[i].command));
		cr_assert(dup2(open(rows[i].path, O_RDONLY), rows[i].fd) != -1);

		cr_expect(!parse(&o, rows[i].command));
		cr_expect(status == 2);
		cr_expect_str_eq(said, rows[i].message);
	}
	cr_expect(parse(&o, "xsend -p /dev/x f"));
}
