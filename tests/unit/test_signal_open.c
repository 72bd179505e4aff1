#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/signals.h"

static char directory[] = "/tmp/xsend-test-XXXXXX";

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(mkfifo("fifo", 0600) == 0);
	cr_assert(signals_open());
}

static void
tear_down(void)
{
	cr_expect(unlink("fifo") == 0 && rmdir(directory) == 0);
}

TestSuite(signal_open, .init = set_up, .fini = tear_down, .timeout = 60);

Test(signal_open, does_not_wait_for_a_writer_after_a_signal)
{
	raise(SIGINT);

	cr_expect_eq(signals_open_path("fifo", O_RDONLY), -1);
	cr_expect_eq(errno, EINTR);
}

/*
 * The child receives a signal, and its handler writes to the pipe that both
 * processes share.  So the parent gets a signal that does not interrupt
 * open(2).  A signal that comes just before the call has the same effect.
 */
Test(signal_open, stops_waiting_if_a_signal_did_not_interrupt_the_call)
{
	pid_t child = fork();

	if (child == 0) {
		usleep(200000);
		raise(SIGINT);
		_exit(0);
	}
	cr_expect_eq(signals_open_path("fifo", O_RDONLY), -1);
	cr_expect_eq(errno, EINTR);
	cr_expect(signals_waiting());
	cr_expect_eq(waitpid(child, NULL, 0), child);
}

Test(signal_open, returns_the_error_of_the_call)
{
	cr_expect_eq(signals_open_path("missing", O_RDONLY), -1);
	cr_expect_eq(errno, ENOENT);
}

/* An alarm(2) that was set before exec(3) must still end the program. */
Test(signal_open, does_not_catch_or_cancel_an_alarm)
{
	struct sigaction action;
	int fd;

	alarm(1000);
	fd = signals_open_path(".", O_RDONLY);
	cr_expect(fd >= 0);
	close(fd);
	cr_expect(alarm(0) > 0);
	cr_assert(sigaction(SIGALRM, NULL, &action) == 0);
	cr_expect(action.sa_handler == SIG_DFL);
}

Test(signal_open, interrupts_no_later_call)
{
	struct timespec wait = { .tv_sec = 1 };
	int fd = signals_open_path(".", O_RDONLY);

	cr_expect(fd >= 0);
	close(fd);
	cr_expect(nanosleep(&wait, NULL) == 0);
}
