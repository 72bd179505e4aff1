#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/signals.h"
#include "transfer/xm_driver.h"
#include "unit/virtual_clock.h"
#include "xm/internal.h"

/* Text at the end of a damaged block. */

#define PANIC "\r\nUnhandled exception\r\n"

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct report report;
static struct sink sink;
static struct sink_options sink_options;
static struct xm_driver driver;
static const struct xm_options options = XM_OPTIONS_DEFAULT;
static char shown[2048]; /* text that the engine has passed on */

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(signals_open());
	report_init(&report, REPORT_NONE, true, false, NULL);
	sink = (struct sink)SINK_INIT;
	sink_options =
	    (struct sink_options){ .destination = { .directory = "." },
		    .size = SIZE_UNKNOWN,
		    .limit = UINT64_MAX,
		    .max_files = 10 };
	cr_assert(sink_open(&sink, &sink_options, &report));
	shown[0] = '\0';
}

static void
tear_down(void)
{
	sink_close(&sink);
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(xm_cut_text, .init = set_up, .fini = tear_down, .timeout = 60);

/* Passes these bytes to the engine, and takes its output at once. */
static void
receive(const void *bytes, size_t len)
{
	struct engine *e = &driver.engine;
	const uint8_t *in = bytes;

	do {
		const uint8_t *text;
		size_t used = e->operations->input(e, in, len);
		size_t text_len = e->operations->text(e, &text);

		strncat(shown, (const char *)text, text_len);
		in += used;
		len -= used;
		e->operations->move_data(e);
		e->operations->sent(e, e->operations->output(e).len);
	} while (len > 0);
}

static void
pass(uint32_t ms)
{
	uint32_t end_ms = virtual_now_ms + ms;

	while (virtual_now_ms != end_ms) {
		uint32_t wait_ms =
		    driver.engine.operations->wait_ms(&driver.engine);

		virtual_now_ms += wait_ms < end_ms - virtual_now_ms
				      ? wait_ms
				      : end_ms - virtual_now_ms;
		receive("", 0);
		if (xm_event(&driver.xm) >= XM_DONE)
			return;
	}
}

static void
send_block(uint8_t number, const char *data, size_t len)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };

	memcpy(block + 3, data, len);
	receive(block, xm_block_seal(block, number, 128, true));
}

static void
begin(void)
{
	xm_driver_receive(&driver, &options, &sink);
	send_block(0, "f\0001000", 6);
}

/* Sends a block of binary data, which the receiver acknowledges. */
static void
begin_binary(void)
{
	begin();
	send_block(1, "", 0);
}

/* Sends an incomplete block that ends in this text. */
static void
cut_block(const char *text)
{
	receive("\001\002\375\200\201", 5);
	receive(text, strlen(text));
	pass(500);
}

static void
expect_no_stop(void)
{
	pass(40000);
	cr_expect_str_eq(shown, "");
	cr_expect(xm_error(&driver.xm) == XM_OK);
}

Test(xm_cut_text, is_shown_and_ends_the_transfer_within_16_s)
{
	begin_binary();
	cut_block(PANIC);
	cr_expect_str_eq(shown, "");
	pass(14000);
	cr_expect_str_eq(shown, PANIC);
	cr_expect(xm_error(&driver.xm) == XM_OK);
	pass(1500);

	cr_expect(xm_error(&driver.xm) == XM_ESTOPPED);
	cr_expect_str_eq(shown, PANIC);
}

Test(xm_cut_text, is_found_after_a_whole_block_that_is_damaged)
{
	char data[128] = "";

	begin_binary();
	memset(data, 0x80, sizeof data);
	receive("\001\002\375", 3);
	receive(data, sizeof data);
	receive("\200\200" PANIC, 2 + strlen(PANIC));
	pass(16000);

	cr_expect_str_eq(shown, PANIC);
	cr_expect(xm_error(&driver.xm) == XM_ESTOPPED);
}

Test(xm_cut_text, is_none_in_a_file_of_text)
{
	static const char data[] =
	    ":10010000214601360121470136007EFE09D2190140\r\n"
	    ":100110002146017E17C20001FF5F16002148011928\r\n"
	    ":10012000194E79234623965778239EDA3F01B2CA\r\n";

	begin();
	send_block(1, data, 128);
	cut_block(PANIC);

	expect_no_stop();
}

