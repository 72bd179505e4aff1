#include <criterion/criterion.h>
#include <signal.h>
#include <sys/stat.h>

#include "harness/sandbox.h"

/* Failures, each with its exit status and its text. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

static const struct {
	const char *command;
	int status;
	const char *words;
} failures[] = {
	{ "xsend -p a missing", 1, "xsend: missing: No such file" },
	{ "xsend -p a in", 1, "xsend: in: Is a directory" },
	{ "xrecv -p a f", 1, "xrecv: f: File exists" },
	{ "xrecv -p a in", 1, "xrecv: in: Is a directory" },
	{ "xrecv -p a -d missing", 1, "xrecv: missing: No such file" },
	{ "xrecv -p a -d f", 1, "xrecv: f: Not a directory" },
	{ "xsend", 2, "xsend: no file is named" },
	{ "xsend -Z f", 2, "-Z: no such option" },
	{ "xsend --frobnicate f", 2, "--frobnicate: no such option" },
	{ "xsend --pad=300 f", 2, "--pad=300: not a number up to 255" },
	{ "xsend --pad", 2, "--pad: needs an argument" },
	{ "xsend --tail=long f", 2,
	    "--tail=long: not one of: auto full short" },
	{ "xsend -m 9N1 f", 2, "--mode=9N1: not a mode such as" },
	{ "xsend -b 0 f", 2, "--baud=0: not a rate" },
	{ "xsend --wait=soon f", 2, "--wait=soon: not a number of seconds" },
	{ "xrecv --limit=1x f", 2, "--limit=1x: not a number of bytes" },
	{ "xsend f f", 2, "XMODEM sends one file; use -y" },
	{ "xsend -p a -y - -", 2, "can be sent only once" },
	{ "xsend --help=1", 2, "--help=1: takes no argument" },
	{ "xsend --timeout=0 f", 2, "--timeout=0: not a number of seconds" },
	{ "xrecv \"\"", 2, "empty file name" },
	{ "xsend --help >/dev/full", 1, "standard output: No space left" },
	{ "xsend -p a -f dsrdtr f", 3,
	    "a: this system has no DSR/DTR flow control" },
	{ "xrecv -p a nodir/x", 1, "xrecv: nodir: No such file" },
	{ "xsend -", 2, "standard input and output are the line" },
	{ "xrecv -", 2, "standard input and output are the line" },
	{ "xrecv f g", 2, "g: only one file" },
	{ "xsend -p missing f", 3, "xsend: missing: No such file" },
	{ "xsend -p f f", 3, "xsend: f: not a serial port" },
	{ "xsend -p /dev/null f", 3, "/dev/null: not a serial port" },
	{ "xsend -p a -m 8M1 f", 3, "refuses the mode 8M1" },
	{ "sh -c '{ : | xsend f; echo $? >status; } | cat; exit $(cat status)'",
	    3, "the other end has closed the line" },
	{ "xsend -p a --wait=0.2 f", 4, "the receiver never asked" },
	{ "xrecv -p a --wait=0.2 in/g", 4, "the sender never began" },
};

Test(tools, print_the_error_and_exit_with_its_status)
{
	sandbox_make("f", 100);
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		struct child c = sandbox_start("%s", failures[i].command);
		int status = sandbox_wait(&c);

		cr_expect(status == failures[i].status, "%s: %d",
		    failures[i].command, status);
		cr_expect(sandbox_said(&c, failures[i].words), "%s",
		    failures[i].command);
	}
	cr_expect(!sandbox_exists("in/g"));
}

/*
 * Commands that name no usable line, or a port in place of a file. If a tool
 * did not detect this error, the tool would wait forever.
 */
static const struct {
	const char *command;
	const char *words;
} lineless[] = {
	{ "xsend -y a f", "xsend: a is a port, not a file; "
			  "use: xsend -y -p a f\n" },
	{ "xsend a f", "use: xsend -p a f\n" },
	{ "xsend f b -k", "use: xsend -k -p b f\n" },
	{ "xsend a", "use: xsend -p a FILE\n" },
	{ "xsend -p a b",
	    "xsend: b is a port, not a file (a is already the line)\n" },
	{ "xrecv a in/g", "xrecv: a is a port, not a file; "
			  "use: xrecv -p a in/g\n" },
	{ "xrecv -o -d in a", "use: xrecv -o -d in -p a\n" },
	{ "xsend f", "xsend: standard input is /dev/null, not a line; "
		     "name the line, as in -p /dev/ttyUSB0\n" },
	{ "xsend f <f", "standard input is a file, not a line" },
	{ "xrecv in/g <f >a", "standard input is a file, not a line" },
	{ "xsend f <a >out", "standard output is a file, not a line" },
	{ "xsend f <a >/dev/null", "standard output is /dev/null, not a line" },
	{ "sh -c ': | xrecv in/g >out'", "standard output is a file" },
};

