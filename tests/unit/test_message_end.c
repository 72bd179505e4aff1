#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"
#include "unit/stderr_pipe.h"

/* How long message_end() waits for the last messages. */

TestSuite(message, .init = stderr_open, .fini = stderr_close, .timeout = 30);

static bool counts_waits; /* true: poll() counts the waits */
static bool reads;        /* true: the test reads whenever the program waits */
static int waits;
static int longest_ms;

/* Like poll(2), but notes the number of waits and the longest one. */
int
poll(struct pollfd *fds, nfds_t count, int wait_ms)
{
	long ready = syscall(SYS_poll, fds, count, 0);

	if (ready != 0 || wait_ms == 0)
		return (int)ready;
	if (counts_waits) {
		waits++;
		longest_ms = wait_ms > longest_ms ? wait_ms : longest_ms;
		if (reads)
			stderr_read();
	}
	return (int)syscall(SYS_poll, fds, count, wait_ms);
}

static void
end(void)
{
	counts_waits = true;
	message_end();
	counts_waits = false;
}

Test(message, is_written_at_the_end_if_it_is_read_within_1_s)
{
	stderr_fill();
	message("text");
	reads = true;
	end();

	cr_expect(longest_ms == 1000, "%d", longest_ms);
	stderr_expect("xtest: text\n");
}

Test(message, is_dropped_at_the_end_if_it_is_not_read_within_1_s)
{
	stderr_fill();
	message("text");
	end();

	cr_expect(longest_ms == 1000, "%d", longest_ms);
	stderr_expect("");
}

Test(message, does_not_wait_at_the_end_if_a_signal_has_come)
{
	cr_assert(signals_open() && raise(SIGINT) == 0);
	stderr_fill();
	message("text");
	reads = true;
	end();

	cr_expect(waits == 0);
	stderr_expect("");
	cr_expect(signals_next() == SIGINT);
}

Test(message, that_has_been_written_needs_no_time_at_the_end)
{
	message("text");
	end();

	cr_expect(waits == 0);
	stderr_expect("xtest: text\n");
}

Test(message, that_can_be_written_is_written_at_the_end)
{
	stderr_fill();
	message("text");
	stderr_read();
	end();

	cr_expect(waits == 0);
	stderr_expect("xtest: text\n");
}
