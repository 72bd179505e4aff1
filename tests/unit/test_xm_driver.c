#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/signals.h"
#include "report/view.h"
#include "transfer/xm_driver.h"
#include "unit/text_file.h"
#include "unit/virtual_clock.h"
#include "xm/wire.h"

/* Reports of the driver about sent files, in virtual time. */

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct report report;
static struct source source;
static struct xm_driver driver;
static struct xm_options options = XM_OPTIONS_DEFAULT;

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(signals_open());
	report_init(&report, REPORT_NONE, true, false, NULL);
	source = (struct source){ .report = &report, .fd = -1 };
}

static void
tear_down(void)
{
	source_close(&source);
	unlink("a");
	unlink("b");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(xm_driver, .init = set_up, .fini = tear_down, .timeout = 60);

static void
make(const char *name, size_t len)
{
	char text[4096] = "";

	memset(text, 'x', len);
	text_file_put(name, text);
}

/* Begins to send the file "a" and, in YMODEM, the file "b" if it exists. */
static void
begin(void)
{
	static char *paths[] = { (char *)"a", (char *)"b" };

	cr_assert(source_open(&source, paths, access("b", F_OK) == 0 ? 2 : 1));
	xm_driver_send(&driver, &options, &source);
	driver.engine.operations->move_data(&driver.engine);
}

/*
 * Takes at most `most` bytes of the output. Returns the number of bytes taken.
 */
static size_t
take(size_t most)
{
	struct engine *e = &driver.engine;
	size_t len = e->operations->output(e).len;

	if (len > most)
		len = most;
	if (len > 0)
		e->operations->sent(e, len);
	e->operations->move_data(e);
	return len;
}

/* Receives these bytes from the receiver, and then nothing for a while. */
static void
answer(const char *bytes)
{
	struct engine *e = &driver.engine;

	while (*bytes != '\0') {
		bytes += e->operations->input(
		    e, (const uint8_t *)bytes, strlen(bytes));
		e->operations->move_data(e);
	}
	virtual_now_ms += 100;
	e->operations->input(e, NULL, 0);
	e->operations->move_data(e);
}

static void
expect_output(size_t len)
{
	size_t taken = take(SIZE_MAX);

	cr_expect(taken == len, "%zu, not %zu", taken, len);
}

static void
expect_done(uint64_t done)
{
	cr_expect(report.done == done, "%u", (unsigned)report.done);
}

Test(xm_driver, counts_a_block_when_it_is_acknowledged)
{
	make("a", 300);
	begin();
	answer("C");

	expect_output(3 + 128 + 2);
	expect_done(0);
	answer("\006");
	expect_done(128);
	expect_output(3 + 128 + 2);
	expect_done(128);
	answer("\025");
	expect_output(3 + 128 + 2);
	expect_done(128);
	answer("\006");
	expect_done(256);
	cr_expect(report_percent(&report) == 85);
}

Test(xm_driver, counts_no_padding_and_waits_for_no_EOT)
{
	make("a", 130);
	begin();
	answer("C");
	expect_output(133);
	answer("\006");
	expect_output(133);

	answer("\006");
	expect_done(130);
	expect_output(1);
	cr_expect(report.whole == 0);
	expect_done(130);
	answer("\006");
	cr_expect(driver.engine.operations->status(&driver.engine).ended);
	report_done(&report);
	cr_expect(report.whole == 1 && report.total == 130);
}

Test(xm_driver, counts_each_block_of_a_short_tail)
{
	options.block_len = 1024;
	options.tail = XM_TAIL_SHORT;
	make("a", 1024 + 300);
	begin();
	answer("C");

	expect_output(1029);
	answer("\006");
	expect_done(1024);
	expect_output(133);
	answer("\006");
	expect_done(1024 + 128);
	expect_output(133);
	answer("\006");
	expect_output(133);
	expect_done(1024 + 256);
	answer("\006");
	expect_done(1324);
}

Test(xm_driver, counts_each_file_anew)
{
	options.ymodem = true;
	options.block_len = 1024;
	make("a", 1024);
	make("b", 10);
	begin();
	answer("C");
	expect_output(133);
	answer("\006C");
	expect_done(0);
	expect_output(1029);
	answer("\006");
	expect_done(1024);
	expect_output(1);
	answer("\006C");
	cr_expect(report.whole == 1 && report.total == 1024);

	expect_output(133);
	answer("\006C");
	expect_output(1029);
	expect_done(0);
	answer("\006");
	expect_done(10);
}

Test(xm_driver, counts_what_a_stream_has_written)
{
	options.ymodem = true;
	options.block_len = 1024;
	make("a", 1500);
	begin();
	answer("G");
	expect_output(133);
	answer("G");

	expect_done(0);
	cr_expect(take(1000) == 1000);
	expect_done(0);
	cr_expect(take(1000) == 29);
	expect_done(1024);
	expect_output(1029);
	expect_done(1500);
}

Test(xm_driver, has_the_time_from_the_first_block_sent_to_the_end)
{
	make("a", 128);
	begin();
	virtual_now_ms += 5000;
	answer("C");
	expect_output(133);
	virtual_now_ms += 1000;
	answer("\006");
	expect_done(128);
	expect_output(1);
	answer("\006");
	report_done(&report);

	/* The receiver was silent three times, for 100 ms each. */
	cr_expect(report_ms(&report) >= 1000 && report_ms(&report) <= 1300);
}

Test(xm_driver, takes_the_time_of_a_batch_from_an_empty_first_file_on)
{
	options.ymodem = true;
	virtual_now_ms = 100000;
	make("a", 0);
	make("b", 10);
	begin();
	answer("C");
	expect_output(133);
	answer("\006C");
	expect_output(1);
	expect_done(0);
	answer("\006C");
	cr_expect(report.whole == 1 && report.total == 0);
	expect_output(133);
	answer("\006C");
	expect_output(133);
	answer("\006");

	expect_done(10);
	cr_expect(report_ms(&report) < 1000);
}

/*
 * Answers block 0 with only an ACK. Returns the length of the output 110 ms
 * later.
 */
static size_t
output_after_ack(const char *banner)
{
	options.ymodem = true;
	make("a", 100);
	begin();
	report_peer_text(&report, banner, strlen(banner));
	answer("C");
	cr_assert(take(SIZE_MAX) == 133);
	answer("\006");
	virtual_now_ms += 10;
	driver.engine.operations->input(&driver.engine, NULL, 0);
	driver.engine.operations->move_data(&driver.engine);
	options.ymodem = false;
	return driver.engine.operations->output(&driver.engine).len;
}

Test(xm_driver, waits_for_no_request_after_the_banner_of_loady)
{
	cr_expect(output_after_ack("## Ready for binary (ymodem) download to "
				   "0x82000000 at 115200 bps...\r\n") == 133);
}

Test(xm_driver, waits_for_a_request_after_another_banner)
{
	cr_expect(output_after_ack("## Ready for binary (xmodem) download to "
				   "0x82000000 at 115200 bps...\r\n") == 0);
}
