#include <criterion/criterion.h>
#include <sys/stat.h>

#include "harness/sandbox.h"

/* The programs show what they wait for. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 100);
}

TestSuite(waiting, .init = set_up, .fini = sandbox_close, .timeout = 120);

static int
count(const struct child *c, const char *text)
{
	return sandbox_run("sh -c 'exit $(grep -c \"%s\" %s)'", text, c->log);
}

Test(waiting, for_the_other_end_is_shown_at_once)
{
	struct child r = sandbox_start("xrecv -p b -b 9600 -d in");
	struct child s;

	sandbox_expect(&r, "xrecv: b, 9600 8N1: waiting for the sender "
			   "(Ctrl-C cancels)\n");
	s = sandbox_start("xsend -p a -y f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_said(&s, "xsend: a, 115200 8N1: waiting for the "
				   "receiver (Ctrl-C cancels)\n"));
}

Test(waiting, shows_only_the_name_of_a_line_that_has_no_rate)
{
	struct child s = sandbox_start("xsend --wait=0.1 -p 'exec:cat >o' f");
	struct child r =
	    sandbox_start("sh -c '{ : | sleep 1; } | xrecv in/g | cat'");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "xsend: exec:cat >o: waiting for the "));
	sandbox_wait(&r);
	cr_expect(sandbox_said(&r, "xrecv: standard input and output: waiting "
				   "for the sender (Ctrl-C cancels)\n"));
}

Test(waiting, is_shown_once_in_a_log)
{
	struct child s = sandbox_start("xsend --wait=2.5 -p a f");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(count(&s, "waiting for") == 1);
}

Test(waiting, counts_down_in_a_status_line)
{
	struct child s = sandbox_start("xsend --wait=2 --progress=bar -p a f");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "\ra, 115200 8N1: waiting for the receiver, "
				   "2 s left (Ctrl-C cancels)"));
	cr_expect(sandbox_said(&s, "receiver, 1 s left (Ctrl-C cancels)"));
	cr_expect(sandbox_said(&s, "\r\033[Kxsend: the receiver never"));
}

Test(waiting, is_not_shown_when_quiet)
{
	struct child s = sandbox_start("xsend -q --wait=0.1 -p a f");
	struct child n =
	    sandbox_start("xsend --progress=none --wait=0.1 -p b f");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_wait(&n) == 4);
	cr_expect(!sandbox_said(&s, "waiting"));
	cr_expect(!sandbox_said(&n, "waiting"));
}

Test(waiting, for_an_expect_step_shows_the_expected_text)
{
	struct child s = sandbox_start(
	    "xsend -p a --step-timeout=2 --before='expect:=> \\x1b' f");

	cr_expect(sandbox_wait(&s) == 8);
	cr_expect(count(&s, "waiting for \\\"=> ") == 1);
	cr_expect(!sandbox_said(&s, "waiting for the receiver"));
}

#if HAS_JSON
Test(waiting, is_an_event_in_json)
{
	struct child s =
	    sandbox_start("xsend --progress=json --wait=0.1 -p a f");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "{\"event\": \"waiting\", \"for\": \"the "
				   "receiver\", \"seconds\": 1}\n"));
}
#endif
