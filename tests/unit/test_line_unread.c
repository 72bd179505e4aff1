#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "unit/fake_line.h"

/* Bytes that were read from a line and then given back to the line. */

TestSuite(line, .init = fake_line_set_up, .timeout = 30);

/* Expects that a read of at most `len` bytes returns this text. */
static void
expect_read(struct line *line, size_t len, const char *expected)
{
	char bytes[64];
	ssize_t n = line_read(line, bytes, len);

	cr_expect(n == (ssize_t)strlen(expected) &&
		      memcmp(bytes, expected, strlen(expected)) == 0,
	    "%.*s, not %s", n > 0 ? (int)n : 0, bytes, expected);
}

static void
expect_nothing(struct line *line)
{
	char byte;

	errno = 0;
	cr_expect(line_read(line, &byte, 1) == -1 && errno == EAGAIN);
}

Test(line, returns_given_back_bytes_before_new_bytes)
{
	struct line line = fake_line_text("and more");

	line_unread(&line, "back ", 5);

	expect_read(&line, 2, "ba");
	expect_read(&line, 64, "ck ");
	expect_read(&line, 3, "and");
	expect_read(&line, 64, " more");
	expect_nothing(&line);
}

Test(line, returns_the_bytes_of_the_last_line_unread_first)
{
	struct line line = fake_line_text("three");

	line_unread(&line, "two ", 4);
	line_unread(&line, "one ", 4);
	expect_read(&line, 6, "one tw");
	line_unread(&line, "zero t", 6);
	line_unread(&line, "", 0);
	expect_read(&line, 64, "zero to ");
	expect_read(&line, 64, "three");
	expect_nothing(&line);
}

Test(line, takes_back_as_many_bytes_as_it_reports)
{
	static char bytes[LINE_AHEAD_MAX], again[LINE_AHEAD_MAX + 1];
	struct line line = fake_line_text("rest");

	for (int i = 0; i < LINE_AHEAD_MAX; i++)
		bytes[i] = (char)(i * 7 + i / 256);
	line_unread(&line, bytes + 1000, LINE_AHEAD_MAX - 1000);
	line_unread(&line, bytes, 1000);

	cr_expect(line_read(&line, again, sizeof again) == LINE_AHEAD_MAX);
	cr_expect(memcmp(bytes, again, LINE_AHEAD_MAX) == 0);
	expect_read(&line, 64, "rest");
}

/* If the read waits, the time limit of the suite fails the test. */
Test(line, returns_given_back_bytes_without_waiting)
{
	struct line line = fake_line_text("");
	struct line_ready ready;
	int never[2];

	cr_assert(pipe(never) == 0);
	line.in_fd = never[0];
	ready = line_wait(&line, false, 0);
	cr_expect(!ready.input && !ready.signal);

	line_unread(&line, "b", 1);
	ready = line_wait(&line, false, 1000000);
	cr_expect(ready.input && !ready.signal);
	expect_read(&line, 1, "b");
	ready = line_wait(&line, false, 0);
	cr_expect(!ready.input);

	fake_line_ready = 1;
	ready = line_wait(&line, false, 1000000);
	cr_expect(ready.input && !ready.signal);
}
