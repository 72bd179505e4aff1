#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"
#include "line/kind.h"

/* Time passes only when a test says so. */
static uint32_t now_ms;

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
	now_ms += us / 1000;
}

/* A line with a buffer, which passes one byte on at each call. */

static bool closed;
static size_t held, ready_bytes;

static ssize_t
write_slowly(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	(void)len;
	if (held > 0)
		held--;
	errno = EAGAIN;
	return -1;
}

static void
close_line(struct line *line, bool hurried)
{
	(void)hurried;
	closed = true;
	close(line->out_fd);
}

static struct line_state
state(const struct line *line)
{
	(void)line;
	return (struct line_state){
		.held = held, .ready = ready_bytes, .message_fd = -1
	};
}

static const struct line_operations slow = {
	.write = write_slowly, .state = state, .close = close_line
};

static struct line
slow_line(size_t bytes)
{
	held = bytes;
	return (struct line){ .operations = &slow,
		.in_fd = -1,
		.out_fd = open("/dev/null", O_WRONLY) };
}

static void
set_up(void)
{
	closed = false;
	cr_assert(signals_open());
}

TestSuite(line, .init = set_up, .timeout = 30);

Test(line, is_closed_when_its_bytes_have_left)
{
	struct line line = slow_line(20);

	line_close(&line, 1000);

	cr_expect(closed && held == 0);
}

/* The bytes need minutes to leave. */
Test(line, is_closed_by_a_signal_while_bytes_leave)
{
	struct line line = slow_line(100000);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(closed && held > 0);
}

Test(line, lets_few_bytes_leave_despite_a_signal)
{
	struct line line = slow_line(20);

	cr_assert(raise(SIGINT) == 0);
	line_close(&line, 1000);

	cr_expect(closed && held == 0);
}

/* The time until answers. */

static ssize_t
answer(struct line *line, void *bytes, size_t len)
{
	(void)line;
	memset(bytes, 'x', len);
	return (ssize_t)len;
}

static ssize_t
take(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	return (ssize_t)len;
}

static const struct line_operations prompt = { .read = answer, .write = take };

/* Returns the shortest time after this answer. */
static uint32_t
take_turn(struct line *line, uint32_t ms)
{
	char byte;

	cr_assert(line_write(line, "x", 1) == 1);
	now_ms += ms;
	cr_assert(line_read(line, &byte, 1) == 1);
	return line->turnaround_ms;
}

Test(line, knows_the_longest_time_from_a_write_to_what_came_next)
{
	struct line line = { .operations = &prompt };
	char byte;

	cr_expect(take_turn(&line, 30) == 30);
	cr_expect(take_turn(&line, 200) == 200);
	cr_expect(take_turn(&line, 70) == 200);
	now_ms += 5000;
	cr_assert(line_read(&line, &byte, 1) == 1);
	cr_expect(line.turnaround_ms == 200);
	line_forget_turnaround(&line);
	cr_expect(take_turn(&line, 10) == 10);
}

/* The rate. */

/* Returns the name of the second side of a new pty. */
static const char *
open_pty(void)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	cr_assert(fd != -1 && grantpt(fd) == 0 && unlockpt(fd) == 0);
	return ptsname(fd);
}

static struct line_options
options_of(const char *port)
{
	return (struct line_options){ .port = port,
		.baud = 9600,
		.data_bits = 8,
		.stop_bits = 1,
		.lock = true };
}

Test(line, has_the_rate_that_was_given_or_set)
{
	struct line_options o = options_of(open_pty());
	struct line *line = line_open(&o, NULL);

	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 0); /* a pty has no rate */
	cr_assert(line_control(line, LINE_BAUD, 19200));
	cr_expect(line_bytes_per_s(line) == 1920);
	line_close(line, 0);

	o.baud_given = true;
	o.stop_bits = 2;
	line = line_open(&o, NULL);
	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 9600 / 11);
	line_close(line, 0);
}

Test(line, that_is_standard_input_gets_the_rate_of_a_step)
{
	struct line_options o = options_of(NULL);
	int fd = open(open_pty(), O_RDWR | O_NOCTTY);
	struct line *line;

	cr_assert(fd != -1 && dup2(fd, STDIN_FILENO) != -1 &&
		  dup2(fd, STDOUT_FILENO) != -1);
	line = line_open(&o, NULL);
	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 0);
	cr_assert(line_control(line, LINE_BAUD, 19200));
	cr_expect(line_bytes_per_s(line) == 1920);
	line_close(line, 0);
}

/* Opens a line of two pipes, which has no rate. */
static struct line *
open_pipes(const struct line_options *o)
{
	int in[2], out[2];

	cr_assert(pipe(in) == 0 && pipe(out) == 0);
	cr_assert(dup2(in[0], STDIN_FILENO) != -1 &&
		  dup2(out[1], STDOUT_FILENO) != -1);
	return line_open(o, NULL);
}

