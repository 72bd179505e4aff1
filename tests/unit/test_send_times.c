#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/* The times of a sender, exact to 1 ms because time is virtual. */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

enum { BLOCK_LEN = 133 };

static void
receive(struct scripted_peer *d, const char *text)
{
	peer_send(d, text, strlen(text));
}

/* Asserts that the next output has `len` bytes and comes at this time. */
static void
expect_after(struct scripted_peer *d, uint32_t ms, size_t len)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_skip(d) == 0, "too early");
	peer_wait(d, 1);
	cr_assert(peer_skip(d) == len, "too late");
}

/* Asserts that the transfer ends at this time. */
static void
expect_end_after(struct scripted_peer *d, uint32_t ms, enum xm_error error)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_event(d) == XM_NONE, "too early");
	peer_wait(d, 1);
	cr_assert(peer_event(d) >= XM_DONE, "too late");
	cr_assert(peer_error(d) == error);
}

static void
begin(struct scripted_peer *d, const struct xm_options *options, int files)
{
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		endpoint_add(&d->host, "file", 300, 1);
	peer_begin_sender(d, options);
}

/* Begins a sender, which has sent the first block or block 0. */
static void
begin_block(struct scripted_peer *d, bool ymodem, int files)
{
	struct xm_options options = defaults;

	options.ymodem = ymodem;
	begin(d, &options, files);
	receive(d, "C");
	expect_after(d, 50, BLOCK_LEN);
}

/* Begins a sender, which has sent the EOT of the first file. */
static void
begin_eot(struct scripted_peer *d, bool ymodem, int files)
{
	begin_block(d, ymodem, files);
	if (ymodem) {
		receive(d, "\006C");
		expect_after(d, 20, BLOCK_LEN);
	}
	for (int i = 0; i < 2; i++) {
		receive(d, "\006");
		cr_assert(peer_skip(d) == BLOCK_LEN);
	}
	receive(d, "\006");
	cr_assert(peer_skip(d) == 1);
}

/* A pty is faster than the rate that was given for it. */
Test(send_times, takes_a_request_soon_on_a_line_that_is_faster_than_its_rate)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;
	struct scripted_peer d = { 0 };

	options.bytes_per_s = 100;
	endpoint_add(&d.host, "file", 2000, 1);
	peer_begin_sender(&d, &options);
	peer_send(&d, "C", 1);
	peer_wait(&d, 60);
	for (int i = 0; i < 10; i++) {
		cr_assert(peer_skip(&d) == 133);
		peer_wait(&d, 10);
		peer_send(&d, "\006", 1);
	}
	peer_skip(&d);
	peer_send(&d, "\025", 1);
	peer_wait(&d, 1330 + 20);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_times, starts_50_ms_after_a_request)
{
	for (int ymodem = 0; ymodem < 2; ymodem++) {
		struct scripted_peer d;

		begin_block(&d, ymodem, 1);
		peer_free(&d);
	}
}

Test(send_times, takes_a_letter_50_ms_after_text_for_a_request)
{
	for (uint32_t ms = 49; ms <= 50; ms++) {
		struct scripted_peer d;

		begin(&d, &defaults, 1);
		receive(&d, "boot");
		peer_wait(&d, ms);
		receive(&d, "C");
		peer_wait(&d, 1000);
		cr_expect(peer_skip(&d) == (ms < 50 ? 0 : BLOCK_LEN));
		peer_free(&d);
	}
}

Test(send_times, gives_up_when_no_request_comes)
{
	struct scripted_peer d;

	begin(&d, &defaults, 1);
	expect_end_after(&d, defaults.wait_ms, XM_ENOSTART);
	peer_free(&d);
}

