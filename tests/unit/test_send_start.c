#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* The start of a sender, and its check. */

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
	sender_receive(&d, "C"); /* crossed the block on its way */
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
