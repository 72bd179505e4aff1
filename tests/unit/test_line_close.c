#include <criterion/criterion.h>
#include <signal.h>

#include "unit/fake_line.h"

/* A line is closed when its output has been sent, or when a signal arrives. */

TestSuite(line, .init = fake_line_set_up, .timeout = 30);

Test(line, is_closed_when_its_bytes_have_left)
{
	struct line line = fake_line_slow(20);

	line_close(&line, 1000);

	cr_expect(fake_line_closed && fake_line_held == 0);
}

/* The line needs minutes to send these bytes. */
Test(line, is_closed_by_a_signal_while_bytes_leave)
{
	struct line line = fake_line_slow(100000);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(fake_line_closed && fake_line_held > 0);
}

Test(line, sends_the_last_20_bytes_despite_a_signal_when_it_closes)
{
	struct line line = fake_line_slow(20);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(fake_line_closed && fake_line_held == 0);
}
