#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/signals.h"
#include "line/kind.h"
#include "transfer/transfer.h"
#include "unit/copy_engine.h"

/* The pause between two reads while a block is being received. */

static uint32_t now_ms;
static uint32_t paused_us;

uint32_t
clock_ms(void)
{
	return now_ms;
}

uint64_t
clock_us(void)
{
	return now_ms * (uint64_t)1000;
}

void
clock_pause_us(uint32_t us)
{
	paused_us = us;
}

static size_t missing_bytes;

static size_t
missing(const struct engine *e)
{
	(void)e;
	return missing_bytes;
}

/*
 * Runs a short transfer whose engine always reports that `bytes` bytes of a
 * block are missing. Returns the last pause in microseconds, or 0.
 */
static uint32_t
pause_with(size_t bytes, uint32_t bytes_per_s)
{
	static const struct line_operations line_calls = {
		.read = line_fd_read, .write = line_fd_write
	};
	static struct line_options line_options = { .data_bits = 8 };
	static struct report report;
	struct sink sink = SINK_INIT;
	struct sink_options o = { .destination = { .path = "out" },
		.size = SIZE_UNKNOWN,
		.limit = UINT64_MAX,
		.max_files = 10 };
	struct engine_operations calls;
	struct copy_engine copy;
	struct line line = { .operations = &line_calls,
		.name = (char *)"board",
		.bytes_per_s = bytes_per_s };
	struct transfer_options options = { .engine = &copy.engine,
		.line = &line,
		.line_options = &line_options,
		.report = &report };
	int ends[2];

	cr_assert(signals_open());
	cr_assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	cr_assert(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
	line.in_fd = line.out_fd = ends[0];
	report_init(&report, REPORT_NONE, true, false, NULL);
	cr_assert(sink_open(&sink, &o, &report));
	copy_engine_receive(&copy, &sink);
	calls = *copy.engine.operations;
	calls.missing = missing;
	copy.engine.operations = &calls;
	missing_bytes = bytes;
	cr_assert(write(ends[1], "\027\027", 2) == 2);

	paused_us = 0;
	cr_assert(transfer_run(&options).ending.failure == FAILURE_NONE);
	sink_close(&sink);
	unlink("out");
	close(ends[0]);
	close(ends[1]);
	return paused_us;
}

static char directory[] = "/tmp/xsend-test-XXXXXX";

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
}

static void
tear_down(void)
{
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(block_wait, .init = set_up, .fini = tear_down, .timeout = 60);

Test(block_wait, is_as_long_as_the_missing_bytes_take_and_a_little_less)
{
	cr_expect(pause_with(20, 11520) == 20 * 1000000 / 11520 - 300);
}

Test(block_wait, is_four_milliseconds_at_most)
{
	cr_expect(pause_with(1029, 11520) == 3700);
}

Test(block_wait, is_zero_if_few_bytes_are_missing)
{
	cr_expect(pause_with(3, 11520) == 0);
	cr_expect(pause_with(0, 11520) == 0);
}

Test(block_wait, is_zero_on_a_line_of_unknown_speed)
{
	cr_expect(pause_with(1029, 0) == 0);
}
