#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* The start of a sender, and its choice between CRC and checksum. */

Test(send, sends_nothing_without_a_request)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	peer_wait(&d, sender_defaults.wait_ms - 1);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_skip(&d) == 0);
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ENOSTART);
	peer_free(&d);
}

Test(send, answers_C_with_a_crc_and_NAK_with_a_sum_once_the_line_is_quiet)
{
	for (int crc = 0; crc < 2; crc++) {
		struct scripted_peer d;

		sender_offer_file(&d, 100);
		sender_receive(&d, crc ? "C" : "\x15");
		peer_wait(&d, 40);
		cr_expect(peer_skip(&d) == 0);
		peer_wait(&d, 20);

		cr_expect(peer_skip(&d) == (crc ? 133 : 132));
		cr_expect(xm_block_intact(d.said, 128, crc));
		peer_free(&d);
	}
}

Test(send, passes_a_banner_on_and_does_not_start_on_it)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "\r\n(C)StarFive\r\n");
	peer_wait(&d, 500);
	cr_expect(peer_skip(&d) == 0);
	cr_expect_str_eq(d.host.text, "\r\n(C)StarFive\r\n");
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect_str_eq(d.host.text, "\r\n(C)StarFive\r\n");
	peer_free(&d);
}

Test(send, starts_without_a_request_if_set)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.start_now = true;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send, answers_a_burst_of_requests_once)
{
	struct scripted_peer d;

	sender_offer_file(&d, 300);
	sender_receive(&d, "CCCCCCCCCCCCCCCCCCCC");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	sender_receive(&d, "C"); /* sent before the block arrived */
	peer_wait(&d, 100);
	sender_receive(&d, "\x06");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 2);
	peer_free(&d);
}

Test(send, ends_at_two_CANs_before_it_starts_but_not_at_one)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "\x18");
	peer_wait(&d, 5000);
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "\x18\x18");

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(send, sends_the_name_and_the_size_in_block_0)
{
	struct scripted_peer d;

	sender_offer_batch(&d, 1);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(d.said_len == 133);
	cr_expect(memcmp(d.said + 3, "file\000100 ", 9) == 0);
	cr_expect(xm_block_intact(d.said, 128, true));
	peer_free(&d);
}

Test(send, starts_at_any_time_of_the_clock)
{
	static const uint32_t times_ms[] = { 0, 0x7fffffff, 0x80000000,
		0xc0000000, UINT32_MAX };

	for (size_t i = 0; i < sizeof times_ms / sizeof *times_ms; i++) {
		struct scripted_peer d = { .now_ms = times_ms[i] };

		endpoint_add(&d.host, "file", 100, 1);
		peer_begin_sender(&d, &sender_defaults);
		cr_expect(xm_wait_ms(&d.host.xm, d.now_ms) ==
			  sender_defaults.wait_ms);
		sender_receive(&d, "C");
		peer_wait(&d, 50);

		cr_expect(peer_skip(&d) == 133, "row %zu", i);
		peer_free(&d);
	}
}

Test(send, does_not_start_XMODEM_at_a_request_for_a_stream)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "G");
	peer_wait(&d, 1000);
	cr_expect(peer_skip(&d) == 0);
	sender_receive(&d, "C");
	peer_wait(&d, 50);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send, ends_at_one_CAN_between_block_0_and_the_first_block)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 1);
	sender_receive(&d, "\006\030");
	peer_wait(&d, 999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/*
 * The first CAN follows the request G. In the silence after this CAN, the
 * sender ignores the G, because G is not for XMODEM, and forgets the CAN.
 */
Test(send, starts_after_two_CANs_with_silence_between_them)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "G\030");
	peer_wait(&d, 60);
	sender_receive(&d, "\030");
	peer_wait(&d, 60);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}
