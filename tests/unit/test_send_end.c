#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/*
 * The end of a sender's transfer: only after the ACK of the last EOT, or of a
 * block after it.
 */

Test(send_end, needs_an_ACK_after_an_EOT_that_was_only_answered_with_C)
{
	static const struct {
		const char *answer;
		uint32_t wait_ms;
		enum xm_error error;
	} rows[] = {
		{ "\006", 0, XM_OK },
		{ "", 4000, XM_EUNFINISHED },
		{ "\030\030", 0, XM_EREJECTED },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		sender_begin_unconfirmed(&d);
		cr_expect(!xm_settled(&d.host.xm));
		sender_receive(&d, rows[i].answer);
		peer_wait(&d, rows[i].wait_ms + 300);

		cr_expect(peer_error(&d) == rows[i].error, "row %zu", i);
		cr_expect(peer_event(&d) ==
			  (rows[i].error == XM_OK ? XM_DONE : XM_FAILED));
		peer_free(&d);
	}
}

Test(send_end, needs_an_ACK_after_two_Cs_even_if_no_header_is_to_follow)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	options.final = XM_FINAL_NEVER;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006");
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, "C");
		peer_wait(&d, 60);
	}

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_end, takes_CANs_in_answer_to_the_final_header_for_a_failure)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\030\030\030");

	cr_expect(peer_error(&d) == XM_EREJECTED);
	peer_free(&d);
}

Test(send_end, gives_the_final_header_up_when_it_is_rejected_to_the_end)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	for (int i = 0; i <= sender_defaults.retries; i++) {
		cr_assert(peer_skip(&d) == 133, "try %d", i);
		sender_receive(&d, "C");
		peer_wait(&d, sender_defaults.timeout_ms / 100);
	}

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_end, waits_4_s_for_the_ACK_of_the_final_header)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	peer_skip(&d);
	peer_wait(&d, 3900); /* barebox requests again after 3.25 s */
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	peer_wait(&d, 4000);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send_end, takes_a_lone_CAN_after_the_EOT_for_noise)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\030"); /* it was a NAK */
	peer_wait(&d, 3200);
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "\025");
	peer_wait(&d, 60);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_end, takes_a_lone_CAN_before_the_next_request_for_noise)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006");
	peer_wait(&d, 100);
	sender_receive(&d, "\030");
	peer_wait(&d, 3000);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_end, takes_CANs_seconds_apart_for_noise)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	for (int i = 0; i < 4; i++) {
		sender_receive(&d, "\030");
		peer_wait(&d, 2000);
	}

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(send_end, cancels_when_a_lone_CAN_answers_the_header_of_a_later_file)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\030");
	peer_wait(&d, 1100);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(send_end, cancels_when_a_CAN_in_text_answers_the_header_of_a_later_file)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "error\030\r");
	peer_wait(&d, 1100);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(send_end, is_silent_when_two_CANs_answer_the_header_of_a_later_file)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\030\030");

	cr_expect(peer_skip(&d) == 0);
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(send_end, is_settled_when_the_last_EOT_is_acknowledged_but_no_other)
{
	for (int files = 1; files <= 2; files++) {
		struct scripted_peer d;

		sender_begin_eot(&d, files);
		cr_expect(!xm_settled(&d.host.xm));
		sender_receive(&d, "\006");

		cr_expect(peer_event(&d) == XM_NONE);
		cr_expect(xm_settled(&d.host.xm) == (files == 1));
		peer_free(&d);
	}
}

Test(send_end, is_settled_when_the_EOT_of_an_XMODEM_file_is_acknowledged)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1);
	sender_receive(&d, "\006");
	cr_assert(sender_sent_eot(&d));
	cr_expect(!xm_settled(&d.host.xm));
	sender_receive(&d, "\006");

	cr_expect(xm_settled(&d.host.xm));
	peer_free(&d);
}

