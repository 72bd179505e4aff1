#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"

/*
 * Fd 2 is a pipe, and the test reads its other end. If a call waits for the
 * pipe, the time limit fails the test.
 */

static int reader;
static int old_stderr;

static void
set_up(void)
{
	int ends[2];

	old_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	cr_assert(old_stderr != -1 && pipe(ends) == 0);
	cr_assert(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
	cr_assert(dup2(ends[1], STDERR_FILENO) == STDERR_FILENO);
	close(ends[1]);
	reader = ends[0];
	message_init("/usr/local/bin/xtest");
}

static void
clean_up(void)
{
	dup2(old_stderr, STDERR_FILENO);
}

TestSuite(message, .init = set_up, .fini = clean_up, .timeout = 30);

/* Bytes read from fd 2, without the dots of fill(). */
static char text[1 << 18];
static size_t text_len;

static void
read_text(void)
{
	char byte;

	while (read(reader, &byte, 1) == 1) {
		cr_assert(text_len + 1 < sizeof text);
		if (byte != '.')
			text[text_len++] = byte;
	}
	text[text_len] = '\0';
}

static void
forget_text(void)
{
	text_len = 0;
	text[0] = '\0';
}

/* Expects that fd 2 got this text since the last call. */
static void
expect_text(const char *expected)
{
	read_text();
	cr_expect_str_eq(text, expected);
	forget_text();
}

/* Fills fd 2, as another program could do. */
static void
fill(void)
{
	char dots[512];

	memset(dots, '.', sizeof dots);
	cr_assert(fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK) == 0);
	while (write(STDERR_FILENO, dots, sizeof dots) > 0)
		continue;
	while (write(STDERR_FILENO, dots, 1) > 0)
		continue;
	cr_assert(fcntl(STDERR_FILENO, F_SETFL, 0) == 0);
}

/* Stands for the loop of a program, when fd 2 can be written again. */
static void
flush(void)
{
	read_text();
	while (message_waits()) {
		message_flush();
		read_text();
	}
}

/* Lines. */

Test(message, begins_with_the_name_of_the_program_and_is_a_line)
{
	message("%s: %d of them", "f", 7);
	expect_text("xtest: f: 7 of them\n");

	message_note("a note");
	expect_text("xtest: a note\n");

	message_warning("%d more", 2);
	expect_text("xtest: warning: 2 more\n");
}

Test(message, ends_with_the_reason_if_it_is_asked_for)
{
	errno = ENOENT;
	message_errno("%s", "f");
	expect_text("xtest: f: No such file or directory\n");

	errno = EACCES;
	message_errno("%s", "f");
	expect_text("xtest: f: Permission denied\n");
}

