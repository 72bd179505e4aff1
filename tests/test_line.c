#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "line.h"
#include "signals.h"

/* A line that keeps bytes itself, and passes one on whenever it is asked to. */

static bool closed;

static ssize_t
write_slowly(struct line *line, const void *bytes, size_t len)
{
	(void)bytes;
	(void)len;
	if (line->held > 0)
		line->held--;
	errno = EAGAIN;
	return -1;
}

static void
close_line(struct line *line)
{
	closed = true;
	close(line->out_fd);
}

static struct line
slow_line(size_t held)
{
	return (struct line){ .in_fd = -1,
		.out_fd = open("/dev/null", O_WRONLY),
		.write = write_slowly,
		.close = close_line,
		.held = held };
}

static void
set_up(void)
{
	closed = false;
	cr_assert(signals_open());
}

TestSuite(line, .init = set_up, .timeout = 30);

Test(line, is_closed_when_its_bytes_have_left)
{
	struct line line = slow_line(20);

	line_close(&line, 1000);

	cr_expect(closed && line.held == 0);
}

/* They take minutes. */
Test(line, is_closed_by_a_signal_while_bytes_leave)
{
	struct line line = slow_line(100000);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(closed && line.held > 0);
}

Test(line, lets_few_bytes_leave_in_spite_of_a_signal)
{
	struct line line = slow_line(20);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(closed && line.held == 0);
}