Test(xm_cut_text, is_none_in_the_first_block_of_a_file)
{
	begin();
	cut_block(PANIC);

	expect_no_stop();
}

Test(xm_cut_text, is_none_in_the_first_block_of_a_second_file)
{
	xm_driver_receive(&driver, &options, &sink);
	send_block(0, "f\000128", 5);
	send_block(1, "", 0);
	for (int i = 0; i < 2; i++) {
		receive("\004", 1);
		pass(400);
	}
	send_block(0, "g\0001000", 6);
	receive("\001\001\376\200\201" PANIC, 5 + strlen(PANIC));
	pass(500);

	expect_no_stop();
	cr_expect(unlink("f") == 0);
}

Test(xm_cut_text, has_twelve_bytes_at_least_and_a_line_end)
{
	static const struct {
		const char *text;
		bool found;
	} rows[] = { { "1234567890\r\n", true }, { "1234567890a\n", true },
		{ "1234567890a\r", true }, { "123456789\r\n", false },
		{ "1234567890abcdef", false } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		begin_binary();
		shown[0] = '\0';
		cut_block(rows[i].text);
		pass(11000);

		cr_expect_str_eq(shown, rows[i].found ? rows[i].text : "");
		xm_cancel(&driver.xm, virtual_now_ms);
		sink_close(&sink);
		cr_assert(sink_open(&sink, &sink_options, &report));
	}
}

Test(xm_cut_text, ends_nothing_if_the_block_comes_again)
{
	for (uint32_t ms = 5000; ms <= 14000; ms += 9000) {
		begin_binary();
		cut_block(PANIC);
		pass(ms);
		cr_expect_str_eq(shown, ms > 10000 ? PANIC : "");
		send_block(2, "", 0);
		cr_expect(xm_counts(&driver.xm).blocks == 2);
		pass(40000);

		cr_expect(xm_error(&driver.xm) == XM_OK, "%u", (unsigned)ms);
		sink_close(&sink);
		cr_assert(sink_open(&sink, &sink_options, &report));
	}
}

Test(xm_cut_text, is_none_if_binary_data_follows)
{
	begin_binary();
	receive("\001\002\375", 3);
	receive(PANIC, strlen(PANIC));
	receive("\200", 1);
	pass(500);

	expect_no_stop();
}

Test(xm_cut_text, ends_nothing_if_other_bytes_follow)
{
	begin_binary();
	cut_block(PANIC);
	pass(5000);
	receive("\200", 1);
	pass(40000);

	cr_expect(xm_error(&driver.xm) == XM_OK);
}

Test(xm_cut_text, is_cut_after_512_bytes)
{
	char text[601];

	begin_binary();
	memset(text, 'x', sizeof text - 1);
	text[600] = '\0';
	memcpy(text, PANIC, strlen(PANIC));
	cut_block(text);
	pass(11000);

	cr_expect(strlen(shown) == 512);
	cr_expect(strncmp(shown, text, 512) == 0);
}

Test(xm_cut_text, between_blocks_is_shown_once)
{
	begin_binary();
	receive(PANIC, strlen(PANIC));
	pass(6500);

	cr_expect_str_eq(shown, PANIC);
	cr_expect(xm_error(&driver.xm) == XM_ESTOPPED);
}

Test(xm_cut_text, is_shown_in_front_of_text_that_follows_the_NAK)
{
	begin_binary();
	cut_block(PANIC);
	receive("Boot", 4);
	receive("ing\r\n", 5);
	pass(7000);

	cr_expect_str_eq(shown, PANIC "Booting\r\n");
	cr_expect(xm_error(&driver.xm) == XM_ESTOPPED);
}

Test(xm_cut_text, returns_the_text_of_a_block_before_the_text_of_the_next)
{
	static const char first[] = "Unhandled exception\r\n";
	static const char second[] = "resetting the board\r\n";
	static const uint8_t data[128];
	struct xm_cut_text c = { 0 };
	size_t len;

	xm_cut_text_data(&c, data, sizeof data);
	xm_cut_text_received(&c, (const uint8_t *)first, strlen(first));
	cr_expect_eq(xm_cut_text_rejected(&c), 0);
	xm_cut_text_received(&c, (const uint8_t *)second, strlen(second));

	len = xm_cut_text_rejected(&c);
	cr_assert_eq(len, strlen(first));
	cr_expect(memcmp(c.found, first, len) == 0);
}
