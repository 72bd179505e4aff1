#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* A sender detects the kind of session: with ACKs, or a stream without them. */

Test(send_kind, streams_only_if_block_0_is_answered_with_G)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "G"); /* a damaged C */
	peer_wait(&d, 60);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	peer_skip(&d);
	peer_wait(&d, 5000);
	cr_expect(peer_skip(&d) == 0); /* the sender waits for an ACK */
	sender_receive(&d, "\006");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 2);
	peer_free(&d);
}

/* The line has changed two Cs to Gs. The ACK after the EOT is for block 0. */
Test(send_kind, repeats_the_EOT_of_a_stream_if_it_is_requested_with_C)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	endpoint_add(&d.host, "file", 0, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "G");
	peer_wait(&d, 60);
	sender_receive(&d, "G");
	peer_wait(&d, 400);
	peer_skip(&d);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_kind, streams_if_the_first_G_was_damaged)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C"); /* the line has changed G to C */
	peer_wait(&d, 60);
	sender_receive(&d, "G");
	peer_wait(&d, 400);
	cr_assert(peer_skip(&d) == 2 * 133);
	sender_receive(&d, "G");
	peer_wait(&d, 7000);

	cr_expect(peer_skip(&d) == 3 * 133 + 1);
	peer_free(&d);
}

/* The line has changed two Cs to Gs. The ACK after the Gs is for block 0. */
Test(send_kind, streams_no_more_if_an_ACK_follows_the_G_after_two_block_0s)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, "G");
		peer_wait(&d, 400);
	}
	cr_assert(peer_skip(&d) == 2 * 133);
	sender_receive(&d, "\006");
	peer_wait(&d, 7000);

	cr_expect(peer_skip(&d) == 133); /* the sender waits for an ACK */
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_kind, says_that_a_receiver_wants_YMODEM_if_it_requests_another_file)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 100); /* U-Boot's loady drops the first block */
	peer_wait(&d, 4250);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	sender_receive(&d, "\006");
	peer_wait(&d, 8000);
	cr_assert(peer_skip(&d) == 134);
	sender_receive(&d, "\006");
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_error(&d) == XM_EYMODEM);
	peer_free(&d);
}

Test(send_kind, leaves_the_request_of_a_boots_next_stage_alone)
{
	static const char *const next[] = { "\r\nU-Boot SPL\r\nC", "C" };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		sender_begin_xmodem(&d, 100);
		sender_receive(&d, "\006");
		sender_receive(&d, "\006");
		peer_wait(&d, i == 0 ? 1 : 500);
		sender_receive(&d, next[i]);
		peer_wait(&d, 60);

		cr_expect(peer_event(&d) == XM_DONE);
		peer_free(&d);
	}
}

Test(send_kind, refuses_a_name_that_is_too_long_for_block_0)
{
	struct xm_options options = sender_defaults;
	char name[1100] = "";
	struct xm_file file = { .name = name, .size = 1 };
	struct xm x;

	memset(name, 'n', sizeof name - 1);
	options.ymodem = true;
	xm_send_init(&x, 0, &options);

	cr_expect(!xm_send_file(&x, 0, &file));
	cr_expect(xm_event(&x) == XM_FILE);
	name[100] = '\0';
	cr_expect(xm_send_file(&x, 0, &file));
}

/* The receiver has not sent C, so it may not support CRCs. */
Test(send_kind, answers_NAK_with_a_sum_if_it_began_without_a_request)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.start_now = true;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	cr_assert(peer_skip(&d) == 133);

	for (int nak = 1; nak <= 4; nak++) {
		sender_receive(&d, "\x15");
		peer_wait(&d, 400);
		/*
		 * The first NAK may be a C that the line has changed. So the
		 * sender tries the CRC once in four copies.
		 */
		cr_expect(
		    peer_skip(&d) == (nak == 3 ? 133 : 132), "NAK %d", nak);
	}
	peer_free(&d);
}

/* The line has changed two Cs to Gs, so the session has ACKs. */
Test(send_kind, streams_no_more_after_an_EOT_of_a_stream_is_requested_with_C)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	endpoint_add(&d.host, "file", 0, 1);
	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "G");
	peer_wait(&d, 60);
	sender_receive(&d, "G");
	peer_wait(&d, 400);
	peer_skip(&d);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	for (int number = 0; number < 2; number++) {
		sender_receive(&d, "\006C");
		peer_wait(&d, 60);
		cr_expect(peer_skip(&d) == 133);
		cr_expect(d.said[1] == number);
	}
	peer_free(&d);
}

Test(send_kind, leaves_a_request_within_2_s_of_an_empty_file_to_the_next_stage)
{
	for (uint32_t ms = 1999; ms <= 2000; ms++) {
		struct scripted_peer d;

		sender_offer_file(&d, 0);
		sender_receive(&d, "C");
		peer_wait(&d, 60);
		cr_assert(sender_sent_eot(&d));
		sender_receive(&d, "\006");
		peer_wait(&d, ms - 20);
		sender_receive(&d, "C");
		peer_wait(&d, 20);

		cr_expect((peer_event(&d) == XM_DONE) == (ms < 2000));
		cr_expect(sender_sent_eot(&d) == (ms == 2000));
		peer_free(&d);
	}
}

/*
 * Begins a sender that has received the last ACK. The sender then waits 300 ms
 * for a request.
 */
static void
begin_closing(struct scripted_peer *d)
{
	sender_begin_xmodem(d, 100);
	sender_receive(d, "C");
	peer_wait(d, 300);
	sender_receive(d, "\006\006");
	sender_receive(d, "\006");
	peer_skip(d);
	cr_assert(peer_event(d) == XM_NONE);
}

Test(send_kind, leaves_a_request_that_ends_four_bytes_of_text_to_the_next_stage)
{
	static const char *const texts[] = { "a\nC", "ab\nC" };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_closing(&d);
		sender_receive(&d, texts[i]);
		peer_wait(&d, 19);
		cr_expect(peer_event(&d) == XM_NONE);
		peer_wait(&d, 1);

		cr_expect(peer_event(&d) >= XM_DONE);
		cr_expect(peer_error(&d) == (i == 0 ? XM_EYMODEM : XM_OK));
		peer_free(&d);
	}
}

Test(send_kind, ends_no_earlier_if_text_or_a_CAN_follows_the_last_ACK)
{
	struct scripted_peer d;

	begin_closing(&d);
	sender_receive(&d, "Booting\r\n");
	peer_wait(&d, 299);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);

	sender_offer_file(&d, 0);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006");
	sender_receive(&d, "\030");
	peer_wait(&d, 13499);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}