Test(message, has_an_escaped_name_without_directories)
{
	static const char *const rows[][2] = { { "xtest", "xtest" },
		{ "./rb", "rb" }, { "/usr/bin/xrecv", "xrecv" },
		{ "../a.b/x y", "x y" }, { "a\033[2Jb", "a\\x1b[2Jb" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char expected[32];

		message_init(rows[i][0]);
		cr_expect_str_eq(message_name(), rows[i][1]);
		message("text");
		snprintf(expected, sizeof expected, "%s: text\n", rows[i][1]);
		expect_text(expected);
	}
}

/* A name, or bytes of the line, must not control the terminal. */
Test(message, has_no_control_characters)
{
	message("%s", "a\x1b[2J\r\n\tb\x7f");
	expect_text("xtest: a\\x1b[2J\\x0d\\x0a\\x09b\\x7f\n");

	/* A C1 control, a change of direction, and invalid UTF-8. */
	message_warning("%s", "\xc2\x9b \xe2\x80\xae \xff");
	expect_text("xtest: warning: \\xc2\\x9b \\xe2\\x80\\xae \\xff\n");

	errno = ENOENT;
	message_errno("\x1b");
	expect_text("xtest: \\x1b: No such file or directory\n");

	message_note("%s", "\b");
	expect_text("xtest: \\x08\n");
}

Test(message, has_letters_and_backslashes_as_they_are)
{
	message("%s", "gr\xc3\xbc\xc3\x9f \\x1b \xe2\x82\xac");
	expect_text("xtest: gr\xc3\xbc\xc3\x9f \\x1b \xe2\x82\xac\n");
}

Test(message, that_is_too_long_loses_its_middle)
{
	static const char end[] = "z: No such file or directory\n";
	char path[5000];

	memset(path, 'x', sizeof path - 1);
	path[0] = 'a';
	path[sizeof path - 2] = 'z';
	path[sizeof path - 1] = '\0';
	errno = ENOENT;
	message_errno("%s", path);

	read_text();
	cr_expect(strncmp(text, "xtest: axxx", 11) == 0);
	cr_expect(strstr(text, "xxx") != NULL);
	cr_expect(text_len > sizeof end);
	cr_expect_str_eq(text + text_len - (sizeof end - 1), end);
	cr_expect(strchr(text, '\n') == text + text_len - 1);
}

Test(message, of_a_line_has_no_name)
{
	message_line("a line");
	expect_text("a line\n");
}

Test(message, for_a_program_is_left_as_it_is)
{
	static const char record[] = "{\"a\": \"\x1b\"}\nmore";

	message_record(OUTPUT_LAST, record, sizeof record - 1);
	expect_text(record);
	message_record(OUTPUT_ERROR, record, 3);
	expect_text("{\"a");
}

/* Standard descriptors that are closed. */

enum { KEPT_WRONG = 1, NOT_NULL = 2, NUMBERS_WRONG = 4 };

static bool
is_null(int fd)
{
	struct stat null, st;
	char byte;

	return stat("/dev/null", &null) == 0 && fstat(fd, &st) == 0 &&
	       st.st_rdev == null.st_rdev && read(fd, &byte, 1) == 0 &&
	       write(fd, "", 1) == 1;
}

/* Returns the number that the next opened file gets. */
static int
next_number(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	close(fd);
	return fd;
}

/* Returns a bit for each fd that is wrong after some fds were closed. */
static int
close_and_begin(unsigned closed)
{
	int number = next_number();
	struct stat before[3];
	int wrong = 0;

	for (int fd = 0; fd < 3; fd++) {
		if ((closed & (1u << fd)) != 0)
			close(fd);
		else if (fstat(fd, &before[fd]) == -1)
			wrong |= KEPT_WRONG;
	}
	message_init("xtest");
	for (int fd = 0; fd < 3; fd++) {
		struct stat st;

		if ((closed & (1u << fd)) != 0)
			wrong |= is_null(fd) ? 0 : NOT_NULL;
		else if (fstat(fd, &st) == -1 || st.st_ino != before[fd].st_ino)
			wrong |= KEPT_WRONG;
	}
	return wrong | (next_number() != number ? NUMBERS_WRONG : 0);
}

Test(message, keeps_files_out_of_the_standard_descriptors)
{
	int ends[2];

	/* The descriptors may be /dev/null where the tests run. */
	cr_assert(pipe(ends) == 0);
	cr_assert(dup2(ends[0], 0) == 0 && dup2(ends[1], 1) == 1);
	for (unsigned closed = 0; closed < 8; closed++) {
		int status;
		pid_t pid = fork();

		cr_assert(pid != -1);
		if (pid == 0)
			_exit(close_and_begin(closed));
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_expect(status == 0, "%u: %#x", closed, (unsigned)status);
	}
}

/* Diversion. */

static char taken[256];

static void
take(enum message_kind kind, const char *what)
{
	static const char *const kinds[] = { "error", "warning", "note" };
	size_t len = strlen(taken);

	snprintf(
	    taken + len, sizeof taken - len, "%s: %s\n", kinds[kind], what);
}

Test(message, goes_to_a_function_instead_if_there_is_one)
{
	message("before");
	expect_text("xtest: before\n");
	message_divert(take);

	message("text %d", 1);
	errno = ENOENT;
	message_errno("f");
	message_warning("text %d\x1b", 2);
	message_note("text %d", 3);

	cr_expect_str_eq(taken,
	    "error: text 1\nerror: f: No such file or directory\n"
	    "warning: text 2\\x1b\nnote: text 3\n");
	expect_text("");
}

Test(message, that_is_not_one_of_four_is_not_diverted)
{
	message_divert(take);

	message_record(OUTPUT_NOTE, "record\n", 7);
	message_line("line");
	expect_text("record\nline\n");
	message_status("status");
	read_text();
	cr_expect(strstr(text, "status") != NULL);
	cr_expect_str_eq(taken, "");
}

/* A status line, on a terminal that knows CR, LF and ESC [ K. */

enum { ROWS = 8, COLUMNS = 79 };

static char screen[ROWS][COLUMNS + 1];
static int row, column;

static void
show(const char *bytes)
{
	while (*bytes != '\0') {
		if (strncmp(bytes, "\033[K", 3) == 0) {
			memset(screen[row] + column, '\0',
			    (size_t)(COLUMNS - column));
			bytes += 3;
			continue;
		}
		cr_assert(row < ROWS && column < COLUMNS);
		if (*bytes == '\n')
			row++;
		if (*bytes == '\n' || *bytes == '\r')
			column = 0;
		else
			screen[row][column++] = *bytes;
		bytes++;
	}
}

/* Expects exactly these rows on the screen. */
static void
expect_screen(const char *expected)
{
	char all[ROWS * (COLUMNS + 1) + 1];
	size_t len = 0;

	read_text();
	show(text);
	forget_text();
	for (int i = 0; i <= row; i++)
		len += (size_t)snprintf(all + len, sizeof all - len, "%s%s",
		    i > 0 ? "\n" : "", screen[i]);
	cr_expect_str_eq(all, expected);
}

Test(message, of_a_status_replaces_the_last_one)
{
	message_status("f: 100 bytes");
	expect_screen("f: 100 bytes");
	message_status("f: done");
	expect_screen("f: done");
	message_status("");
	expect_screen("");
	message_status("g: 100 bytes");
	expect_screen("g: 100 bytes");
}

Test(message, of_a_status_is_removed_for_lines)
{
	message_status("f: 100 bytes");
	message("text");
	expect_screen("xtest: text\n");
	message_status("f: 200 bytes");
	expect_screen("xtest: text\nf: 200 bytes");
	message_line("line");
	expect_screen("xtest: text\nline\n");
	message_status("f: 300 bytes");
	message_warning("text");
	message_note("text");
	expect_screen("xtest: text\nline\nxtest: warning: text\n"
		      "xtest: text\n");
}

Test(message, without_a_status_has_no_escapes)
{
	message_status("");
	message("text");
	expect_text("xtest: text\n");

	message_status("status");
	message_status("");
	message_status("status");
	message("text");
	read_text();
	forget_text();
	/* The status line was removed. */
	message("text");
	message_status("");
	expect_text("xtest: text\n");

	message_status("status");
	message_status("");
	read_text();
	forget_text();
	message("text");
	message_status("");
	expect_text("xtest: text\n");
}

Test(message, of_a_status_stays_until_it_has_been_taken_away)
{
	message_status("f: 100 bytes");
	expect_screen("f: 100 bytes");
	fill();
	message_status("");
	expect_screen("f: 100 bytes");
	flush();
	expect_screen("");

	message_status("f: 200 bytes");
	expect_screen("f: 200 bytes");
	fill();
	message_line("line");
	expect_screen("f: 200 bytes");
	flush();
	expect_screen("line\n");
}

/* Fd 2 is full. */

Test(message, waits_for_a_descriptor_that_is_full)
{
	cr_expect(!message_waits());
	fill();
	message("error");
	cr_expect(message_waits());
	message_warning("text");
	message_note("text");
	errno = ENOENT;
	message_errno("f");
	message_line("line");
	message_record(OUTPUT_NOTE, "record\n", 7);
	message_flush();
	cr_expect(message_waits());
	expect_text("");
	cr_expect(message_dropped() == 0);

	message_flush();
	cr_expect(!message_waits());
	expect_text("xtest: error\nxtest: warning: text\nxtest: text\n"
		    "xtest: f: No such file or directory\nline\nrecord\n");
}

Test(message, of_a_status_is_dropped_and_not_counted)
{
	fill();
	message_status("f: 100 bytes");
	cr_expect(!message_waits());
	cr_expect(message_dropped() == 0);

	flush();
	message("text");
	expect_text("xtest: text\n");
}

/* Enough for any buffer. */
enum { MANY = 500, LONG = 1000 };

static char line[LONG + 1];

/* Prints the message until one is dropped; returns how many were kept. */
static unsigned
say_until_dropped(void (*say)(const char *, ...))
{
	unsigned before = message_dropped();

	for (unsigned i = 0; i < MANY; i++) {
		say("%s", line);
		if (message_dropped() != before) {
			cr_expect(message_dropped() == before + 1);
			return i;
		}
	}
	cr_assert_fail("it keeps everything");
	return 0;
}

/* Counts the lines, and expects each to be complete. */
static unsigned
count_lines(void)
{
	static const char prefix[] = "xtest: ";
	enum { PREFIX_LEN = sizeof prefix - 1 };
	unsigned count = 0;

	for (const char *at = text; *at != '\0'; at += LONG + 1) {
		cr_assert(strncmp(at, prefix, PREFIX_LEN) == 0);
		at += PREFIX_LEN;
		cr_assert(strncmp(at, line, LONG) == 0 && at[LONG] == '\n');
		count++;
	}
	return count;
}

Test(message, is_dropped_and_counted_when_too_much_waits)
{
	unsigned notes, errors;

	memset(line, 'x', LONG);
	line[LONG - 1] = 'y';
	fill();
	notes = say_until_dropped(message_note);
	/* There is still space for more important messages. */
	errors = say_until_dropped(message);
	cr_expect(notes > 0 && errors > 0, "%u, %u", notes, errors);
	message_line(line);
	message_warning("%s", line);
	cr_expect(message_dropped() == 4);
	message_record(OUTPUT_LAST, "last\n", 5);
	cr_expect(message_dropped() == 4);

	flush();
	cr_assert(text_len > 5);
	cr_expect_str_eq(text + text_len - 5, "last\n");
	text[text_len - 5] = '\0';
	cr_expect(count_lines() == notes + errors);
	cr_expect(message_dropped() == 4);
}

Test(message, does_not_wait_for_a_reader_that_has_gone)
{
	cr_assert(signals_open());
	fill();
	message("text");
	close(reader);

	message("text");
	message_flush();
	cr_expect(!message_waits());
	message_end();
}

/* The end. */

static bool counts_waits; /* true: poll() counts its calls */
static bool reads;        /* true: the test reads whenever the program waits */
static int waits;
static int longest_ms;

/* Like poll(2), but reports each wait to the test. */
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
			read_text();
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

Test(message, has_one_more_second_at_the_end)
{
	fill();
	message("text");
	reads = true;
	end();

	cr_expect(longest_ms == 1000, "%d", longest_ms);
	expect_text("xtest: text\n");
}

Test(message, has_no_more_than_a_second_at_the_end)
{
	fill();
	message("text");
	end();

	cr_expect(longest_ms == 1000, "%d", longest_ms);
	expect_text("");
}

Test(message, does_not_wait_at_the_end_if_a_signal_has_come)
{
	cr_assert(signals_open() && raise(SIGINT) == 0);
	fill();
	message("text");
	reads = true;
	end();

	cr_expect(waits == 0);
	expect_text("");
	cr_expect(signals_next() == SIGINT);
}

Test(message, that_has_been_written_needs_no_time_at_the_end)
{
	message("text");
	end();

	cr_expect(waits == 0);
	expect_text("xtest: text\n");
}

Test(message, that_can_be_written_is_written_at_the_end)
{
	fill();
	message("text");
	read_text();
	end();

	cr_expect(waits == 0);
	expect_text("xtest: text\n");
}
