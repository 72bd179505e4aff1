#include <criterion/criterion.h>

#include "unit/send_setup.h"

/* CANs between files: they are noise, or they end the transfer. */

Test(send_cancelled, treats_a_lone_CAN_after_the_EOT_as_noise)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\030"); /* a damaged NAK */
	peer_wait(&d, 3200);
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "\025");
	peer_wait(&d, 60);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_cancelled, treats_a_lone_CAN_before_the_next_request_as_noise)
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

Test(send_cancelled, treats_CANs_seconds_apart_as_noise)
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

Test(send_cancelled, cancels_when_a_lone_CAN_answers_the_header_of_a_later_file)
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

Test(send_cancelled,
    cancels_when_a_CAN_in_text_answers_the_header_of_a_later_file)
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

Test(send_cancelled, is_silent_when_two_CANs_answer_the_header_of_a_later_file)
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