Test(line, has_no_rate_if_none_was_given_for_pipes)
{
	struct line_options o = options_of(NULL);
	struct line *line = open_pipes(&o);

	cr_assert(line != NULL);
	cr_expect(line_baud(line) == 0 && line_bytes_per_s(line) == 0);
	line_close(line, 0);
}

Test(line, counts_start_parity_and_stop_bits_of_each_byte)
{
	static const struct {
		uint8_t data_bits, stop_bits;
		enum line_parity parity;
		uint8_t bits;
		const char *mode;
	} rows[] = { { 8, 1, PARITY_NONE, 10, "8N1" },
		{ 8, 2, PARITY_NONE, 11, "8N2" },
		{ 8, 1, PARITY_EVEN, 11, "8E1" },
		{ 8, 2, PARITY_ODD, 12, "8O2" },
		{ 7, 1, PARITY_MARK, 10, "7M1" },
		{ 5, 1, PARITY_SPACE, 8, "5S1" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct line_options o = options_of(NULL);
		char mode[LINE_MODE_SIZE];
		struct line *line;

		o.baud = 115200;
		o.baud_given = true;
		o.data_bits = rows[i].data_bits;
		o.stop_bits = rows[i].stop_bits;
		o.parity = rows[i].parity;
		line = open_pipes(&o);
		cr_assert(line != NULL);
		cr_expect(line_baud(line) == 115200);
		cr_expect(line->bits_per_byte == rows[i].bits, "%s: %u",
		    rows[i].mode, line->bits_per_byte);
		cr_expect(line_bytes_per_s(line) == 115200u / rows[i].bits);
		cr_expect(line_mode(&o, mode) == mode);
		cr_expect_str_eq(mode, rows[i].mode);
		line_close(line, 0);
	}
}

/* A line from which a text is read, and which accepts settings. */

static const char *unread; /* bytes that the line still has */
static char said[256];     /* messages */

static struct {
	int calls;
	enum line_control control;
	uint32_t value;
	size_t held; /* bytes that the line buffers */
	bool result;
} asked;

static ssize_t
read_text(struct line *line, void *bytes, size_t len)
{
	(void)line;
	if (len > strlen(unread))
		len = strlen(unread);
	if (len == 0) {
		errno = EAGAIN;
		return -1;
	}
	memcpy(bytes, unread, len);
	unread += len;
	return (ssize_t)len;
}

static bool
control_line(struct line *line, enum line_control control, uint32_t value)
{
	(void)line;
	asked.calls++;
	asked.control = control;
	asked.value = value;
	asked.held = held;
	return asked.result;
}

static void
take_message(enum message_kind kind, const char *text)
{
	cr_expect(kind == MESSAGE_ERROR);
	cr_expect_str_eq(said, "", "there are two messages");
	snprintf(said, sizeof said, "%s", text);
}

static const struct line_operations text_operations = { .read = read_text,
	.write = write_slowly,
	.state = state,
	.control = control_line };

static struct line
text_line(const char *text)
{
	static char name[] = "port";
	struct line line = slow_line(0);

	unread = text;
	asked.result = true;
	message_divert(take_message);
	line.name = name;
	line.in_fd = open("/dev/null", O_RDONLY);
	line.operations = &text_operations;
	line.baud = 9600;
	line.bits_per_byte = 10;
	line.bytes_per_s = 960;
	return line;
}

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

Test(line, reads_what_was_given_back_first)
{
	struct line line = text_line("and more");

	line_unread(&line, "back ", 5);

	expect_read(&line, 2, "ba");
	expect_read(&line, 64, "ck ");
	expect_read(&line, 3, "and");
	expect_read(&line, 64, " more");
	expect_nothing(&line);
}

Test(line, reads_what_was_given_back_last_before_the_rest)
{
	struct line line = text_line("three");

	line_unread(&line, "two ", 4);
	line_unread(&line, "one ", 4);
	expect_read(&line, 6, "one tw");
	line_unread(&line, "zero t", 6);
	line_unread(&line, "", 0);
	expect_read(&line, 64, "zero to ");
	expect_read(&line, 64, "three");
	expect_nothing(&line);
}

Test(line, takes_back_as_much_as_it_says)
{
	static char bytes[LINE_AHEAD_MAX], again[LINE_AHEAD_MAX + 1];
	struct line line = text_line("rest");

	for (int i = 0; i < LINE_AHEAD_MAX; i++)
		bytes[i] = (char)(i * 7 + i / 256);
	line_unread(&line, bytes + 1000, LINE_AHEAD_MAX - 1000);
	line_unread(&line, bytes, 1000);

	cr_expect(line_read(&line, again, sizeof again) == LINE_AHEAD_MAX);
	cr_expect(memcmp(bytes, again, LINE_AHEAD_MAX) == 0);
	expect_read(&line, 64, "rest");
}

/* If the call waits, the time limit fails the test. */
Test(line, does_not_wait_for_what_was_given_back)
{
	struct line line = text_line("");
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

	ready_bytes = 1;
	ready = line_wait(&line, false, 1000000);
	cr_expect(ready.input && !ready.signal);
}

Test(line, has_no_settings_if_its_kind_has_none)
{
	static const struct {
		enum line_control control;
		const char *message;
	} rows[] = { { LINE_BAUD, "port: this line has no rate" },
		{ LINE_DTR, "port: this line has no DTR" },
		{ LINE_RTS, "port: this line has no RTS" },
		{ LINE_BREAK, "port: this line has no break" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct line line = text_line("");

		line.operations = &slow;
		said[0] = '\0';
		cr_expect(!line_control(&line, rows[i].control, 1));
		cr_expect_str_eq(said, rows[i].message);
		cr_expect(line.baud == 9600 && line.bytes_per_s == 960);
	}
}

Test(line, passes_each_setting_on)
{
	static const struct {
		enum line_control control;
		uint32_t value;
	} rows[] = { { LINE_BAUD, 115200 }, { LINE_DTR, 1 }, { LINE_RTS, 0 },
		{ LINE_BREAK, 1 } };
	struct line line = text_line("");

	for (int i = 0; i < 4; i++) {
		cr_expect(line_control(&line, rows[i].control, rows[i].value));
		cr_expect(asked.calls == i + 1);
		cr_expect(asked.control == rows[i].control);
		cr_expect(asked.value == rows[i].value);
		cr_expect(
		    line.baud == 115200 && line.bytes_per_s == 11520, "%d", i);
	}
	cr_expect_str_eq(said, "");
}

Test(line, keeps_its_rate_if_another_is_refused)
{
	struct line line = text_line("");

	asked.result = false;
	cr_expect(!line_control(&line, LINE_BAUD, 115200));
	cr_expect(asked.calls == 1);
	cr_expect(line.baud == 9600 && line.bytes_per_s == 960);
}

Test(line, is_set_when_what_was_written_has_left)
{
	struct line line = text_line("");

	held = 20;
	cr_expect(line_control(&line, LINE_DTR, 1));

	cr_expect(asked.calls == 1 && asked.held == 0);
}

static ssize_t
write_nothing(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	(void)len;
	errno = EAGAIN;
	return -1;
}

static const struct line_operations stuck = {
	.write = write_nothing, .state = state, .control = control_line
};

Test(line, is_set_although_it_is_stuck)
{
	struct line line = text_line("");

	line.operations = &stuck;
	held = 20;
	cr_expect(line_control(&line, LINE_BREAK, 1));

	cr_expect(asked.calls == 1 && asked.held == 20);
}

Test(line, explains_an_error_of_the_line)
{
	static const char closed_text[] = "the other end has closed the line";
	struct line line = text_line("");

	errno = EIO;
	cr_expect_str_eq(line_trouble(&line, -1), "Input/output error");
	errno = ENXIO;
	cr_expect_str_eq(line_trouble(&line, -1), "No such device or address");
	errno = EPIPE;
	cr_expect_str_eq(line_trouble(&line, -1), closed_text);
	/* The errno is from an earlier call. */
	errno = EIO;
	cr_expect_str_eq(line_trouble(&line, 0), closed_text);

	line.reason = "the command has ended";
	cr_expect_str_eq(line_trouble(&line, 0), "the command has ended");
	errno = EIO;
	cr_expect_str_eq(line_trouble(&line, -1), "the command has ended");
}

/* Only root can open a port with TIOCEXCL. */
Test(line, leaves_the_TIOCEXCL_of_another_program_alone)
{
	struct line_options o = options_of(open_pty());
	int fd = open(o.port, O_RDWR | O_NOCTTY);
	int exclusive = 0;
	struct line *line;

	cr_assert(fd != -1 && ioctl(fd, TIOCEXCL) == 0);
	line = line_open(&o, NULL);
	cr_assert((line != NULL) == (geteuid() == 0));
	line_close(line, 0);

	cr_assert(ioctl(fd, TIOCGEXCL, &exclusive) == 0);
	cr_expect(exclusive);
}

Test(line, has_rates_without_a_name_where_the_system_has_them)
{
	struct line_options o = options_of(open_pty());
	struct line *line;

	o.baud = 12345;
	o.baud_given = true;
	line = line_open(&o, NULL);
#ifdef __linux__
	cr_assert(line != NULL);
	cr_expect(line_baud(line) == 12345);
	cr_expect(line_control(line, LINE_BAUD, 31250));
	cr_expect(line_control(line, LINE_BAUD, 9600));
#else
	cr_expect(line == NULL);
#endif
	line_close(line, 0);
}
