#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Steps before and after a transfer. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

/* A board that says a word in the same breath as the last ACK. */
static const char board[] = "sh -c 'printf C; head -c 133 >block;"
			    " printf \"\\006\"; head -c 1 >eot;"
			    " printf \"\\006booted\"; sleep 1' <b >b";

Test(tools, hear_a_word_that_follows_the_last_answer_at_once)
{
	struct child b, s;

	sandbox_make("f", 100);
	b = sandbox_start("%s", board);
	s = sandbox_start(
	    "xsend -p a f --after=expect:booted --step-timeout=5");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&b) == 0);
}

Test(tools, take_no_step_after_a_transfer_that_failed)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a --wait=0.1 f --after=expect:never");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(!sandbox_said(&s, "expect:"));
}

Test(tools, tell_what_is_wrong_with_a_step)
{
	struct child s = sandbox_start("xsend -p a f --before=exect:x");

	cr_expect(sandbox_wait(&s) == 2);
	cr_expect(
	    sandbox_said(&s, "xsend: --before: exect:x: not one of send:"));
}
