#include <criterion/criterion.h>

#include "unit/send_timing.h"

/* The times at which a sender accepts a request, and sends the block. */

/* A pty, for example, is faster than the baud rate in the options. */
Test(send_request_times,
    takes_a_request_soon_on_a_line_that_is_faster_than_its_rate)
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

Test(send_request_times, starts_50_ms_after_a_request)
{
	for (int ymodem = 0; ymodem < 2; ymodem++) {
		struct scripted_peer d;

		timing_begin_block(&d, ymodem, 1);
		peer_free(&d);
	}
}

Test(send_request_times, treats_a_letter_50_ms_after_text_as_a_request)
{
	for (uint32_t ms = 49; ms <= 50; ms++) {
		struct scripted_peer d;

		timing_begin(&d, &sender_defaults, 1);
		sender_receive(&d, "boot");
		peer_wait(&d, ms);
		sender_receive(&d, "C");
		peer_wait(&d, 1000);
		cr_expect(peer_skip(&d) == (ms < 50 ? 0 : BLOCK_LEN));
		peer_free(&d);
	}
}

Test(send_request_times, gives_up_when_no_request_comes)
{
	struct scripted_peer d;

	timing_begin(&d, &sender_defaults, 1);
	timing_expect_end(&d, sender_defaults.wait_ms, XM_ENOSTART);
	peer_free(&d);
}

Test(send_request_times, resends_the_first_block_300_ms_after_a_request)
{
	/*
	 * The receiver may have sent the second request before the block
	 * arrived. An ACK then follows.
	 */
	struct scripted_peer d;

	timing_begin_block(&d, false, 1);
	sender_receive(&d, "C");
	timing_expect(&d, 300, BLOCK_LEN);
	peer_free(&d);
}

Test(send_request_times, resends_another_block_20_ms_after_a_request)
{
	struct scripted_peer d;

	timing_begin_block(&d, false, 1);
	sender_receive(&d, "\006");
	peer_skip(&d);
	peer_wait(&d, 500);
	sender_receive(&d, "\025");
	timing_expect(&d, 20, BLOCK_LEN);
	peer_free(&d);
}

Test(send_request_times, resends_a_block_1_s_after_the_first_of_many_requests)
{
	struct scripted_peer d;

	timing_begin_block(&d, false, 1);
	sender_receive(&d, "\006");
	peer_skip(&d);
	peer_wait(&d, 500);
	for (int i = 0; i < 100; i++) {
		sender_receive(&d, "\025");
		cr_assert(peer_skip(&d) == 0, "after %d ms", 10 * i);
		peer_wait(&d, 10);
	}
	sender_receive(&d, "\025");

	cr_expect(peer_skip(&d) == BLOCK_LEN);
	peer_free(&d);
}

Test(send_request_times, accepts_no_request_before_the_block_has_arrived)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d;

	options.bytes_per_s = 133;
	timing_begin(&d, &options, 1);
	sender_receive(&d, "C");
	timing_expect(&d, 50, BLOCK_LEN);
	sender_receive(&d, "\025");
	timing_expect(&d, 1000 + 20, BLOCK_LEN);
	peer_free(&d);
}

Test(send_request_times,
    accepts_no_request_for_133_s_on_a_line_of_one_byte_per_second)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d;

	options.bytes_per_s = 1;
	options.timeout_ms = 200000;
	timing_begin(&d, &options, 1);
	sender_receive(&d, "C");
	timing_expect(&d, 50, BLOCK_LEN);
	sender_receive(&d, "\025");
	timing_expect(&d, 133000 + 20, BLOCK_LEN);
	peer_free(&d);
}
