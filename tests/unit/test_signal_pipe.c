#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/signals.h"
#include "unit/signal_child.h"

/* Signals that the program catches, and signals after signals_release(). */

TestSuite(signal_pipe, .init = catch_signals, .timeout = 30);

static bool
can_be_read(int fd)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };

	return poll(&in, 1, 0) == 1 && (in.revents & POLLIN) != 0;
}

Test(signal_pipe, has_nothing_before_a_signal_comes)
{
	cr_expect(signals_fd() != -1);
	cr_expect(!can_be_read(signals_fd()));
	cr_expect(!signals_waiting());
	cr_expect(signals_next() == 0);
}

Test(signal_pipe, has_each_signal_that_ends_a_program_until_it_is_taken)
{
	for (int i = 0; i < ENDING_SIGNALS; i++) {
		cr_assert(raise(ending_signals[i]) == 0);

		cr_expect(signals_waiting());
		cr_expect(signals_waiting(), "it was taken by a look");
		cr_expect(can_be_read(signals_fd()));
		cr_expect(signals_next() == ending_signals[i]);
		cr_expect(!signals_waiting());
		cr_expect(signals_next() == 0);
	}
}

Test(signal_pipe, keeps_the_order_in_which_signals_come)
{
	cr_assert(
	    raise(SIGTERM) == 0 && raise(SIGINT) == 0 && raise(SIGTERM) == 0);

	cr_expect(signals_next() == SIGTERM);
	cr_expect(signals_next() == SIGINT);
	cr_expect(signals_next() == SIGTERM);
	cr_expect(signals_next() == 0);
}

Test(signal_pipe, leaves_errno_alone_even_when_it_is_full)
{
	/*
	 * Raise more signals than the pipe holds: a blocking write would never
	 * return.
	 */
	int size = fcntl(signals_fd(), F_SETPIPE_SZ, 4096);

	cr_assert(size > 0);
	for (int i = 0; i <= size; i++) {
		errno = ENOTTY;
		raise(SIGINT);
		cr_assert(errno == ENOTTY, "%d, after %d", errno, i);
	}
	cr_expect(signals_next() == SIGINT);
}

Test(signal_pipe, cannot_be_opened_without_descriptors)
{
	struct rlimit usual, none;
	bool opened;
	int error;

	cr_assert(getrlimit(RLIMIT_NOFILE, &usual) == 0);
	none = usual;
	none.rlim_cur = 0;
	cr_assert(setrlimit(RLIMIT_NOFILE, &none) == 0);
	opened = signals_open();
	error = errno;
	cr_assert(setrlimit(RLIMIT_NOFILE, &usual) == 0);

	cr_expect(!opened && error == EMFILE, "%s", strerror(error));
}

/* write(2) returns an error, and SIGPIPE and SIGXFSZ do not end the program. */
Test(signal_pipe, lets_a_program_live_when_a_write_fails)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	close(fds[0]);
	errno = 0;
	cr_expect(write(fds[1], "", 1) == -1 && errno == EPIPE);
	cr_expect(raise(SIGXFSZ) == 0);
	cr_expect(!signals_waiting());
}

static void
do_nothing(int number)
{
	(void)number;
}

/* If SIGCHLD is ignored, wait(2) does not return the status of a child. */
Test(signal_pipe, lets_a_program_wait_for_a_child)
{
	signal(SIGCHLD, SIG_IGN);
	cr_assert(signals_open());

	cr_expect(exited(run_child(do_nothing, 0)));
}

Test(signal_pipe, is_closed_when_another_program_begins)
{
	cr_expect((fcntl(signals_fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

/* A program that runs under nohup(1) must not end at a hangup. */
Test(signal_pipe, leaves_a_signal_alone_that_was_ignored)
{
	signal(SIGHUP, SIG_IGN);
	cr_assert(signals_open());

	raise(SIGHUP);
	cr_expect(!signals_waiting());
	signals_release();
	raise(SIGHUP);
	signals_catch();
	raise(SIGHUP);
	cr_expect(!signals_waiting());
}

static void
release_and_raise(int number)
{
	signals_release();
	raise(number);
}

Test(signal_pipe, lets_signals_end_the_program_while_they_are_not_caught)
{
	for (int i = 0; i < ENDING_SIGNALS; i++) {
		int status = run_child(release_and_raise, ending_signals[i]);

		cr_expect(ended_by(status, ending_signals[i]), "%d: %#x",
		    ending_signals[i], (unsigned)status);
	}
	cr_expect(!signals_waiting());
}

Test(signal_pipe, has_signals_again_when_they_are_caught_again)
{
	signals_release();
	signals_catch();

	for (int i = 0; i < ENDING_SIGNALS; i++) {
		cr_assert(raise(ending_signals[i]) == 0);
		cr_expect(signals_next() == ending_signals[i]);
	}
}

Test(signal_pipe, ends_the_program_as_the_signal_does)
{
	for (int i = 0; i < ENDING_SIGNALS; i++) {
		int status = run_child(signals_raise, ending_signals[i]);

		cr_expect(ended_by(status, ending_signals[i]), "%d: %#x",
		    ending_signals[i], (unsigned)status);
	}
	cr_expect(!signals_waiting());
}
