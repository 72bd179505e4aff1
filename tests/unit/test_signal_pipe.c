#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/signals.h"

/* If a call never returns, the time limit fails the test. */

static const int ends[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

enum { ENDS_COUNT = sizeof ends / sizeof *ends };

static void
set_up(void)
{
	struct rlimit none = { 0, 0 };

	/* The caller of the tests may ignore some signals. */
	for (int i = 0; i < ENDS_COUNT; i++)
		signal(ends[i], SIG_DFL);
	/* SIGQUIT must not write a core file. */
	setrlimit(RLIMIT_CORE, &none);
	cr_assert(signals_open());
}

TestSuite(signal_pipe, .init = set_up, .timeout = 30);

static bool
can_be_read(int fd)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };

	return poll(&in, 1, 0) == 1 && (in.revents & POLLIN) != 0;
}

/* Returns the exit status of a child that calls the function and exits. */
static int
run(void (*function)(int), int number)
{
	int status;
	pid_t pid = fork();

	cr_assert(pid != -1);
	if (pid == 0) {
		function(number);
		_exit(0);
	}
	cr_assert(waitpid(pid, &status, 0) == pid);
	return status;
}

static bool
ended_by(int status, int number)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == number;
}

static bool
exited(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A pipe that nothing has been written to. */
static void
make_pipe(int fds[2])
{
	cr_assert(pipe(fds) == 0);
}

/* Signals that arrive. */

Test(signal_pipe, has_nothing_before_a_signal_comes)
{
	cr_expect(signals_fd() != -1);
	cr_expect(!can_be_read(signals_fd()));
	cr_expect(!signals_waiting());
	cr_expect(signals_next() == 0);
}

Test(signal_pipe, has_each_signal_that_ends_a_program_until_it_is_taken)
{
	for (int i = 0; i < ENDS_COUNT; i++) {
		cr_assert(raise(ends[i]) == 0);

		cr_expect(signals_waiting());
		cr_expect(signals_waiting(), "it was taken by a look");
		cr_expect(can_be_read(signals_fd()));
		cr_expect(signals_next() == ends[i]);
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
	 * More signals than the pipe holds; a blocking write would never
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

/* Instead of SIGPIPE and SIGXFSZ, write(2) returns an error. */
Test(signal_pipe, lets_a_program_live_when_a_write_fails)
{
	int fds[2];

	make_pipe(fds);
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

/* While SIGCHLD is ignored, wait(2) gets no status of a child. */
Test(signal_pipe, lets_a_program_wait_for_a_child)
{
	signal(SIGCHLD, SIG_IGN);
	cr_assert(signals_open());

	cr_expect(exited(run(do_nothing, 0)));
}

Test(signal_pipe, is_closed_when_another_program_begins)
{
	cr_expect((fcntl(signals_fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

/* A program that a shell starts under nohup(1) is not to end at a hangup. */
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

/* Release and catch. */

static void
release_and_raise(int number)
{
	signals_release();
	raise(number);
}

Test(signal_pipe, lets_signals_end_the_program_while_they_are_released)
{
	for (int i = 0; i < ENDS_COUNT; i++) {
		int status = run(release_and_raise, ends[i]);

		cr_expect(ended_by(status, ends[i]), "%d: %#x", ends[i],
		    (unsigned)status);
	}
	cr_expect(!signals_waiting());
}

Test(signal_pipe, has_signals_again_when_they_are_caught_again)
{
	signals_release();
	signals_catch();

	for (int i = 0; i < ENDS_COUNT; i++) {
		cr_assert(raise(ends[i]) == 0);
		cr_expect(signals_next() == ends[i]);
	}
}

/* Waiting. */

Test(signal_pipe, awaits_what_a_descriptor_is_ready_for)
{
	int fds[2];

	make_pipe(fds);
	cr_expect(signals_await(fds[1], POLLOUT));
	cr_assert(write(fds[1], "", 1) == 1);
	cr_expect(signals_await(fds[0], POLLIN));
}

Test(signal_pipe, awaits_no_more_than_a_signal)
{
	int fds[2];

	make_pipe(fds);
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

Test(signal_pipe, is_awaited_by_a_wait_that_has_begun)
{
	struct itimerval soon = { .it_value.tv_usec = 10000 };
	int fds[2];

	make_pipe(fds);
	signal(SIGALRM, raise_term);
	cr_assert(setitimer(ITIMER_REAL, &soon, NULL) == 0);
	errno = 0;

	cr_expect(!signals_await(fds[0], POLLIN));
	cr_expect(errno == EINTR);
}

/* The third signal of a timer writes to this. */
static int alarm_fd;

static void
note_alarm(int number)
{
	static int count;

	(void)number;
	if (++count == 3)
		cr_assert(write(alarm_fd, "", 1) == 1);
}

Test(signal_pipe, is_not_awaited_when_another_signal_comes)
{
	struct itimerval often = { .it_value.tv_usec = 2000,
		.it_interval.tv_usec = 2000 };
	struct sigaction action = { .sa_handler = note_alarm };
	int fds[2];

	make_pipe(fds);
	alarm_fd = fds[1];
	cr_assert(sigaction(SIGALRM, &action, NULL) == 0);
	cr_assert(setitimer(ITIMER_REAL, &often, NULL) == 0);

	cr_expect(signals_await(fds[0], POLLIN));
}

/* A child that becomes another program. */

static bool
is_default(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 &&
	       action.sa_handler == SIG_DFL;
}

static bool
same_mask(const sigset_t *a, const sigset_t *b)
{
	for (int i = 1; i < SIGRTMIN; i++) {
		if (sigismember(a, i) != sigismember(b, i))
			return false;
	}
	return true;
}

/* Exit status of a child that found an error. */
enum { NO_SESSION = 1, NO_DEFAULT = 2, WRONG_MASK = 4 };

static int
look_at_child(const sigset_t *expected)
{
	int wrong = getsid(0) != getpid() ? NO_SESSION : 0;
	sigset_t mask;

	for (int i = 0; i < ENDS_COUNT; i++)
		wrong |= !is_default(ends[i]) ? NO_DEFAULT : 0;
	if (!is_default(SIGPIPE) || !is_default(SIGXFSZ) ||
	    !is_default(SIGCHLD))
		wrong |= NO_DEFAULT;
	if (sigprocmask(SIG_SETMASK, NULL, &mask) == -1 ||
	    !same_mask(&mask, expected))
		wrong |= WRONG_MASK;
	return wrong;
}

Test(signal_pipe, is_not_of_a_child_that_becomes_another_program)
{
	sigset_t before, after;
	int status;
	pid_t pid;

	sigemptyset(&before);
	sigaddset(&before, SIGUSR2);
	cr_assert(sigprocmask(SIG_SETMASK, &before, NULL) == 0);

	pid = signals_fork();
	cr_assert(pid != -1);
	if (pid == 0)
		_exit(look_at_child(&before));
	cr_assert(waitpid(pid, &status, 0) == pid);
	cr_expect(exited(status), "%#x", (unsigned)status);

	cr_assert(sigprocmask(SIG_SETMASK, NULL, &after) == 0);
	cr_expect(same_mask(&before, &after));
	cr_expect(raise(SIGINT) == 0 && signals_next() == SIGINT);
}

Test(signal_pipe, is_not_of_a_child_even_if_the_signal_was_ignored)
{
	sigset_t mask;
	int status;
	pid_t pid;

	cr_assert(sigprocmask(SIG_SETMASK, NULL, &mask) == 0);
	signal(SIGHUP, SIG_IGN);
	pid = signals_fork();
	cr_assert(pid != -1);
	if (pid == 0)
		_exit(look_at_child(&mask));
	cr_assert(waitpid(pid, &status, 0) == pid);
	cr_expect(exited(status), "%#x", (unsigned)status);
}

Test(signal_pipe, lets_a_signal_end_a_child)
{
	for (int i = 0; i < ENDS_COUNT; i++) {
		int status;
		pid_t pid = signals_fork();

		cr_assert(pid != -1);
		if (pid == 0) {
			raise(ends[i]);
			_exit(0);
		}
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_expect(ended_by(status, ends[i]), "%d: %#x", ends[i],
		    (unsigned)status);
	}
	cr_expect(!signals_waiting());
}

static int early; /* a signal that comes to both while fork(2) runs, or 0 */

static void
raise_early(void)
{
	if (early != 0)
		raise(early);
}

Test(signal_pipe, has_a_signal_to_both_processes_once)
{
	cr_assert(pthread_atfork(NULL, raise_early, raise_early) == 0);
	for (int i = 0; i < ENDS_COUNT; i++) {
		int status;
		pid_t pid;

		early = ends[i];
		pid = signals_fork();
		cr_assert(pid != -1);
		if (pid == 0)
			_exit(0);
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_expect(exited(status), "%d: %#x", ends[i], (unsigned)status);
		cr_expect(signals_next() == ends[i]);
		cr_expect(signals_next() == 0);
	}
}

/* Root may start as many processes as it wants. */
static bool
become_limited(void)
{
	struct rlimit none = { 0, 0 };

	return setrlimit(RLIMIT_NPROC, &none) == 0 &&
	       (geteuid() != 0 ||
		   (setgroups(0, NULL) == 0 && setgid(65534) == 0 &&
		       setuid(65534) == 0));
}

/* Exits with 0, or with the number of the check that failed. */
static void
fork_in_vain(int number)
{
	sigset_t before, after;

	if (!become_limited() || sigprocmask(SIG_SETMASK, NULL, &before) == -1)
		_exit(1);
	errno = 0;
	if (signals_fork() != -1)
		_exit(2);
	if (errno != EAGAIN)
		_exit(3);
	if (sigprocmask(SIG_SETMASK, NULL, &after) == -1 ||
	    !same_mask(&before, &after))
		_exit(4);
	if (raise(number) != 0 || signals_next() != number)
		_exit(5);
}

Test(signal_pipe, stays_when_there_is_no_child)
{
	int status = run(fork_in_vain, SIGINT);

	cr_expect(exited(status), "%#x", (unsigned)status);
}

/* The end. */

Test(signal_pipe, ends_the_program_as_the_signal_does)
{
	for (int i = 0; i < ENDS_COUNT; i++) {
		int status = run(signals_raise, ends[i]);

		cr_expect(ended_by(status, ends[i]), "%d: %#x", ends[i],
		    (unsigned)status);
	}
	cr_expect(!signals_waiting());
}
