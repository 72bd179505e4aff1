#include <criterion/criterion.h>
#include <signal.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Ports that are missing, or that disappear and return. */

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("f", 3000);
}

TestSuite(port_wait, .init = set_up, .fini = sandbox_close, .timeout = 120);
TestSuite(reopen, .init = set_up, .fini = sandbox_close, .timeout = 120);

/* Replaces the port "a" by a new one, whose other end is `end`. */
static void
replace_port(const char *end)
{
	sandbox_line("", "new", end);
	cr_assert(sandbox_run("mv new a") == 0);
}

Test(port_wait, ends_when_the_port_appears)
{
	struct child s = sandbox_start("xsend -p late --wait-port f");
	struct child r;

	sandbox_expect(&s, "late: waiting for the port (Ctrl-C cancels)\n");
	sandbox_line("", "late", "end");
	r = sandbox_start("xrecv -p end --size=3000 g");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_same("f", "g"));
}

Test(port_wait, reports_how_long_it_waited_when_it_fails)
{
	struct child s = sandbox_start("xsend -p late --wait-port=0.2 f");

	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: late: no such port within 0.2 s "
				   "(--list shows all ports)\n"));
	s = sandbox_start("xsend -q -p late --wait-port=0.2 f");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(!sandbox_said(&s, "waiting"));
}

Test(port_wait, is_ended_by_a_signal_at_once)
{
	struct child s = sandbox_start("xsend -p late --wait-port=100000 f");

	sandbox_expect(&s, "waiting");
	kill(s.pid, SIGTERM);
	cr_expect(sandbox_wait(&s) == 128 + SIGTERM);
	cr_expect(!sandbox_said(&s, "no such port"));
}

Test(reopen, opens_the_port_that_has_returned)
{
	struct child s, r;

	s = sandbox_start("xsend -v -p a --before=expect:boot "
			  "--before=reopen f --trace=trace");
	cr_assert(sandbox_run("printf boot >b") == 0);
	sandbox_expect(&s, "step expect:boot");
	replace_port("c");
	r = sandbox_start("xrecv -p c --size=3000 g");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_same("f", "g"));
	cr_expect(sandbox_said(&s, "step reopen: "));
	cr_expect(sandbox_run("grep -q 'a is closed' trace") == 0);
}

static struct child
fail_to_reopen(const char *line, const char *options)
{
	return sandbox_start("xsend -p %s --step-timeout=0.3 %s "
			     "--before=reopen f",
	    line, options);
}

Test(reopen, fails_if_the_port_does_not_disappear)
{
	struct child s = fail_to_reopen("a", "");

	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "a: did not disappear within 0.3 s (did the "
				   "board reset?)\n"));
}

Test(reopen, fails_if_the_port_does_not_return)
{
	struct child s = fail_to_reopen("a", "--step-timeout=1.5 -v "
					     "--before=wait:1");

	sandbox_expect(&s, "step wait:1");
	cr_assert(sandbox_run("mv a away") == 0);
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "a: disappeared but did not return within "
				   "1.5 s"));
}

Test(reopen, fails_on_a_line_other_than_a_port)
{
	struct child s = fail_to_reopen("exec:cat", "");

	cr_expect(sandbox_wait(&s) == 8);
	cr_expect(sandbox_said(&s, "exec:cat: this line cannot be closed and "
				   "opened again\n"));
}

Test(reopen, is_ended_by_a_signal_at_once)
{
	struct child s;

	s = sandbox_start("xsend -v -p a --before=expect:boot --before=reopen "
			  "--step-timeout=100000 f");
	cr_assert(sandbox_run("printf boot >b") == 0);
	sandbox_expect(&s, "step expect:boot");
	kill(s.pid, SIGINT);
	cr_expect(sandbox_wait(&s) == 128 + SIGINT);
}
