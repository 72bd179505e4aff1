#include <criterion/criterion.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* The log of --trace. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 3000);
}

TestSuite(trace, .init = set_up, .fini = sandbox_close, .timeout = 120);

static bool
has(const char *path, const char *pattern)
{
	return sandbox_run("grep -qE -- '%s' %s", pattern, path) == 0;
}

#define TIME "^ +[0-9]+\\.[0-9]{6}  "

Test(trace, describes_every_byte)
{
	static const char *const sent[] = { "^# xsend [0-9.]+, [0-9]{4}-",
		"^# xsend -p a -y --trace=sent f$",
		TIME "a is open, 115200 baud$", TIME "received     1 byte   C$",
		"^ +43$",
		TIME
		"sent       133 bytes  block 0, \"f\", 3000 bytes, CRC ok$",
		"^ +01 00 ff 66 00 33 30 30 30",
		TIME "sent      1029 bytes  block 3, 1024 bytes, CRC ok$",
		TIME "received .* ACK", TIME "received .* NAK",
		TIME "sent         1 byte   EOT$",
		TIME "sent       133 bytes  block 0, the end of the batch, CRC",
		TIME "done, status 0$" };
	struct child r = sandbox_start("xrecv -p b -d in --trace=received");
	struct child s = sandbox_start("xsend -p a -y --trace=sent f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		cr_expect(has("sent", sent[i]), "%s", sent[i]);
	cr_expect(has("received", TIME "received .* block 3, 1024 bytes, CRC"));
	cr_expect(has("received", TIME "sent         1 byte   ACK$"));
}

Test(trace, shows_that_ACK_and_request_are_written_separately)
{
	struct child r = sandbox_start("xrecv -p b -d in --trace=t");
	struct child s = sandbox_start("xsend -p a -y f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	cr_expect(!has("t", "sent .* ACK C"));
	/* xrecv sends C at the start, after block 0 and after the EOT. */
	cr_expect(
	    sandbox_run("test \"$(grep -c 'sent         1 byte   C$' t)\" "
			"-eq 3") == 0);
}

Test(trace, has_every_byte_in_hex)
{
	struct child r = sandbox_start("xrecv -p b --trace=t in/f");
	struct child s = sandbox_start("xsend -p a -k f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	/* Three blocks of 1029 bytes and the EOT were received. */
	cr_expect(sandbox_run("awk '/^ +[0-9]+[.]/ { in_row = / received / } "
			      "!/^ +[0-9]+[.]|^#/ && in_row { n += NF } "
			      "END { exit n != 3 * 1029 + 1 }' t") == 0);
}

Test(trace, shows_text_escaped)
{
	struct child s = sandbox_start("xsend -v -p a --trace=t f");

	sandbox_expect(&s, "state: start");
	cr_assert(sandbox_run("printf 'a\\033[2J\\233\\030\\030' >b") == 0);

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(has("t", "\"a.x1b\\[2J.x9b\"; 2 CANs$"));
	cr_expect(has("t", "refused, status 5$"));
	cr_expect(!has("t", "[^ -~]"));
}

static const struct {
	const char *options, *opened;
} rates[] = {
	{ "-p exec:true", "exec:true is open$" },
	{ "-p exec:true -b 9600", "exec:true is open, 9600 baud$" },
	{ "-p a -b 9600", " a is open, 9600 baud$" },
	{ "<a >a", "standard input and output is open$" },
};

Test(trace, has_the_rate_of_a_line)
{
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		sandbox_run(
		    "xsend --trace=t --wait=0.1 f %s", rates[i].options);
		cr_expect(has("t", rates[i].opened), "%s", rates[i].options);
	}
}

Test(trace, warns_if_it_cannot_be_written)
{
	struct child r = sandbox_start("xrecv -p b -d in");
	struct child s = sandbox_start("xsend -p a -y --trace=/dev/full f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(
	    sandbox_run("test $(grep -c 'warning: /dev/full: the trace ends "
			"here: No space left' %s) = 1",
		s.log) == 0);
}

Test(trace, fails_if_it_cannot_be_created)
{
	struct child s = sandbox_start("xsend -p a --trace=missing/t f");

	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: missing/t: No such file"));
}

Test(trace, is_complete_if_the_program_is_killed)
{
	struct child s = sandbox_start("xsend -v -p a --trace=t f");

	sandbox_expect(&s, "state: start");
	cr_assert(sandbox_run("printf C >b") == 0);
	sandbox_expect(&s, "state: data");
	kill(s.pid, SIGKILL);
	sandbox_wait(&s);

	cr_expect(has("t", "block 1, 128 bytes, CRC ok"));
}
