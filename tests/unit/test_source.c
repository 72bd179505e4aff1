#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "base/message.h"
#include "base/signals.h"
#include "files/source.h"
#include "unit/text_file.h"

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct report report;
static struct source source;
static struct file_info info;
static char said[1024];

static void
take_message(enum message_kind kind, const char *text)
{
	(void)kind;
	snprintf(said, sizeof said, "%s", text);
}

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(signals_open());
	message_divert(take_message);
	report_init(&report, REPORT_NONE, true, false, NULL);
	source = (struct source){ .report = &report, .fd = -1 };
	text_file_put("a", "12345");
}

static void
tear_down(void)
{
	source_close(&source);
	unlink("a");
	unlink("b");
	rmdir("d");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(source, .init = set_up, .fini = tear_down);

static bool
open_files(const char *first, const char *second)
{
	char *paths[] = { (char *)first, (char *)second };

	return source_open(&source, paths, second == NULL ? 1 : 2);
}

static void
read_expecting(const char *text, size_t space)
{
	uint8_t bytes[64] = "";
	size_t len;

	cr_assert(source_read(&source, bytes, space, &len));
	cr_expect(len == strlen(text));
	cr_expect_str_eq((char *)bytes, text);
}

Test(source, describes_a_file_by_its_name_size_time_and_mode)
{
	struct utimbuf times = { 1000000000, 1000000000 };

	cr_assert(utime("a", &times) == 0 && chmod("a", 0640) == 0);
	cr_assert(mkdir("d", 0777) == 0);
	cr_assert(open_files("d/../a", NULL));

	cr_assert(source_next(&source, &info) == SOURCE_FILE);
	cr_expect_str_eq(info.name, "a");
	cr_expect(info.size == 5 && info.mtime == 1000000000);
	cr_expect(info.mode == (S_IFREG | 0640));
	cr_expect_str_eq(source_path(&source), "d/../a");
}

Test(source, describes_less_if_set)
{
	source.header = HEADER_NAME;
	source.name = "other";
	cr_assert(open_files("a", NULL));

	cr_assert(source_next(&source, &info) == SOURCE_FILE);
	cr_expect_str_eq(info.name, "other");
	cr_expect(info.size == SIZE_UNKNOWN && info.mtime == 0);
	cr_expect(info.mode == 0);
}

Test(source, reads_one_file_after_the_other)
{
	text_file_put("b", "");
	cr_assert(open_files("a", "b"));

	cr_assert(source_next(&source, &info) == SOURCE_FILE);
	read_expecting("123", 3);
	source_acknowledged(&source, 3);
	cr_expect(!source_is_at_end(&source));
	read_expecting("45", 10);
	cr_expect(source_is_at_end(&source));
	source_acknowledged(&source, 10);
	read_expecting("", 10);
	cr_assert(source_next(&source, &info) == SOURCE_FILE);
	cr_expect_str_eq(info.name, "b");
	read_expecting("", 10);
	cr_expect(source_next(&source, &info) == SOURCE_END);

	cr_expect(report.whole == 2 && report.total == 5);
}

Test(source, reports_the_bytes_acknowledged_and_not_the_bytes_read)
{
	cr_assert(open_files("a", NULL));
	cr_assert(source_next(&source, &info) == SOURCE_FILE);

	read_expecting("123", 3);
	cr_expect(report.begun && report.done == 0);
	source_acknowledged(&source, 3);
	cr_expect(report.done == 3);
	read_expecting("45", 3);
	cr_expect(report.done == 3);
	source_acknowledged(&source, 3);
	cr_expect(report.done == 5);
}

static void
expect_beginning(const char *text)
{
	cr_expect(strncmp(said, text, strlen(text)) == 0, "%s", said);
}

Test(source, refuses_a_file_that_is_not_there_before_the_first_is_read)
{
	cr_expect(!open_files("a", "b"));
	expect_beginning("b: No such file or directory (in the directory /");
}

Test(source, refuses_a_directory)
{
	cr_assert(mkdir("d", 0777) == 0);

	cr_expect(!open_files("d", NULL));
	cr_expect_str_eq(said,
	    "d: Is a directory (to send the files in it, use -y DIRECTORY/*)");
}

Test(source, fails_if_a_file_has_gone_when_its_turn_comes)
{
	text_file_put("b", "x");
	cr_assert(open_files("a", "b"));
	cr_assert(source_next(&source, &info) == SOURCE_FILE);
	cr_assert(unlink("b") == 0);

	cr_expect(source_next(&source, &info) == SOURCE_FAILED);
	expect_beginning("b: No such file or directory (in the directory /");
}

Test(source, leaves_the_message_about_a_signal_to_the_transfer)
{
	cr_assert(open_files("a", NULL));
	raise(SIGINT);

	cr_expect(source_next(&source, &info) == SOURCE_FAILED);
	cr_expect_str_eq(said, "");
}

Test(source, says_that_a_signal_has_cancelled_it_before_the_transfer)
{
	raise(SIGINT);

	cr_expect(!open_files("a", NULL));
	cr_expect_str_eq(said, "cancelled");
}

Test(source, fails_if_a_file_changes_its_size)
{
	static const char *const contents[] = { "1234567", "123" };

	for (int i = 0; i < 2; i++) {
		uint8_t bytes[64];
		size_t len;

		text_file_put("a", "12345");
		cr_assert(open_files("a", NULL));
		cr_assert(source_next(&source, &info) == SOURCE_FILE);
		text_file_put("a", contents[i]);

		cr_expect(!source_read(&source, bytes, sizeof bytes, &len));
		cr_expect_str_eq(said, "a: size changed during the transfer");
		source_close(&source);
		source = (struct source){ .report = &report, .fd = -1 };
	}
}

Test(source, copies_a_file_whose_size_is_not_that_of_its_content)
{
	uint8_t bytes[256];
	size_t len;

	cr_assert(open_files("/proc/version", NULL));

	cr_assert(source_next(&source, &info) == SOURCE_FILE);
	cr_expect(info.size > 10 && info.mtime == 0);
	cr_assert(source_read(&source, bytes, sizeof bytes, &len));
	cr_expect(len == info.size && source_is_at_end(&source));
}