Test(send_times, resends_the_first_block_300_ms_after_a_request)
{
	/* The request and the block may have crossed; an ACK follows. */
	struct scripted_peer d;

	begin_block(&d, false, 1);
	receive(&d, "C");
	expect_after(&d, 300, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, resends_another_block_20_ms_after_a_request)
{
	struct scripted_peer d;

	begin_block(&d, false, 1);
	receive(&d, "\006");
	peer_skip(&d);
	peer_wait(&d, 500);
	receive(&d, "\025");
	expect_after(&d, 20, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, resends_a_second_after_requests_without_a_pause)
{
	struct scripted_peer d;

	begin_block(&d, false, 1);
	receive(&d, "\006");
	peer_skip(&d);
	peer_wait(&d, 500);
	for (int i = 0; i < 100; i++) {
		receive(&d, "\025");
		cr_assert(peer_skip(&d) == 0, "after %d ms", 10 * i);
		peer_wait(&d, 10);
	}
	receive(&d, "\025");

	cr_expect(peer_skip(&d) == BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, takes_no_request_for_one_before_the_block_has_arrived)
{
	struct xm_options options = defaults;
	struct scripted_peer d;

	options.bytes_per_s = 133;
	begin(&d, &options, 1);
	receive(&d, "C");
	expect_after(&d, 50, BLOCK_LEN);
	receive(&d, "\025");
	expect_after(&d, 1000 + 20, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, takes_a_block_to_arrive_at_one_byte_a_second)
{
	struct xm_options options = defaults;
	struct scripted_peer d;

	options.bytes_per_s = 1;
	options.timeout_ms = 200000;
	begin(&d, &options, 1);
	receive(&d, "C");
	expect_after(&d, 50, BLOCK_LEN);
	receive(&d, "\025");
	expect_after(&d, 133000 + 20, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, sends_data_1200_ms_after_an_ACK_without_a_request)
{
	struct scripted_peer d;

	begin_block(&d, true, 1);
	receive(&d, "\006");
	expect_after(&d, 1200, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, sends_data_100_ms_after_an_ACK_if_no_request_is_expected)
{
	struct scripted_peer d;

	begin_block(&d, true, 1);
	xm_send_expect_no_request(&d.host.xm);
	receive(&d, "\006");
	expect_after(&d, 100, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, sends_data_at_a_request_though_none_was_expected)
{
	struct scripted_peer d;

	begin_block(&d, true, 1);
	xm_send_expect_no_request(&d.host.xm);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	peer_wait(&d, 1000);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send_times, gives_a_second_file_up_5_s_after_an_ACK_without_a_request)
{
	struct scripted_peer d;

	begin_eot(&d, true, 2);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "\006");
	expect_after(&d, 5000, 16);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send_times, repeats_an_EOT_twice_every_15_s)
{
	struct scripted_peer d;

	begin_eot(&d, false, 1);
	expect_after(&d, 15000, 1);
	expect_after(&d, 15000, 1);
	expect_end_after(&d, 15000, XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_times, repeats_no_EOT_if_the_timeout_is_shorter_than_15_s)
{
	static const struct {
		uint32_t timeout_ms;
		bool repeats;
	} rows[] = { { 14999, false }, { 15000, true } };

	for (int i = 0; i < 2; i++) {
		struct xm_options options = defaults;
		struct scripted_peer d;

		options.timeout_ms = rows[i].timeout_ms;
		begin(&d, &options, 1);
		receive(&d, "C");
		peer_wait(&d, 50);
		for (int block = 0; block < 3; block++)
			receive(&d, "\006");
		peer_skip(&d);
		peer_wait(&d, rows[i].timeout_ms);

		cr_expect(peer_skip(&d) == rows[i].repeats);
		cr_expect(peer_error(&d) ==
			  (rows[i].repeats ? XM_OK : XM_EUNFINISHED));
		peer_free(&d);
	}
}

Test(send_times, is_done_13500_ms_after_the_ACK_of_the_last_EOT)
{
	struct scripted_peer d;

	begin_eot(&d, true, 1);
	receive(&d, "\006");
	expect_end_after(&d, 13500, XM_OK);
	peer_free(&d);
}

Test(send_times, is_done_3_s_after_text_that_follows_the_last_EOT)
{
	static const struct {
		const char *text;
		uint32_t ms;
	} rows[] = { { "\006abc.\b", 3000 }, { "\006=> ", 3000 },
		{ "\006abc", 13500 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin_eot(&d, true, 1);
		receive(&d, rows[i].text);
		expect_end_after(&d, rows[i].ms, XM_OK);
		peer_free(&d);
	}
}

Test(send_times, takes_CANs_within_20_ms_of_the_last_ACK_for_an_end)
{
	for (uint32_t ms = 19; ms <= 20; ms++) {
		struct scripted_peer d;

		begin_eot(&d, true, 1);
		receive(&d, "\006");
		peer_wait(&d, ms);
		receive(&d, "\030\030");
		cr_expect(peer_error(&d) == (ms < 20 ? XM_OK : XM_EREJECTED));
		peer_free(&d);
	}
}

Test(send_times, is_done_4_s_after_the_final_header)
{
	struct scripted_peer d;

	begin_eot(&d, true, 1);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	expect_end_after(&d, 4000, XM_OK);
	peer_free(&d);
}

Test(send_times, ends_a_second_after_a_single_CAN)
{
	struct scripted_peer d;

	begin_block(&d, false, 1);
	receive(&d, "\006");
	peer_skip(&d);
	receive(&d, "\030");
	expect_end_after(&d, 1000, XM_ECANCELLED);
	peer_free(&d);
}

Test(send_times, takes_CANs_a_second_apart_for_two_single_ones)
{
	for (uint32_t ms = 999; ms <= 1000; ms++) {
		struct scripted_peer d;

		begin_eot(&d, false, 1);
		receive(&d, "\030");
		peer_wait(&d, ms);
		receive(&d, "\030");
		cr_expect(peer_error(&d) == (ms < 1000 ? XM_EREJECTED : XM_OK));
		peer_free(&d);
	}
}

Test(send_times, fails_when_a_block_is_not_answered_in_time)
{
	struct scripted_peer d;

	begin_block(&d, false, 1);
	expect_after(&d, defaults.timeout_ms, 16);
	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(send_times, counts_a_retry_as_doubtful_from_a_second_of_silence_on)
{
	for (uint32_t ms = 999; ms <= 1000; ms++) {
		struct scripted_peer d;

		begin_block(&d, false, 1);
		receive(&d, "\006");
		peer_skip(&d);
		peer_wait(&d, ms);
		receive(&d, "\025");
		expect_after(&d, 20, BLOCK_LEN);
		cr_expect(xm_counts(&d.host.xm).doubtful == (ms == 1000));
		peer_free(&d);
	}
}

Test(send_times, measures_from_the_time_that_a_file_is_given_at)
{
	struct xm_options options = defaults;
	struct xm_file file = { .name = "file" };
	struct xm x;

	options.ymodem = true;
	options.start_now = true;
	xm_send_init(&x, 0, &options);
	cr_assert(xm_send_file(&x, 5000, &file));

	cr_expect(xm_wait_ms(&x, 5000) == options.timeout_ms);
}

Test(send_times, measures_from_the_time_that_data_is_given_at)
{
	struct xm_options options = defaults;
	struct xm_file file = { .name = "" };
	size_t len;
	struct xm x;

	options.start_now = true;
	xm_send_init(&x, 0, &options);
	cr_assert(xm_send_file(&x, 0, &file));
	memset(xm_send_space(&x, &len), 0, 128);
	xm_send_data(&x, 5000, 128);

	cr_expect(xm_wait_ms(&x, 5000) == options.timeout_ms);
}

Test(send_times, waits_4500_ms_for_the_ACK_of_a_second_block_0)
{
	struct scripted_peer d;

	begin_block(&d, true, 1);
	receive(&d, "C");
	expect_after(&d, 300, BLOCK_LEN);
	receive(&d, "\006");
	expect_after(&d, 300 + 4500, BLOCK_LEN);
	peer_free(&d);
}

Test(send_times, waits_5_s_more_for_a_request_if_the_file_is_not_the_first)
{
	struct scripted_peer d;

	begin_eot(&d, true, 2);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "\006");
	expect_after(&d, 20 + 1500 + 5000, 16);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(
    send_times, needs_no_later_request_if_one_came_while_it_awaited_a_copys_ACK)
{
	struct scripted_peer d;

	begin_eot(&d, true, 2);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "\006C");
	expect_after(&d, 20 + 1500, BLOCK_LEN);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_times, needs_a_later_request_though_one_came_early_in_the_first_file)
{
	struct scripted_peer d;

	begin_block(&d, true, 2);
	receive(&d, "C");
	expect_after(&d, 300, BLOCK_LEN);
	receive(&d, "\006C");
	expect_after(&d, 300 + 4500, BLOCK_LEN);
	receive(&d, "\006");
	receive(&d, "\006");
	receive(&d, "\006");
	cr_assert(peer_skip(&d) == 2 * BLOCK_LEN + 1);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "\006");
	expect_after(&d, 20 + 1500 + 5000, 16);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send_times, ignores_a_single_CAN_after_the_final_header)
{
	struct scripted_peer d;

	begin_eot(&d, true, 1);
	receive(&d, "\006C");
	expect_after(&d, 20, BLOCK_LEN);
	receive(&d, "\030");
	expect_end_after(&d, 4000, XM_OK);
	peer_free(&d);
}

Test(send_times, measures_from_the_time_that_the_line_takes_a_block_at)
{
	struct xm_options options = defaults;
	struct xm_file file = { .name = "file" };
	const uint8_t *out;
	struct xm x;

	options.ymodem = true;
	options.start_now = true;
	xm_send_init(&x, 0, &options);
	cr_assert(xm_send_file(&x, 0, &file));
	xm_sent(&x, 3000, xm_output(&x, &out));

	cr_expect(xm_wait_ms(&x, 3000) == options.timeout_ms);
}
