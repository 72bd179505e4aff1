#include <criterion/criterion.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/signals.h"
#include "unit/signal_child.h"

/* A wait for a descriptor ends when a signal arrives. */

TestSuite(signal_pipe, .init = catch_signals, .timeout = 30);

/* An empty pipe can be written to. A pipe with a byte in it can be read. */
Test(signal_pipe, waits_for_the_requested_event_of_a_descriptor)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	cr_expect(signals_await(fds[1], POLLOUT));
	cr_assert(write(fds[1], "", 1) == 1);
	cr_expect(signals_await(fds[0], POLLIN));
}

Test(signal_pipe, stops_waiting_when_a_signal_is_pending)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	cr_assert(raise(SIGTERM) == 0);
	errno = 0;

	cr_expect(!signals_await(fds[0], POLLIN));
	cr_expect(errno == EINTR);
	cr_expect(signals_next() == SIGTERM, "it was taken by waiting");
}

static void
raise_term(int number)
{
	(void)number;
	raise(SIGTERM);
}

Test(signal_pipe, ends_a_wait_that_began_before_the_signal)
{
	struct itimerval soon = { .it_value.tv_usec = 10000 };
	int fds[2];

	cr_assert(pipe(fds) == 0);
	signal(SIGALRM, raise_term);
	cr_assert(setitimer(ITIMER_REAL, &soon, NULL) == 0);
	errno = 0;

	cr_expect(!signals_await(fds[0], POLLIN));
	cr_expect(errno == EINTR);
}

/* Descriptor to which note_alarm() writes at the third signal of a timer. */
static int alarm_fd;

static void
note_alarm(int number)
{
	static int count;

	(void)number;
	if (++count == 3)
		cr_assert(write(alarm_fd, "", 1) == 1);
}

Test(signal_pipe, keeps_waiting_when_another_signal_comes)
{
	struct itimerval often = { .it_value.tv_usec = 2000,
		.it_interval.tv_usec = 2000 };
	struct sigaction action = { .sa_handler = note_alarm };
	int fds[2];

	cr_assert(pipe(fds) == 0);
	alarm_fd = fds[1];
	cr_assert(sigaction(SIGALRM, &action, NULL) == 0);
	cr_assert(setitimer(ITIMER_REAL, &often, NULL) == 0);

	cr_expect(signals_await(fds[0], POLLIN));
}
