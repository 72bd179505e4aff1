#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/output.h"

/*
 * Text for a descriptor whose pipe is full. If a call blocks, the time limit of
 * the suite fails the test.
 */

static int ends[2]; /* pipe: the end for the reader,
		       and the end for the output */
static struct output output;

static void
set_up(void)
{
	cr_assert(pipe(ends) == 0);
	output_init(&output, ends[1]);
}

static void
clean_up(void)
{
	close(ends[0]);
	close(ends[1]);
}

TestSuite(output, .init = set_up, .fini = clean_up, .timeout = 30);

static bool
put(enum output_need need, const char *text)
{
	return output_put(&output, need, text, strlen(text));
}

/* Sets or clears a flag of the file description of `fd`. */
static void
set_blocking(int fd, bool blocking)
{
	cr_assert(fcntl(fd, F_SETFL, blocking ? 0 : O_NONBLOCK) == 0);
}

/* Fills the pipe with dots, as another program could do. */
static void
fill(int fd)
{
	char dots[512];

	memset(dots, '.', sizeof dots);
	set_blocking(fd, false);
	while (write(fd, dots, sizeof dots) > 0)
		continue;
	while (write(fd, dots, 1) > 0)
		continue;
	set_blocking(fd, true);
}

/* Reads all that was written so far, and leaves out the dots. */
static void
read_all(int fd, char *text, size_t size)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };
	size_t len = 0;
	char byte;

	while (
	    len + 1 < size && poll(&in, 1, 0) == 1 && read(fd, &byte, 1) == 1) {
		if (byte != '.')
			text[len++] = byte;
	}
	text[len] = '\0';
}

static void
expect_text(const char *expected)
{
	char text[4096];

	read_all(ends[0], text, sizeof text);
	cr_expect(strcmp(text, expected) == 0, "\"%s\"", text);
}

Test(output, writes_text_at_once)
{
	cr_expect(put(OUTPUT_PROGRESS, "progress\n"));
	cr_expect(put(OUTPUT_NOTE, "note\n"));

	expect_text("progress\nnote\n");
	cr_expect(output.len == 0);
}

Test(output, keeps_text_for_a_full_pipe_and_drops_progress)
{
	fill(ends[1]);
	cr_expect(put(OUTPUT_NOTE, "note\n"));
	cr_expect(!put(OUTPUT_PROGRESS, "progress\n"));
	cr_expect(put(OUTPUT_ERROR, "error\n"));
	cr_expect(put(OUTPUT_LAST, "last\n"));
	expect_text("");
	cr_expect(output.dropped == 0);

	output_flush(&output);
	expect_text("note\nerror\nlast\n");
}

Test(output, writes_kept_text_in_front_of_new_text)
{
	fill(ends[1]);
	cr_expect(put(OUTPUT_ERROR, "error\n"));
	expect_text("");

	cr_expect(put(OUTPUT_PROGRESS, "progress\n"));
	expect_text("error\nprogress\n");
}

Test(output, has_space_for_what_matters_when_it_drops_notes)
{
	char line[1000];
	unsigned notes = 0, errors = 0;

	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	fill(ends[1]);
	while (put(OUTPUT_NOTE, line))
		notes++;
	while (put(OUTPUT_ERROR, line))
		errors++;

	cr_expect(notes >= 30 && errors >= 15, "%u, %u", notes, errors);
	cr_expect(output.dropped == 2);
	for (int i = 0; i < 16; i++)
		cr_expect(put(OUTPUT_LAST, line));
	cr_expect(output.len <= sizeof output.kept);
}

Test(output, drops_all_when_nobody_can_read)
{
	signal(SIGPIPE, SIG_IGN);
	fill(ends[1]);
	cr_expect(put(OUTPUT_ERROR, "error\n"));
	close(ends[0]);

	output_flush(&output);

	cr_expect(output.len == 0);
	cr_expect(output.error == EPIPE);
}

Test(output, leaves_the_flags_of_a_shared_descriptor_alone)
{
	fill(ends[1]);
	put(OUTPUT_ERROR, "error\n");

	cr_expect((fcntl(ends[1], F_GETFL) & O_NONBLOCK) == 0);
}

Test(output, is_finished_within_the_time_or_by_a_signal)
{
	int signals[2];

	cr_assert(pipe(signals) == 0);
	fill(ends[1]);
	put(OUTPUT_LAST, "last\n");
	output_finish(&output, signals[0], 50);
	cr_expect(output.len == 5);

	/* A wait of this time would exceed the time limit of the test. */
	cr_assert(write(signals[1], "", 1) == 1);
	output_finish(&output, signals[0], 1000000);
	cr_expect(output.len == 5);

	expect_text("");
	output_finish(&output, -1, 1000000);
	expect_text("last\n");
}

/* The output is one end of a pty. */
static int
open_pty(int *terminal)
{
	int screen = posix_openpt(O_RDWR | O_NOCTTY);
	struct termios t;

	cr_assert(
	    screen != -1 && grantpt(screen) == 0 && unlockpt(screen) == 0);
	*terminal = open(ptsname(screen), O_RDWR | O_NOCTTY);
	cr_assert(*terminal != -1 && tcgetattr(*terminal, &t) == 0);
	t.c_oflag = 0;
	cr_assert(tcsetattr(*terminal, TCSANOW, &t) == 0);
	output_init(&output, *terminal);
	return screen;
}

Test(output, does_not_wait_for_a_terminal_that_is_stopped)
{
	char text[64];
	int terminal;
	int screen = open_pty(&terminal);

	cr_assert(tcflow(terminal, TCOOFF) == 0);
	cr_expect(put(OUTPUT_ERROR, "error\n"));
	cr_expect(!put(OUTPUT_PROGRESS, "progress\n"));
	read_all(screen, text, sizeof text);
	cr_expect(strcmp(text, "") == 0, "\"%s\"", text);

	cr_assert(tcflow(terminal, TCOON) == 0);
	output_flush(&output);
	read_all(screen, text, sizeof text);
	cr_expect(strcmp(text, "error\n") == 0, "\"%s\"", text);
	close(screen);
	close(terminal);
}

/* poll(2) reports the pty as writable, but write(2) would block. */
Test(output, does_not_wait_for_a_terminal_that_has_space_for_a_part)
{
	static char line[8000];
	struct pollfd out = { .events = POLLOUT };
	char byte;
	int screen = open_pty(&out.fd);

	memset(line, 'x', sizeof line);
	line[sizeof line - 1] = '\n';
	fill(out.fd);
	/* The system may report space only after all bytes were read. */
	cr_assert(fcntl(screen, F_SETFL, O_NONBLOCK) == 0);
	while (poll(&out, 1, 0) == 0)
		cr_assert(read(screen, &byte, 1) == 1 || errno == EAGAIN);

	cr_expect(output_put(&output, OUTPUT_ERROR, line, sizeof line));
	cr_expect(output.len > 0, "this pty takes everything");
	close(screen);
	close(out.fd);
}
