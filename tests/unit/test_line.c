#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/signals.h"
#include "line/kind.h"

/* A line that keeps bytes itself, and passes one on whenever it is asked to. */

static bool closed;
static size_t held;

static ssize_t
write_slowly(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	(void)len;
	if (held > 0)
		held--;
	errno = EAGAIN;
	return -1;
}

static void
close_line(struct line *line, bool hurried)
{
	(void)hurried;
	closed = true;
	close(line->out_fd);
}

static struct line_state
state(const struct line *line)
{
	(void)line;
	return (struct line_state){ .held = held, .message_fd = -1 };
}

static const struct line_operations slow = {
	.write = write_slowly, .state = state, .close = close_line
};

static struct line
slow_line(size_t bytes)
{
	held = bytes;
	return (struct line){ .operations = &slow,
		.in_fd = -1,
		.out_fd = open("/dev/null", O_WRONLY) };
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

	cr_expect(closed && held == 0);
}

/* They take minutes. */
Test(line, is_closed_by_a_signal_while_bytes_leave)
{
	struct line line = slow_line(100000);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(closed && held > 0);
}

Test(line, lets_few_bytes_leave_in_spite_of_a_signal)
{
	struct line line = slow_line(20);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(closed && held == 0);
}

/* The rate. */

/* Returns the name of the second side of a new pty. */
static const char *
open_pty(void)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	cr_assert(fd != -1 && grantpt(fd) == 0 && unlockpt(fd) == 0);
	return ptsname(fd);
}

static struct line_options
options_of(const char *port)
{
	return (struct line_options){ .port = port,
		.baud = 9600,
		.data_bits = 8,
		.stop_bits = 1,
		.lock = true };
}

Test(line, has_the_rate_that_was_given_or_set)
{
	struct line_options o = options_of(open_pty());
	struct line *line = line_open(&o, NULL);

	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 0); /* a pty has none of its own */
	cr_assert(line_control(line, LINE_BAUD, 19200));
	cr_expect(line_bytes_per_s(line) == 1920);
	line_close(line, 0);

	o.baud_given = true;
	o.stop_bits = 2;
	line = line_open(&o, NULL);
	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 9600 / 11);
	line_close(line, 0);
}

Test(line, that_is_standard_input_gets_the_rate_of_a_step)
{
	struct line_options o = options_of(NULL);
	int fd = open(open_pty(), O_RDWR | O_NOCTTY);
	struct line *line;

	cr_assert(fd != -1 && dup2(fd, STDIN_FILENO) != -1 &&
		  dup2(fd, STDOUT_FILENO) != -1);
	line = line_open(&o, NULL);
	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 0);
	cr_assert(line_control(line, LINE_BAUD, 19200));
	cr_expect(line_bytes_per_s(line) == 1920);
	line_close(line, 0);
}
