#include <criterion/criterion.h>
#include <string.h>

#include "base/message.h"
#include "report/exit_status.h"
#include "report/view.h"

/* The counts of a report, which are the same for every kind of display. */

static struct report report;

static void
ignore_message(enum message_kind kind, const char *text)
{
	(void)kind;
	(void)text;
}

static void
set_up(void)
{
	message_divert(ignore_message);
	report_init(&report, REPORT_NONE, true, false, NULL);
}

TestSuite(report, .init = set_up);

static void
move_file(const char *name, uint64_t size)
{
	report_file(&report, name, size);
	report_progress(&report, size / 2);
	report_progress(&report, size);
	report_file_end(&report);
}

Test(report, counts_files_and_their_bytes)
{
	move_file("a", 100);
	move_file("b", 30);
	report_file(&report, "c", 10);
	report_progress(&report, 5);

	cr_expect(report.files == 3 && report.whole == 2);
	cr_expect(report.total == 130);
}

Test(report, ends_a_file_only_once)
{
	move_file("a", 100);
	report_file_end(&report);

	cr_expect(report.whole == 1 && report.total == 100);
}

Test(report, takes_the_time_from_the_first_file_that_has_data)
{
	report_file(&report, "a", 0);
	report_file_end(&report);
	move_file("b", 30);
	report_done(&report);

	cr_expect(report.begun_ms == report.file_ms);
}

Test(report, counts_bytes_of_refused_and_skipped_files_not_in_the_total)
{
	report_file(&report, "a", 10);
	report_file_dropped(&report, true);
	report_progress(&report, 10);
	report_file_end(&report);
	report_file(&report, "b", 20);
	report_file_dropped(&report, false);
	report_progress(&report, 20);
	report_file_end(&report);

	cr_expect(report.whole == 0 && report.total == 0);
	cr_expect(report.total_dropped == 30 && report.refused == 1);
}

Test(report, knows_how_much_of_a_file_has_been_moved)
{
	report_file(&report, "a", 1000);
	cr_expect(report_percent(&report) == 0);
	report_progress(&report, 254);
	cr_expect(report_percent(&report) == 25);
	report_progress(&report, 1024); /* more bytes than the size,
					   because of padding */
	cr_expect(report_percent(&report) == 100);
	report_file(&report, "b", SIZE_UNKNOWN);
	cr_expect(!report_has_size(&report));
}

Test(report, has_the_CRC_32_of_a_files_content)
{
	report_file(&report, "a", 9);
	report_content(&report, "1234", 4);
	report_content(&report, "56789", 5);
	cr_expect(report.crc32 == 0xcbf43926);

	report_file(&report, "b", 0);
	cr_expect(report.crc32 == 0);
}

Test(report, escapes_a_name)
{
	report_file(&report, "a\033[2J", 1);

	cr_expect_str_eq(report.name, "a\\x1b[2J");
}

Test(report, keeps_the_last_line_of_the_other_ends_text)
{
	report_peer_text(&report, "first\r\nsec", 10);
	cr_expect_str_eq(report_last_text(&report), "first");
	report_peer_text(&report, "ond", 3);
	cr_expect_str_eq(report_last_text(&report), "first");
	report_peer_text(&report, NULL, 0);
	cr_expect_str_eq(report_last_text(&report), "second");
	report_peer_text(&report, "\n\006\030\b", 4);
	report_peer_text(&report, NULL, 0);
	cr_expect_str_eq(report_last_text(&report), "second");
}

Test(report, breaks_a_line_that_is_too_long)
{
	char text[REPORT_TEXT_MAX + 10];

	memset(text, 'x', sizeof text);
	report_peer_text(&report, text, sizeof text);
	cr_expect(strlen(report.peer.last) == REPORT_TEXT_MAX);
	report_peer_text(&report, NULL, 0);
	cr_expect(strlen(report.peer.last) == 10);
}

/* Exit statuses. */

Test(report, gives_each_failure_its_exit_status)
{
	static const struct {
		enum failure failure;
		int status;
	} rows[] = {
		{ FAILURE_NONE, 0 },
		{ FAILURE_LOCAL, 1 },
		{ FAILURE_NOT_STORED, 1 },
		{ FAILURE_USAGE, 2 },
		{ FAILURE_LINE, 3 },
		{ FAILURE_STALLED, 3 },
		{ FAILURE_ECHO, 3 },
		{ FAILURE_NO_START, 4 },
		{ FAILURE_CANCELLED, 5 },
		{ FAILURE_REJECTED, 5 },
		{ FAILURE_ONE_FILE, 5 },
		{ FAILURE_SILENCE, 6 },
		{ FAILURE_RETRIES, 6 },
		{ FAILURE_SHORT, 6 },
		{ FAILURE_EXCESS, 6 },
		{ FAILURE_SKIPPED, 6 },
		{ FAILURE_UNFINISHED, 7 },
		{ FAILURE_PROTOCOL, 7 },
		{ FAILURE_STEP, 8 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(exit_status_of((struct ending){
			      rows[i].failure, 0 }) == rows[i].status,
		    "row %zu", i);
	cr_expect(exit_status_of((struct ending){ FAILURE_SIGNAL, 15 }) == 143);
}