/* The apparent ACK of the EOT was a damaged NAK or C. */
Test(send_end, is_not_settled_any_more_when_the_EOT_is_requested_again)
{
	for (int ymodem = 0; ymodem < 2; ymodem++) {
		struct scripted_peer d;

		if (ymodem)
			sender_begin_eot(&d, 1);
		else
			sender_begin_xmodem(&d, 0);
		sender_receive(&d, "\006");
		cr_assert(xm_settled(&d.host.xm));
		peer_wait(&d, 3000);
		sender_receive(&d, ymodem ? "\025" : "C");
		peer_wait(&d, 60);
		cr_assert(sender_sent_eot(&d));

		cr_expect(!xm_settled(&d.host.xm));
		sender_receive(&d, "\006");
		cr_expect(xm_settled(&d.host.xm));
		peer_free(&d);
	}
}

/* A request for block 1 may cross the EOT of an empty file. */
Test(send_end, takes_a_C_soon_after_the_EOT_of_an_empty_file_for_an_older_one)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	endpoint_add(&d.host, "file", 0, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	peer_wait(&d, 4000);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 3000);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_end, does_without_a_third_EOT_after_256_blocks_as_after_one)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	endpoint_add(&d.host, "file", (size_t)256 * 128, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	for (int i = 0; i < 256; i++) {
		cr_assert(peer_skip(&d) > 0);
		sender_receive(&d, "\006");
	}
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_end, cancels_when_it_gives_up_with_files_left)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006");
	peer_wait(&d, 13400);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 200);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send_end, cancels_when_the_line_stalls_with_files_left)
{
	const uint8_t *out;
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	xm_input(&d.host.xm, d.now_ms, (const uint8_t *)"\006", 1);
	endpoint_party(&d.host).hear(&d.host, d.now_ms, (const uint8_t *)"C", 1);
	d.now_ms += 60;
	endpoint_party(&d.host).hear(&d.host, d.now_ms, NULL, 0);
	cr_assert(xm_output(&d.host.xm, &out) == 133);
	d.now_ms += 60000;
	endpoint_party(&d.host).hear(&d.host, d.now_ms, NULL, 0);

	cr_expect(xm_output(&d.host.xm, &out) == sizeof sender_cancel);
	cr_expect(xm_error(&d.host.xm) == XM_ESTALLED);
	peer_free(&d);
}

Test(send_end, waits_until_receivers_have_repeated_their_request)
{
	struct scripted_peer d;

	/* The NAK of the first EOT has become an ACK. */
	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006");
	peer_wait(&d, 10000);
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "\025");
	peer_wait(&d, 60);
	cr_expect(sender_sent_eot(&d));
	sender_receive(&d, "\006");
	peer_wait(&d, 13500);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send_end, waits_3_s_when_the_receiver_prints_text_instead_of_a_request)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006\r\nCopying\r\n");
	peer_wait(&d, 2900);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 200);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send_end, awaits_the_request_after_the_ACK_of_an_empty_XMODEM_file)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 0);
	sender_receive(&d, "\006"); /* the receiver's C has become an ACK */
	peer_wait(&d, 3000);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(sender_sent_eot(&d));
	sender_receive(&d, "\006");
	peer_wait(&d, 13500);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send_end, waits_for_a_line_that_is_slow_but_moves)
{
	const uint8_t *out;
	struct memory_endpoint h = { 0 };

	endpoint_add(&h, "file", 100, 1);
	endpoint_begin_sender(&h, 0, &sender_defaults);
	endpoint_party(&h).hear(&h, 0, (const uint8_t *)"C", 1);
	endpoint_party(&h).hear(&h, 60, NULL, 0);
	cr_assert(xm_output(&h.xm, &out) == 133);
	for (uint32_t i = 1; i <= 5; i++) {
		xm_sent(&h.xm, 60 + i * 50000, 20);
		endpoint_party(&h).hear(&h, 60 + i * 50000, NULL, 0);
		cr_expect(xm_event(&h.xm) == XM_NONE, "after %u", i);
	}
	endpoint_party(&h).hear(&h, 60 + 400000, NULL, 0);
	endpoint_party(&h).hear(&h, 60 + 500000, NULL, 0);

	cr_expect(xm_error(&h.xm) == XM_ESTALLED);
	endpoint_free(&h);
}
