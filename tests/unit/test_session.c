#include <criterion/criterion.h>
#include <signal.h>

#include "base/message.h"
#include "base/signals.h"
#include "report/exit_status.h"
#include "session.h"

/* How a program ends. */

static struct report report;

static void
set_up(void)
{
	message_init("xsend");
	cr_assert(signals_open());
	report_init(&report, REPORT_NONE, true, false, NULL);
}

TestSuite(session, .init = set_up, .timeout = 30);

Test(session, ends_with_its_status)
{
	cr_expect(session_end(&report, (struct ending){ FAILURE_CANCELLED,
					   0 }) == STATUS_REFUSED);
}

Test(session, ends_by_the_signal_that_has_ended_the_transfer, .signal = SIGTERM)
{
	session_end(&report, (struct ending){ FAILURE_SIGNAL, SIGTERM });
}

Test(session, ends_by_a_signal_that_came_after_a_failure, .signal = SIGINT)
{
	cr_assert(raise(SIGINT) == 0);

	session_end(&report, (struct ending){ FAILURE_CANCELLED, 0 });
}

Test(session, is_done_even_if_a_signal_came_after_it)
{
	cr_assert(raise(SIGINT) == 0);

	cr_expect(session_end(&report, (struct ending){ FAILURE_NONE, 0 }) ==
		  STATUS_DONE);
}