Test(tools, refuse_at_once_to_use_a_file_as_the_line_or_a_port_as_a_file)
{
	sandbox_make("f", 100);
	for (size_t i = 0; i < sizeof lineless / sizeof *lineless; i++) {
		struct child c = sandbox_start("%s", lineless[i].command);
		int status = sandbox_wait(&c);

		cr_expect(status == 2, "%s: %d", lineless[i].command, status);
		cr_expect(sandbox_said(&c, lineless[i].words), "%s",
		    lineless[i].command);
	}
	cr_expect(!sandbox_exists("in/g"));
}

Test(tools, suggest_a_command_that_a_shell_can_run)
{
	struct child r, s;

	sandbox_make("it's $f", 5000);
	cr_assert(
	    sandbox_run("sh -c 'xsend -y \"it'\\''s \\$f\" a 2>said'") == 2);
	cr_assert(sandbox_run("sed 's/.*use: //' said >command") == 0);
	r = sandbox_start("xrecv -p b in/g");
	s = sandbox_start("sh command");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_same("it's $f", "in/g"));
}

Test(tools, refuse_a_port_in_use_and_name_its_program)
{
	struct child first, second;

	sandbox_make("f", 100);
	first = sandbox_start("xsend -v -p a f");
	sandbox_expect(&first, "state: start");
	second = sandbox_start("xsend -p a f");

	cr_expect(sandbox_wait(&second) == 3);
	cr_expect(sandbox_said(&second, "in use (by "));
	kill(first.pid, SIGTERM);
	cr_expect(sandbox_wait(&first) == 128 + SIGTERM);
}

Test(tools, refuse_a_file_beyond_the_limit)
{
	sandbox_make("f", 5000);

	cr_expect(sandbox_run_both(
		      "xsend -p a -y f", "xrecv -p b -d in --limit=4k") == 501);
	cr_expect(sandbox_run_both(
		      "xsend -p a f", "xrecv -p b in/f --limit=4k") == 501);

	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, fail_for_a_file_shorter_than_the_given_size)
{
	sandbox_make("f", 100);

	cr_expect(sandbox_run_both(
		      "xsend -p a f", "xrecv -p b in/f --size=129") == 501);

	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, fail_for_a_file_longer_than_the_given_size)
{
	sandbox_make("f", 5000);

	cr_expect(sandbox_run_both(
		      "xsend -p a f", "xrecv -p b in/f --size=100") == 501);

	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, send_a_file_of_unknown_size)
{
	cr_expect(sandbox_run_both(
		      "xsend -p a -y /proc/version", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_run("cmp /proc/version in/version") == 0);
}

/* stat(2) reports 4096 bytes for each file of sysfs. */
Test(tools, send_a_file_of_sysfs_with_its_real_size)
{
	struct child r = sandbox_start("xrecv -p b -d in");
	struct child s = sandbox_start("xsend -p a -y /sys/devices/system/cpu/"
				       "online");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(
	    sandbox_run("cmp /sys/devices/system/cpu/online in/online") == 0);
}

Test(tools, print_the_checksum_of_a_file_with_v)
{
	struct child r = sandbox_start("xrecv -v -p b -d in");
	struct child s;

	cr_assert(sandbox_run("printf 123456789 >nine") == 0);
	s = sandbox_start("xsend -v -p a -y --tail=short nine");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_said(&s, ", CRC-32 cbf43926\n"));
	cr_expect(sandbox_said(&r, ", CRC-32 cbf43926\n"));
}

Test(tools, escape_local_names_in_messages)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p \"$(printf 'a\\033[31m')\" f");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: a\\x1b[31m: No such file"));

	s = sandbox_start("xsend -p a \"$(printf 'Gr\\303\\266\\303\\237')\"");
	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: Gr\xc3\xb6\xc3\x9f: No such file"));
}

Test(tools, print_the_reason_after_a_long_path)
{
	struct child s =
	    sandbox_start("xsend -p a \"$(printf '%%0250d/%%0250d/%%0250d/"
			  "%%0250d/%%0250d/x' 1 2 3 4 5)\"");

	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: 000000"));
	cr_expect(sandbox_said(&s, "00005/x: No such file or directory ("));
}

Test(tools, write_no_message_to_a_file_if_descriptors_are_closed)
{
	struct child s;

	sandbox_make("f", 5000);
	cr_expect(sandbox_run_both("xsend -p a -y f <&- >&- 2>&-",
		      "xrecv -p b -d in <&- >&- 2>&-") == 0);
	cr_expect(sandbox_same("f", "in/f"));
	s = sandbox_start("xsend f <&-");
	cr_expect(sandbox_wait(&s) == 2);
}

Test(tools, report_a_full_disk)
{
	sandbox_make("f", 5000);

	cr_expect(sandbox_run_both(
		      "xsend -p a -y f", "xrecv -p b - >/dev/full") == 501);
}
