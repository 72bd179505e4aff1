#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"
#include "line/kind.h"
#include "transfer/transfer.h"
#include "unit/copy_engine.h"
#include "unit/text_file.h"

/*
 * The transfer loop with an engine of a different protocol, to show that the
 * loop, the files, the report and the advice do not depend on a protocol. The
 * other end of the line is the test, which sends all its bytes before the loop
 * begins.
 */

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct line line;
static int other_end;
static struct report report;
static struct source source;
static struct sink sink;
static struct copy_engine copy;
static struct line_options line_options = { .data_bits = 8, .stop_bits = 1 };
static struct transfer_options options;
static char said[1024];

static const struct line_operations operations = { .read = line_fd_read,
	.write = line_fd_write };

static void
take_message(enum message_kind kind, const char *text)
{
	(void)kind;
	snprintf(said + strlen(said), sizeof said - strlen(said), "%s\n", text);
}

static void
set_up(void)
{
	int ends[2];

	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	cr_assert(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
	cr_assert(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
	other_end = ends[1];
	line = (struct line){ .operations = &operations,
		.name = (char *)"board",
		.in_fd = ends[0],
		.out_fd = ends[0] };
	cr_assert(signals_open());
	message_divert(take_message);
	report_init(&report, REPORT_NONE, false, false, NULL);
	options = (struct transfer_options){ .engine = &copy.engine,
		.line = &line,
		.line_options = &line_options,
		.report = &report };
	source = (struct source){ .report = &report, .fd = -1 };
	sink = (struct sink)SINK_INIT;
}

static void
tear_down(void)
{
	source_close(&source);
	sink_close(&sink);
	unlink("a");
	unlink("b");
	unlink("out");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(transfer, .init = set_up, .fini = tear_down, .timeout = 60);

static void
begin_sending(void)
{
	static char *paths[] = { (char *)"a", (char *)"b" };

	text_file_put("a", "first");
	text_file_put("b", "second");
	cr_assert(source_open(&source, paths, 2));
	copy_engine_send(&copy, &source);
}

static void
begin_receiving(void)
{
	struct sink_options o = { .destination = { .path = "out" },
		.size = SIZE_UNKNOWN,
		.limit = UINT64_MAX,
		.max_files = 10 };

	cr_assert(sink_open(&sink, &o, &report));
	copy_engine_receive(&copy, &sink);
}

static void
other_end_sends(const char *text)
{
	cr_assert(
	    write(other_end, text, strlen(text)) == (ssize_t)strlen(text));
}

static void
other_end_receives(const char *text)
{
	char bytes[256] = "";

	(void)!read(other_end, bytes, sizeof bytes - 1);
	cr_expect_str_eq(bytes, text);
}

Test(transfer, sends_files_with_any_engine)
{
	begin_sending();

	cr_expect(transfer_run(&options).ending.failure == FAILURE_NONE);

	other_end_receives("first\027second\027\027");
	cr_expect(report.whole == 2 && report.total == 11);
	cr_expect(report.counts.blocks == 4);
}

Test(transfer, receives_files_with_any_engine)
{
	begin_receiving();
	other_end_sends("content\027\027");

	cr_expect(transfer_run(&options).ending.failure == FAILURE_NONE);

	text_file_expect("out", "content");
	cr_expect(report.whole == 1 && report.total == 7);
}

Test(transfer, shows_text_among_the_bytes_of_the_protocol)
{
	begin_receiving();
	other_end_sends("\xe8\xe9\xfa\x8a"
			"data\027\027");

	cr_expect(transfer_run(&options).ending.failure == FAILURE_NONE);

	text_file_expect("out", "data");
	cr_expect_str_eq(report.peer.last, "hiz");
}

Test(transfer, gives_text_after_its_end_back_to_the_line_for_steps)
{
	char text[64] = "";

	options.keep_text = true;
	begin_receiving();
	other_end_sends("data\027\027");
	other_end_sends("=> ");

	cr_expect(transfer_run(&options).ending.failure == FAILURE_NONE);

	cr_expect(line_read(&line, text, sizeof text) == 3);
	cr_expect_str_eq(text, "=> ");
}

Test(transfer, ends_with_the_engines_failure_and_its_explanation)
{
	begin_receiving();
	other_end_sends("da\030");

	cr_expect(transfer_run(&options).ending.failure == FAILURE_CANCELLED);

	cr_expect(strstr(said, "the copy failed") != NULL, "%s", said);
	cr_expect(access("out", F_OK) == -1);
}

Test(transfer, shows_text_that_arrives_after_a_failure)
{
	begin_receiving();
	other_end_sends("\030");
	other_end_sends("Disk full\n");

	cr_expect(transfer_run(&options).ending.failure == FAILURE_CANCELLED);

	cr_expect_str_eq(report.peer.last, "Disk full");
}

Test(transfer, ends_when_the_line_is_lost)
{
	begin_receiving();
	other_end_sends("da");
	close(other_end);

	cr_expect(transfer_run(&options).ending.failure == FAILURE_LINE);

	cr_expect(strstr(said, "board: the line is lost") != NULL, "%s", said);
	cr_expect(access("out", F_OK) == -1);
}

Test(transfer, ends_when_a_file_fails)
{
	begin_sending();
	cr_assert(unlink("b") == 0);

	cr_expect(transfer_run(&options).ending.failure == FAILURE_LOCAL);

	cr_expect(strstr(said, "b: No such file") != NULL, "%s", said);
	other_end_receives("first\027");
}

Test(transfer, cancels_at_the_first_signal_and_leaves_at_the_second)
{
	for (int signals = 1; signals <= 2; signals++) {
		struct transfer_result result;

		begin_receiving();
		for (int i = 0; i < signals; i++)
			cr_assert(raise(i == 0 ? SIGTERM : SIGINT) == 0);
		result = transfer_run(&options);

		cr_expect(result.ending.failure == FAILURE_SIGNAL);
		cr_expect(result.ending.signal == SIGTERM);
		cr_expect(result.hurried == (signals == 2));
		cr_expect(copy.cancels == (unsigned)signals);
	}
}

Test(transfer, writes_one_byte_at_a_time_if_bytes_are_delayed)
{
	options.byte_delay_us = 1;
	begin_sending();

	cr_expect(transfer_run(&options).ending.failure == FAILURE_NONE);

	other_end_receives("first\027second\027\027");
}
