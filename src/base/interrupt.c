#include "base/interrupt.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

static timer_t timer;
static bool has_timer;

static void
do_nothing(int number)
{
	(void)number;
}

static bool
create_timer(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGURG };
	struct sigaction action = { .sa_handler = do_nothing };
	sigset_t urgent;

	sigemptyset(&action.sa_mask);
	sigemptyset(&urgent);
	sigaddset(&urgent, SIGURG);
	return sigaction(SIGURG, &action, NULL) == 0 &&
	       sigprocmask(SIG_UNBLOCK, &urgent, NULL) == 0 &&
	       timer_create(CLOCK_MONOTONIC, &event, &timer) == 0;
}

static void
set(long ms)
{
	struct itimerspec time = { .it_value.tv_nsec = ms * 1000000,
		.it_interval.tv_nsec = ms * 1000000 };

	if (has_timer)
		timer_settime(timer, 0, &time, NULL);
}

void
interrupt_start(long ms)
{
	if (!has_timer)
		has_timer = create_timer();
	set(ms);
}

void
interrupt_stop(void)
{
	set(0);
}
