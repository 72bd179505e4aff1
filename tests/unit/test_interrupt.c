#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"

/* If a call is not interrupted, the time limit of the suite fails the test. */
TestSuite(interrupt, .timeout = 30);

static int empty[2]; /* pipe without data: reading from it blocks */

static void
expect_interrupted_read(void)
{
	char byte;

	errno = 0;
	cr_expect_eq(read(empty[0], &byte, 1), -1);
	cr_expect_eq(errno, EINTR);
}

Test(interrupt, ends_each_blocked_call_until_interrupt_stop_is_called)
{
	struct timespec wait = { .tv_nsec = 200000000 };

	cr_assert(pipe(empty) == 0);
	interrupt_start(5);
	expect_interrupted_read();
	expect_interrupted_read();
	interrupt_stop();
	cr_expect(nanosleep(&wait, NULL) == 0);
}

Test(interrupt, works_again_after_a_stop)
{
	cr_assert(pipe(empty) == 0);
	interrupt_start(5);
	interrupt_stop();
	interrupt_start(5);
	expect_interrupted_read();
}

/* The program that starts this one may have blocked the signal. */
Test(interrupt, works_if_its_signal_was_blocked)
{
	sigset_t all;

	cr_assert(pipe(empty) == 0);
	sigfillset(&all);
	cr_assert(sigprocmask(SIG_BLOCK, &all, NULL) == 0);
	interrupt_start(5);
	expect_interrupted_read();
}
