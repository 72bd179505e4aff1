#include <criterion/criterion.h>
#include <errno.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/signals.h"
#include "unit/signal_child.h"

/*
 * A child process that runs another program gets no signal that was meant for
 * its parent.
 */

TestSuite(signal_pipe, .init = catch_signals, .timeout = 30);

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

/* Bits of the exit status of a child that found an error. */
enum { NO_SESSION = 1, NO_DEFAULT = 2, WRONG_MASK = 4 };

static int
look_at_child(const sigset_t *expected)
{
	int wrong = getsid(0) != getpid() ? NO_SESSION : 0;
	sigset_t mask;

	for (int i = 0; i < ENDING_SIGNALS; i++)
		wrong |= !is_default(ending_signals[i]) ? NO_DEFAULT : 0;
	if (!is_default(SIGPIPE) || !is_default(SIGXFSZ) ||
	    !is_default(SIGCHLD))
		wrong |= NO_DEFAULT;
	if (sigprocmask(SIG_SETMASK, NULL, &mask) == -1 ||
	    !same_mask(&mask, expected))
		wrong |= WRONG_MASK;
	return wrong;
}

Test(signal_pipe, is_closed_in_a_child_that_runs_another_program)
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

Test(signal_pipe, is_closed_in_a_child_even_if_the_signal_was_ignored)
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
	for (int i = 0; i < ENDING_SIGNALS; i++) {
		int status;
		pid_t pid = signals_fork();

		cr_assert(pid != -1);
		if (pid == 0) {
			raise(ending_signals[i]);
			_exit(0);
		}
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_expect(ended_by(status, ending_signals[i]), "%d: %#x",
		    ending_signals[i], (unsigned)status);
	}
	cr_expect(!signals_waiting());
}

static int early; /* signal that both processes get while fork(2) runs, or 0 */

static void
raise_early(void)
{
	if (early != 0)
		raise(early);
}

Test(signal_pipe, reports_a_signal_to_both_processes_once)
{
	cr_assert(pthread_atfork(NULL, raise_early, raise_early) == 0);
	for (int i = 0; i < ENDING_SIGNALS; i++) {
		int status;
		pid_t pid;

		early = ending_signals[i];
		pid = signals_fork();
		cr_assert(pid != -1);
		if (pid == 0)
			_exit(0);
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_expect(exited(status), "%d: %#x", ending_signals[i],
		    (unsigned)status);
		cr_expect(signals_next() == ending_signals[i]);
		cr_expect(signals_next() == 0);
	}
}

/*
 * Sets the limit of processes to 0. A root process also becomes another user,
 * because this limit does not apply to root.
 */
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
fork_and_fail(int number)
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

Test(signal_pipe, stays_open_when_fork_fails)
{
	int status = run_child(fork_and_fail, SIGINT);

	cr_expect(exited(status), "%#x", (unsigned)status);
}
