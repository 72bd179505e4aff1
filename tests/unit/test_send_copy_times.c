#include <criterion/criterion.h>

#include "unit/send_setup.h"

/*
 * The time for which a sender waits for the second ACK of a block that it has
 * sent twice.
 */

Test(send_copy_times, waits_for_the_second_ACK_as_long_as_the_copies_are_apart)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	peer_skip(&d);
	sender_receive(&d, "\006");
	peer_wait(&d, 2300 + 4400);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 300);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

/*
 * A pause of the line divided the first copy, and the receiver sent a NAK for
 * each part.
 */
Test(send_copy_times, waits_for_another_ACK_if_one_comes_in_half_the_usual_time)
{
	for (int early = 0; early < 2; early++) {
		struct scripted_peer d;

		sender_begin_xmodem(&d, 200);
		peer_wait(&d, 1000);
		sender_receive(&d, "\006");
		cr_assert(peer_skip(&d) == 133);
		for (int i = 0; i < 2; i++) {
			peer_wait(&d, 2000);
			sender_receive(&d, "\025");
			peer_wait(&d, 20);
			cr_assert(peer_skip(&d) == 133);
		}
		/* The usual time to an ACK is 1010 ms. */
		peer_wait(&d, early ? 504 : 505);
		sender_receive(&d, "\006");
		if (early) {
			peer_wait(&d, 600);
			cr_expect(peer_skip(&d) == 0);
			sender_receive(&d, "\006");
			peer_wait(&d, 7000);
		}

		cr_expect(sender_sent_eot(&d));
		peer_free(&d);
	}
}

Test(send_copy_times,
    waits_less_for_the_second_ACK_if_the_first_copy_was_rejected)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1); /* C has requested block 1 */
	peer_wait(&d, 500);
	sender_receive(&d, "\025");
	peer_wait(&d, 300);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006");
	peer_wait(&d, 800 + 1400);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 200);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_copy_times,
    waits_less_for_the_second_ACK_of_a_receiver_with_quick_answers)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 1);
	peer_wait(&d, 100);
	sender_receive(&d, "\006C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 1000);
	sender_receive(&d, "C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006");
	peer_wait(&d, 1020 + 1400);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 200);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_copy_times, waits_less_only_if_an_answer_took_less_than_300_ms)
{
	for (uint32_t ms = 299; ms <= 300; ms++) {
		uint32_t wait_ms = 1000 + 20 + (ms < 300 ? 1500 : 4500);
		struct scripted_peer d;

		sender_begin_ymodem(&d, 1);
		peer_wait(&d, ms - 10); /* block 0 was sent 10 ms ago */
		sender_receive(&d, "\006C");
		peer_wait(&d, 20);
		peer_wait(&d, 1000);
		sender_receive(&d, "C");
		peer_wait(&d, 20);
		cr_assert(peer_skip(&d) == 2 * 133);
		sender_receive(&d, "\006");
		peer_wait(&d, wait_ms - 1);
		cr_expect(peer_skip(&d) == 0, "%u ms", ms);
		peer_wait(&d, 1);

		cr_expect(sender_sent_eot(&d), "%u ms", ms);
		peer_free(&d);
	}
}

Test(send_copy_times, waits_less_if_any_answer_was_quick)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 2);
	peer_wait(&d, 100);
	sender_receive(&d, "\006C");
	peer_wait(&d, 2000);
	sender_receive(&d, "\006");
	sender_receive(&d, "\006C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133 + 1 + 133);
	sender_receive(&d, "C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006C");
	peer_wait(&d, 20 + 1499);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

/*
 * If the copies are more than 6500 ms apart, the sender assumes that the first
 * copy was lost.
 */
Test(send_copy_times,
    waits_for_no_second_ACK_if_the_copies_are_more_than_6500_ms_apart)
{
	for (uint32_t ms = 6500; ms <= 6501; ms++) {
		struct scripted_peer d;

		sender_begin_xmodem(&d, 1);
		peer_wait(&d, ms - 300 - 10); /* block 1 was sent 10 ms ago */
		sender_receive(&d, "C");
		peer_wait(&d, 300);
		cr_assert(peer_skip(&d) == 133);
		sender_receive(&d, "\006");

		cr_expect(peer_skip(&d) == (ms > 6500), "%u ms", ms);
		peer_free(&d);
	}
}

Test(send_copy_times,
    ends_300_ms_after_the_last_ACK_if_a_first_block_was_repeated)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 100);
	sender_receive(&d, "C");
	peer_wait(&d, 300);
	sender_receive(&d, "\006\006");
	sender_receive(&d, "\006");
	peer_wait(&d, 299);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send_copy_times, takes_a_quick_ACK_of_a_block_that_was_sent_once)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 300);
	peer_wait(&d, 2000);
	sender_receive(&d, "\006");
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 800); /* the first ACK took more than twice as long */
	sender_receive(&d, "\006");

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}
