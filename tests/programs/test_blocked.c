#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Nobody reads the output of the programs, or somebody reads it late. */

enum { FILLER = 1 };

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 300000);
}

TestSuite(blocked, .init = set_up, .fini = sandbox_close, .timeout = 200);

/* Creates a full FIFO and returns a descriptor to read from it. */
static int
make_full_fifo(const char *path)
{
	char filler[512];
	int fd;

	memset(filler, FILLER, sizeof filler);
	cr_assert(mkfifo(path, 0600) == 0);
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	cr_assert(fd != -1);
	while (write(fd, filler, sizeof filler) > 0)
		continue;
	while (write(fd, filler, 1) > 0)
		continue;
	return fd;
}

/* Copies the available bytes to a file, without the filler. */
static void
read_fifo(int fd, const char *path)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };
	FILE *file = fopen(path, "a");
	unsigned char byte;

	cr_assert(file != NULL);
	while (poll(&in, 1, 0) == 1 && read(fd, &byte, 1) == 1) {
		if (byte != FILLER)
			putc(byte, file);
	}
	cr_assert(fclose(file) == 0);
}

/* Creates a terminal whose output is stopped, as after Ctrl-S. */
static int
make_stopped_terminal(const char *path)
{
	int fd;

	sandbox_line("", path, "screen-end");
	fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(fd != -1);
	cr_assert(tcflow(fd, TCOOFF) == 0);
	return fd;
}

static const char *const modes[] = { "bar", "lines", "json" };

/* Runs transfers whose programs write their messages to `path`. */
static void
expect_transfers(const char *path)
{
	for (int i = 0; i < 2 + HAS_JSON; i++) {
		struct child r = sandbox_start("xrecv -v -p b -o -d in "
					   "--progress=%s 2>%s",
		    modes[i], path);

		cr_expect(sandbox_run("xsend -v -p a -y --progress=%s f 2>%s",
			      modes[i], path) == 0,
		    "%s", modes[i]);
		cr_expect(sandbox_wait(&r) == 0, "%s", modes[i]);
		cr_expect(sandbox_same("f", "in/f"), "%s", modes[i]);
	}
}

/*
 * Expects that a tool whose messages go to `path` ends by each signal, by its
 * timeout and by an error.
 */
static void
expect_end(const char *path)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	static const struct child trace = { .log = "t" };

	cr_expect(sandbox_run("xrecv -v -p a --wait=0.5 in/g 2>%s", path) == 4);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct child c =
		    sandbox_start("xrecv -v -p a --trace=t in/g 2>%s", path);

		sandbox_expect(&trace, "sent ");
		cr_assert(kill(c.pid, numbers[i]) == 0);
		cr_expect(sandbox_wait(&c) == 128 + numbers[i]);
		unlink("t");
	}
	cr_expect(sandbox_run("xsend -p a missing 2>%s", path) == 1);
	cr_expect(sandbox_run("xsend --missing 2>%s", path) == 2);
}

Test(blocked, full_pipe_on_fd_2_does_not_delay_a_transfer)
{
	int fd = make_full_fifo("full");

	expect_transfers("full");
	close(fd);
}

Test(blocked, full_pipe_on_fd_2_does_not_delay_a_signal_or_timeout)
{
	int fd = make_full_fifo("full");

	expect_end("full");
	close(fd);
}

Test(blocked, stopped_terminal_does_not_delay_a_transfer)
{
	int fd = make_stopped_terminal("screen");

	expect_transfers("screen");
	close(fd);
}

Test(blocked, stopped_terminal_does_not_delay_a_signal_or_timeout)
{
	int fd = make_stopped_terminal("screen");

	expect_end("screen");
	close(fd);
}

Test(blocked, full_pipe_does_not_delay_a_command_with_many_messages)
{
	int fd = make_full_fifo("full");

	cr_expect(sandbox_run("xsend -p 'exec:yes >&2 & exec xrecv -d in' -y f "
			  "2>full") == 0);
	cr_expect(sandbox_same("f", "in/f"));
	close(fd);
}

