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

/* A board that sends text directly after the last ACK. */
static const char board[] = "sh -c 'printf C; head -c 133 >block;"
			    " printf \"\\006\"; head -c 1 >eot;"
			    " printf \"\\006booted\"; sleep 1' <b >b";

Test(tools, receive_text_that_is_sent_directly_after_the_last_ACK)
{
	struct child b, s;

	sandbox_make("f", 100);
	b = sandbox_start("%s", board);
	s = sandbox_start(
	    "xsend -p a f --after=expect:booted --step-timeout=5");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&b) == 0);
}

Test(tools, run_no_step_after_a_failed_transfer)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a --wait=0.1 f --after=expect:never");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(!sandbox_said(&s, "expect:"));
}

Test(tools, name_the_error_in_a_step)
{
	struct child s = sandbox_start("xsend -p a f --before=except:x");

	cr_expect(sandbox_wait(&s) == 2);
	cr_expect(
	    sandbox_said(&s, "xsend: --before: except:x: not one of send:"));
}

Test(tools, show_a_whole_text_line_after_a_step_has_read_its_beginning)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a --before='expect:Ready' --wait=1 f");
	cr_expect(sandbox_run("printf 'Ready for binary\\r\\n' >b") == 0);

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "< Ready for binary\n"));
}

Test(tools, show_all_text_of_a_receiver_of_another_protocol)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a --before=show:1 --wait=10 f");
	sandbox_expect(&s, "waiting for the receiver");
	cr_expect(sandbox_run("printf '## Ready for binary (ymodem) download "
			      "to 0x1 at 115200 bps...\\r\\n' >b") == 0);

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s,
	    "< ## Ready for binary (ymodem) download to 0x1 at 115200 "
	    "bps...\n"));
}

Test(tools, detect_a_protocol_after_a_step_has_read_the_beginning_of_its_text)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a --before='expect:Ready for binary' "
			  "--wait=10 f");
	cr_expect(sandbox_run("printf '## Ready for binary (ymodem) download "
			      "to 0x1 at 115200 bps...\\r\\n' >b") == 0);

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "the board expects YMODEM: use -y\n"));
}
