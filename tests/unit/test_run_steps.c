#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/signals.h"
#include "line/kind.h"
#include "report/exit_status.h"
#include "script/run_steps.h"

/*
 * Steps of a script on a line. The test is the board at the other end of the
 * line. The test writes all its text before the steps begin, so a step that
 * waits for more text times out.
 */

static struct line line;
static int board; /* other end of the line */
static struct report report;
static struct steps steps;
static struct step_options options;
static struct {
	enum line_control what;
	uint32_t value;
} controls[8];
static size_t control_count;

static bool
note_control(struct line *l, enum line_control what, uint32_t value)
{
	(void)l;
	controls[control_count].what = what;
	controls[control_count++].value = value;
	return true;
}

static const struct line_operations operations = {
	.read = line_fd_read, .write = line_fd_write, .control = note_control
};

static const struct line_operations bare_operations = { .read = line_fd_read,
	.write = line_fd_write };

static void
set_up(void)
{
	int ends[2];

	cr_assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	cr_assert(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
	line = (struct line){ .operations = &operations,
		.name = (char *)"board",
		.in_fd = ends[0],
		.out_fd = ends[0],
		.bits_per_byte = 10 };
	board = ends[1];
	report_init(&report, REPORT_NONE, true, false, NULL);
	cr_assert(signals_open());
	options = (struct step_options){ .line = &line,
		.report = &report,
		.timeout_ms = 60,
		.keep_text = true };
}

static void
tear_down(void)
{
	steps_free(&steps);
	close(line.in_fd);
	close(board);
}

TestSuite(run_steps, .init = set_up, .fini = tear_down, .timeout = 60);

static void
step(const char *text)
{
	cr_assert(steps_add(&steps, "test", text));
}

static int
run(void)
{
	return exit_status_of(run_steps(&options, &steps));
}

static void
board_says(const char *text)
{
	cr_assert(write(board, text, strlen(text)) == (ssize_t)strlen(text));
}

static void
board_has_heard(const char *text)
{
	char heard[256] = "";

	cr_assert(read(board, heard, sizeof heard - 1) >= 0);
	cr_expect_str_eq(heard, text);
}

static void
next_reader_gets(const char *text)
{
	char got[256] = "";

	(void)line_read(&line, got, sizeof got - 1);
	cr_expect_str_eq(got, text);
}

Test(run_steps, sends_and_receives_in_turn)
{
	board_says("U-Boot\r\nstop autoboot: 2 \r\n=> loady\r\nReady\r\nC");
	step("expect:stop autoboot");
	step("send: ");
	step("expect:=> ");
	step("send:loady\\r");

	cr_expect(run() == STATUS_DONE);
	board_has_heard(" loady\r");
	next_reader_gets("loady\r\nReady\r\nC");
}

Test(run_steps, leaves_the_byte_after_the_text_to_the_next_reader)
{
	board_says("ReadyC");
	step("expect:Ready");

	cr_expect(run() == STATUS_DONE);
	next_reader_gets("C");
}

Test(run_steps, finds_a_text_that_comes_after_half_of_itself)
{
	board_says("autautoboot");
	step("expect:autoboot");

	cr_expect(run() == STATUS_DONE);
	next_reader_gets("");
}

Test(run_steps, finds_a_text_after_more_than_it_can_keep)
{
	static char noise[LINE_AHEAD_MAX + 1000];

	memset(noise, 'C', sizeof noise - 1);
	board_says(noise);
	board_says("=> x");
	step("expect:=> ");

	cr_expect(run() == STATUS_DONE);
	next_reader_gets("x");
}

Test(run_steps, finds_text_that_arrived_during_a_wait)
{
	board_says("=> x");
	step("wait:20");
	step("expect:=> ");

	cr_expect(run() == STATUS_DONE);
	next_reader_gets("x");
}

Test(run_steps, consumes_the_text_that_it_shows)
{
	board_says("banner");
	step("show:0.02");

	cr_expect(run() == STATUS_DONE);
	next_reader_gets("");
}

Test(run_steps, fails_if_a_text_does_not_come)
{
	board_says("=>");
	step("expect:=> ");
	step("send:never");

	cr_expect(run() == STATUS_STEP);
	cr_expect(write(line.out_fd, ".", 1) == 1);
	board_has_heard(".");
}

/*
 * Adds a step that expects this text. The variables in the text are checksums
 * of a file.
 */
static void
expect_sum(const char *text)
{
	static struct variables facts;

	options.timeout_ms = 30000;
	variables_set_fact(&facts, "crc32", "cbf43926");
	variables_set_fact(&facts, "md5", "25f9e794323b453885f5181f1b624d0b");
	variables_declare_fact(&facts, "crc32");
	variables_declare_fact(&facts, "md5");
	step(text);
	cr_assert(steps_expand(&steps, &facts));
	variables_free(&facts);
}

Test(run_steps, fails_at_once_if_the_board_computed_another_crc)
{
	board_says("=> crc32 82000000 $filesize\r\n");
	board_says("crc32 for 82000000 ... 82000008 ==> 00000001\r\n=> ");
	expect_sum("expect:==> %{crc32}");

	cr_expect(run() == STATUS_STEP);
}

Test(run_steps, fails_at_once_if_the_board_computed_another_md5_sum)
{
	board_says("md5sum f\r\n35f9e794323b453885f5181f1b624d0b  f\r\n# ");
	expect_sum("expect:%{md5}");

	cr_expect(run() == STATUS_STEP);
}

Test(run_steps, does_not_treat_other_digits_as_a_checksum)
{
	board_says("md5sum 35f9e794323b453885f5181f1b624d0b\r\n");
	board_says("25f9e794323b453885f5181f1b624d0b  f\r\n");
	board_says("==> CBF43926 ==> 820000zz crc32 82000000 ==> cbf43926x");
	expect_sum("expect:%{md5}");
	expect_sum("expect:==> %{crc32}");

	cr_expect(run() == STATUS_DONE);
	next_reader_gets("x");
}

Test(run_steps, sets_DTR_RTS_rate_and_break_of_the_line)
{
	step("dtr:off");
	step("rts:on");
	step("baud:9600");
	step("break:10");

	cr_expect(run() == STATUS_DONE);
	cr_assert(control_count == 5);
	cr_expect(controls[0].what == LINE_DTR && controls[0].value == 0);
	cr_expect(controls[1].what == LINE_RTS && controls[1].value == 1);
	cr_expect(controls[2].what == LINE_BAUD && controls[2].value == 9600);
	cr_expect(controls[3].what == LINE_BREAK && controls[3].value == 1);
	cr_expect(controls[4].what == LINE_BREAK && controls[4].value == 0);
}

Test(run_steps, fails_if_the_line_has_no_settings)
{
	line.operations = &bare_operations;
	step("dtr:off");

	cr_expect(run() == STATUS_STEP);
}

Test(run_steps, ends_when_the_line_is_lost)
{
	board_says("U-Boot");
	shutdown(board, SHUT_WR);
	step("expect:=> ");

	cr_expect(run() == STATUS_LINE);
}

Test(run_steps, ends_when_a_signal_comes)
{
	options.timeout_ms = 30000;
	raise(SIGTERM);
	step("expect:=> ");

	cr_expect(run() == STATUS_SIGNAL + SIGTERM);
}

Test(run_steps, ends_a_break_when_a_signal_comes)
{
	raise(SIGINT);
	step("break:30000");

	cr_expect(run() == STATUS_SIGNAL + SIGINT);
	cr_assert(control_count == 2);
	cr_expect(controls[1].what == LINE_BREAK && controls[1].value == 0);
}

Test(run_steps, fails_if_the_line_takes_no_more)
{
	static const char full[4096];

	while (write(line.out_fd, full, sizeof full) > 0)
		continue;
	step("send:x");

	cr_expect(run() == STATUS_STEP);
}

Test(run_steps, pauses_after_each_byte_if_asked_to)
{
	options.byte_delay_us = 1000;
	step("send:loady");

	cr_expect(run() == STATUS_DONE);
	board_has_heard("loady");
}
