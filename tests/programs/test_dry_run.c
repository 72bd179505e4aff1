#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness/sandbox.h"

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("f", 300);
	unsetenv("XSEND_PORT");
}

TestSuite(dry_run, .init = set_up, .fini = sandbox_close, .timeout = 120);

Test(dry_run, prints_the_plan_and_sends_nothing)
{
	struct child r = sandbox_start("head -c 1 <b >heard");

	cr_expect(
	    sandbox_run("xsend --dry-run -y -p a --before='send:loady\\r' "
			"--after='expect:=> ' f - >plan") == 0);
	cr_expect(sandbox_run("grep -q '^line: a, 115200 8N1' plan") == 0);
	cr_expect(sandbox_run("grep -q '^before: send:loady' plan") == 0);
	cr_expect(
	    sandbox_run("grep -q '^send: f, 300 bytes, by YMODEM' plan") == 0);
	cr_expect(sandbox_run("grep -q '^after: expect:=> ' plan") == 0);
	cr_expect(sandbox_run("printf x >a") == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_run("grep -q x heard") == 0);
}

Test(dry_run, shows_the_facts_of_a_file_but_reads_no_pipe)
{
	cr_expect(sandbox_run("xsend --dry-run -p a --before='send:%%{size}' f "
			      ">plan") == 0);
	cr_expect(sandbox_run("grep -q '^before: send:300$' plan") == 0);
	cr_expect(sandbox_run("sh -c \"xsend --dry-run -p a "
			      "--before='send:%%{size}' - >plan; cat >left\" "
			      "<f") == 0);
	cr_expect(sandbox_run("grep -q '^before: send:%%{size}$' plan") == 0);
	cr_expect(sandbox_run("cmp f left") == 0);
}

Test(dry_run, reports_that_it_would_wait_for_a_port)
{
	cr_expect(sandbox_run("xsend --dry-run --wait-port -p missing f "
			      ">plan") == 0);
	cr_expect(sandbox_run("grep -q '^line: missing, 115200 8N1 (not there "
			      "yet; a transfer will wait for it)' plan") == 0);
}

Test(dry_run, creates_no_file_and_runs_no_command)
{
	cr_expect(sandbox_run("xrecv --dry-run -p 'exec:touch owned' "
			      "--trace=t g >plan") == 0);
	cr_expect(sandbox_run("grep -q '^receive: g$' plan") == 0);
	cr_expect(sandbox_run("grep -q 'not run' plan") == 0);
	cr_expect(!sandbox_exists("owned") && !sandbox_exists("g"));
	cr_expect(!sandbox_exists("t"));
}

Test(dry_run, ends_with_the_status_of_the_first_problem)
{
	static const struct {
		const char *command;
		int status;
		const char *text;
	} rows[] = {
		{ "xsend --dry-run -p missing f", 3, "missing: No such file" },
		{ "xsend --dry-run -p f f", 3, "f: not a serial port" },
		{ "xsend --dry-run -p a g", 1, "g: No such file" },
		{ "xsend --dry-run -p a .", 1, ".: Is a directory" },
		{ "xsend --dry-run -p a f --steps=g", 2,
		    "--steps=g: no such file, and no steps of this name" },
		{ "xsend --dry-run -p usb:ffff:fffe f", 3,
		    "no port has this USB identity" },
		{ "xsend --dry-run -p /dev/missing f", 3,
		    "/dev/missing: No such file or directory (" },
		{ "xsend --dry-run f", 2,
		    "--dry-run: standard output is needed for the plan" },
		{ "xrecv --dry-run -p a -d g", 1, "g: No such file" },
		{ "xrecv --dry-run -p a f", 1, "f: File exists" },
		{ "xsend --dry-run -p a f >/dev/full", 1, "standard output" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child c = sandbox_start("%s", rows[i].command);

		cr_expect(
		    sandbox_wait(&c) == rows[i].status, "%s", rows[i].command);
		cr_expect(
		    sandbox_said(&c, rows[i].text), "%s", rows[i].command);
	}
}

Test(dry_run, names_the_program_that_has_locked_the_port)
{
	struct child holder = sandbox_start("xsend -v -p a f");
	struct child c;

	/* When xsend answers a request, it has opened and locked the port. */
	cr_expect(sandbox_run("printf C >b") == 0);
	sandbox_expect(&holder, "data");
	c = sandbox_start("xsend --dry-run -p a f >plan");
	cr_expect(sandbox_wait(&c) == 3);
	cr_expect(sandbox_said(&c, "a: in use (by xsend, pid"));
	cr_expect(sandbox_run("xsend --dry-run --no-lock -p a f >plan") == 0);
	kill(holder.pid, 15);
	cr_expect(sandbox_wait(&holder) == 128 + 15);
}
