#include "base/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "base/interrupt.h"

/* Time after which a waiting open(2) is interrupted to check for a signal. */
enum { CHECK_MS = 200 };

static int self_pipe[2] = { -1, -1 };

static void
note(int number)
{
	int saved = errno;
	unsigned char byte = (unsigned char)number;
	/* If the pipe is full, the signals in the pipe are enough to cancel. */
	ssize_t n = write(self_pipe[1], &byte, 1);

	(void)n;
	errno = saved;
}

static bool
set_up_pipe(void)
{
	if (pipe(self_pipe) == -1)
		return false;
	for (int i = 0; i < 2; i++) {
		if (fcntl(self_pipe[i], F_SETFL, O_NONBLOCK) == -1 ||
		    fcntl(self_pipe[i], F_SETFD, FD_CLOEXEC) == -1)
			return false;
	}
	return true;
}

/* Signals that end a program. */
static const int ends[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

static void
handle(void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct sigaction old;

		/* Keep ignoring a signal that the parent ignores (nohup). */
		sigaction(ends[i], NULL, &old);
		if (old.sa_handler != SIG_IGN)
			sigaction(ends[i], &action, NULL);
	}
}

void
signals_release(void)
{
	handle(SIG_DFL);
}

void
signals_catch(void)
{
	handle(note);
}

bool
signals_open(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction usual = { .sa_handler = SIG_DFL };

	if (!set_up_pipe()) {
		/* Do not use a pipe that may block the signal handler. */
		self_pipe[0] = self_pipe[1] = -1;
		return false;
	}
	signals_catch();
	/*
	 * Let write(2) report a closed pipe or a file size limit as an error.
	 */
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
	/* While SIGCHLD is ignored, waitpid(2) returns no exit status. */
	sigaction(SIGCHLD, &usual, NULL);
	return true;
}

int
signals_fd(void)
{
	return self_pipe[0];
}

bool
signals_waiting(void)
{
	struct pollfd fd = { .fd = self_pipe[0], .events = POLLIN };

	return poll(&fd, 1, 0) == 1;
}

bool
signals_await(int fd, short events)
{
	struct pollfd fds[] = { { .fd = fd, .events = events },
		{ .fd = self_pipe[0], .events = POLLIN } };

	while (poll(fds, 2, -1) == -1) {
		if (errno != EINTR)
			return false;
	}
	if (fds[0].revents != 0)
		return true;
	errno = EINTR;
	return false;
}

int
signals_open_path(const char *path, int flags)
{
	int fd = -1, error = EINTR;

	/*
	 * A signal between signals_waiting() and open(2) does not interrupt
	 * open(2); the timer does.
	 */
	interrupt_start(CHECK_MS);
	while (fd == -1 && error == EINTR && !signals_waiting()) {
		fd = open(path, flags);
		error = errno;
	}
	interrupt_stop();
	errno = error;
	return fd;
}

int
signals_next(void)
{
	unsigned char byte;

	return read(self_pipe[0], &byte, 1) == 1 ? byte : 0;
}

static void
set_action(int number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

/*
 * The terminal sends no signals to a new session.  Signals are blocked here, so
 * a signal that the terminal sent before setsid() is pending; SIG_IGN discards
 * this signal.
 */
static void
reset_signals_of_child(void)
{
	setsid();
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		set_action(ends[i], SIG_IGN);
		set_action(ends[i], SIG_DFL);
	}
	set_action(SIGPIPE, SIG_DFL);
	set_action(SIGXFSZ, SIG_DFL);
}

pid_t
signals_fork(void)
{
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0)
		reset_signals_of_child();
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

void
signals_raise(int number)
{
	set_action(number, SIG_DFL);
	raise(number);
}