/*
 * The reader takes five pieces of 4096 bytes, then nothing.  yes(1) fills the
 * pipe again after each piece.
 */
Test(blocked, pipe_kept_full_by_another_program_does_not_delay_a_transfer)
{
	struct child other, reader, r;

	cr_assert(mkfifo("shared", 0600) == 0);
	reader = sandbox_start("sh -c 'exec <shared; for i in 1 2 3 4 5; do "
			   "head -c 4096 >/dev/null; sleep 0.1; done; "
			   "sleep 100'");
	other = sandbox_start("sh -c 'yes >shared'");
	r = sandbox_start("xrecv -v -p b -d in --progress=lines 2>shared");

	cr_expect(
	    sandbox_run("xsend -v -p a -y --progress=lines --block-delay=5 "
			"f 2>shared") == 0);
	cr_expect(sandbox_wait(&r) == 0);
	kill(-other.pid, SIGKILL);
	kill(-reader.pid, SIGKILL);
}

/* Runs xrecv, and copies its output to the file "said" only at the end. */
static void
read_late(const char *options)
{
	int fd = make_full_fifo("full");
	struct child c =
	    sandbox_start("xrecv -p a --trace=t %s in/g 2>full", options);

	/*
	 * xrecv keeps 32 KiB of messages, and the text has 240,000 bytes.  The
	 * trace has about four bytes for each byte of the text, so its length
	 * shows when xrecv has received most of the text.
	 */
	cr_assert(
	    sandbox_run("sh -c 'seq -f \"line %%g and more text\" 10000 >b; "
			"until test $(wc -c <t) -gt 800000; do sleep 0.1; "
			"done'") == 0);
	read_fifo(fd, "said");
	cr_assert(kill(c.pid, SIGTERM) == 0);
	cr_expect(sandbox_wait(&c) == 128 + SIGTERM);
	read_fifo(fd, "said");
	close(fd);
}

Test(blocked, pipe_read_late_has_the_errors_and_the_count_of_lost_lines)
{
	static const struct child said = { .log = "said" };

	read_late("");

	cr_expect(sandbox_said(&said, "< line 1 and more text\n"));
	cr_expect(sandbox_said(
	    &said, "xrecv: cancelled while waiting for the sender\n"));
	cr_expect(sandbox_said(&said, "lines were dropped: standard error "));
}

Test(blocked, pipe_read_late_has_only_complete_JSON_objects,
    .disabled = !HAS_JSON)
{
	read_late("--progress=json");

	cr_expect(
	    sandbox_run("jq -es 'first.event == \"start\" and "
			"last.event == \"done\" and last.status == 143 and "
			"any(.kind == \"warning\" and "
			"(.text | test(\"lines were dropped\")))' said") == 0);
}

/* The file of --trace. */

Test(blocked, full_pipe_of_the_trace_does_not_delay_a_transfer)
{
	int fd = make_full_fifo("full");
	struct child r = sandbox_start("xrecv -p b -d in");
	struct child s = sandbox_start("xsend -p a -y --trace=full f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(sandbox_said(
	    &s, "warning: full: the trace ends here: its reader is too slow"));
	close(fd);
}

Test(blocked, trace_without_a_reader_is_an_error)
{
	struct child s;

	cr_assert(mkfifo("lonely", 0600) == 0);
	s = sandbox_start("xsend -p a -y --trace=lonely f");

	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: lonely: no program reads from it"));
}

Test(blocked, trace_can_be_a_pipe_that_is_read)
{
	struct child s = sandbox_start("sh -c '(xsend -p a --wait=0.1 "
				   "--trace=/dev/fd/3 f 2>&1) 3>&1 >&2 | cat'");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_said(&s, "a is open, 115200 baud\n"));
	cr_expect(sandbox_said(&s, "no-start, status 4\n"));
}
