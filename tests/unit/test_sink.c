#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"
#include "files/sink.h"
#include "unit/text_file.h"

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct report report;
static struct sink sink;
static struct sink_options options;
static char said[1024];

static void
take_message(enum message_kind kind, const char *text)
{
	if (kind == MESSAGE_ERROR)
		snprintf(said, sizeof said, "%s", text);
}

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(signals_open());
	message_divert(take_message);
	report_init(&report, REPORT_NONE, true, false, NULL);
	sink = (struct sink)SINK_INIT;
	options = (struct sink_options){ .destination = { .directory = "." },
		.size = SIZE_UNKNOWN,
		.limit = UINT64_MAX,
		.max_files = 10 };
}

static void
tear_down(void)
{
	sink_close(&sink);
	unlink("a");
	unlink("b");
	unlink("a.xrecv-part");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(sink, .init = set_up, .fini = tear_down);

static void
open_sink(void)
{
	cr_assert(sink_open(&sink, &options, &report));
	sink.padding_max = 1024;
}

static enum sink_answer
begin(const char *name, uint64_t size)
{
	struct file_info info = {
		.name = name, .size = size, .mtime = 1000000000, .mode = 0640
	};

	return sink_begin(&sink, &info, false);
}

static enum sink_answer
put(const char *text)
{
	return sink_write(&sink, (const uint8_t *)text, strlen(text));
}

Test(sink, that_was_never_opened_closes_no_descriptor)
{
	cr_assert(fcntl(STDIN_FILENO, F_GETFD) != -1);
	sink_close(&sink);

	cr_expect(fcntl(STDIN_FILENO, F_GETFD) != -1);
}

Test(sink, gives_a_file_its_name_only_when_it_has_ended)
{
	struct stat st;

	open_sink();
	cr_assert(begin("a", 5) == SINK_ACCEPTED);
	cr_assert(put("123") == SINK_ACCEPTED);
	cr_assert(put("45") == SINK_ACCEPTED);
	cr_expect(access("a", F_OK) == -1);
	cr_assert(sink_end(&sink) == SINK_ACCEPTED);

	text_file_expect("a", "12345");
	cr_assert(stat("a", &st) == 0);
	cr_expect(st.st_mtime == 1000000000 && (st.st_mode & 0700) == 0600);
	cr_expect(report.whole == 1 && report.total == 5);
}

Test(sink, cuts_padding_off_at_the_announced_size)
{
	open_sink();
	cr_assert(begin("a", 3) == SINK_ACCEPTED);
	cr_assert(put("123\032\032") == SINK_ACCEPTED);
	cr_assert(sink_end(&sink) == SINK_ACCEPTED);

	text_file_expect("a", "123");
}

Test(sink, strips_trailing_bytes_only_from_the_end_of_a_file)
{
	options.strip = true;
	options.strip_byte = 'x';
	open_sink();
	cr_assert(begin("a", SIZE_UNKNOWN) == SINK_ACCEPTED);
	cr_assert(put("1xx") == SINK_ACCEPTED);
	cr_assert(put("2xxx") == SINK_ACCEPTED);
	cr_assert(sink_end(&sink) == SINK_ACCEPTED);

	text_file_expect("a", "1xx2");
}

Test(sink, leaves_no_partial_file_unless_it_is_to_be_kept)
{
	for (int keep = 0; keep < 2; keep++) {
		options.keep_partial = keep;
		open_sink();
		cr_assert(begin("a", 5) == SINK_ACCEPTED);
		cr_assert(put("123") == SINK_ACCEPTED);
		sink_close(&sink);

		cr_expect((access("a.xrecv-part", F_OK) == 0) == keep);
		cr_expect(access("a", F_OK) == -1);
	}
}

Test(sink, refuses_a_file_that_exists_and_discards_its_data)
{
	text_file_put("a", "old");
	open_sink();

	cr_expect(begin("a", 3) == SINK_REFUSED);
	cr_expect_str_eq(said, "./a: File exists (use -o to replace it or "
			       "--on-exists=rename to keep both)");
	cr_expect(put("new") == SINK_ACCEPTED);
	cr_expect(sink_end(&sink) == SINK_ACCEPTED);
	text_file_expect("a", "old");
	cr_expect(report.refused == 1 && report.whole == 0);
	cr_expect(begin("b", 1) == SINK_ACCEPTED);
	cr_expect(put("1") == SINK_ACCEPTED);
	cr_expect(sink_end(&sink) == SINK_ACCEPTED);
	text_file_expect("b", "1");
}

Test(sink, ends_the_transfer_if_the_last_file_is_refused)
{
	struct file_info info = { .name = "a", .size = 3 };

	text_file_put("a", "old");
	open_sink();

	cr_expect(sink_begin(&sink, &info, true) == SINK_FAILED);
}

Test(sink, refuses_a_file_whose_name_appears_when_it_ends)
{
	open_sink();
	cr_assert(begin("a", 3) == SINK_ACCEPTED);
	cr_assert(put("new") == SINK_ACCEPTED);
	text_file_put("a", "old");

	cr_expect(sink_end(&sink) == SINK_REFUSED);
	text_file_expect("a", "old");
}

Test(sink, ends_the_transfer_at_the_limits_of_size_and_number)
{
	options.limit = 4;
	options.max_files = 2;
	open_sink();

	cr_expect(begin("a", 5) == SINK_FAILED);
	cr_expect(begin("a", SIZE_UNKNOWN) == SINK_ACCEPTED);
	cr_expect(put("123") == SINK_ACCEPTED);
	cr_expect(put("45") == SINK_FAILED);
	sink_close(&sink);
	cr_expect(begin("b", 1) == SINK_FAILED);
}

Test(sink, treats_data_after_an_announced_size_of_0_as_an_unknown_size)
{
	open_sink();
	cr_assert(begin("a", 0) == SINK_ACCEPTED);
	cr_assert(put("123") == SINK_ACCEPTED);
	cr_assert(sink_end(&sink) == SINK_ACCEPTED);

	text_file_expect("a", "123");
}

Test(sink, fails_if_the_size_of_a_file_differs_from_the_given_size)
{
	static const char *const contents[] = { "12", "12345678" };

	options.size = 3;
	for (int i = 0; i < 2; i++) {
		open_sink();
		sink.padding_max = 4;
		cr_assert(begin("a", SIZE_UNKNOWN) == SINK_ACCEPTED);
		cr_assert(put(contents[i]) == SINK_ACCEPTED);

		cr_expect(sink_end(&sink) == SINK_FAILED, "%s", contents[i]);
		sink_close(&sink);
	}
}
