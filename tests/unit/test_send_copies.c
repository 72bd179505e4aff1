#include <criterion/criterion.h>

#include "unit/send_setup.h"

/*
 * A receiver may acknowledge each copy of a block that was sent more than once.
 */

Test(send_copies, waits_for_two_ACKs_of_a_first_block_sent_twice)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C"); /* sent before the block arrived */
	peer_wait(&d, 400);
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 500);
	sender_receive(&d, "\006");
	peer_wait(&d, 2300);
	cr_expect(peer_skip(&d) == 0);
	sender_receive(&d, "\006");

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_copies, continues_when_the_second_copy_of_a_block_is_rejected)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	peer_skip(&d);
	sender_receive(&d, "\006");
	peer_wait(&d, 1000);
	sender_receive(&d, "\025");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 6000);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

/* The NAK may answer noise after the first copy. */
Test(send_copies, waits_for_the_second_ACK_though_a_NAK_comes_between)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	peer_skip(&d);
	sender_receive(&d, "\006");
	peer_wait(&d, 500);
	sender_receive(&d, "\025");
	peer_wait(&d, 500);
	sender_receive(&d, "\006");
	cr_expect(sender_sent_eot(&d));

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(send_copies, waits_for_three_ACKs_of_a_first_block_sent_three_times)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 1);
	for (int i = 0; i < 2; i++) {
		peer_wait(&d, 2000);
		sender_receive(&d, "C");
		peer_wait(&d, 400);
		cr_assert(peer_skip(&d) == 133);
	}
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, "\006");
		peer_wait(&d, 1500);
		cr_expect(peer_skip(&d) == 0, "after ACK %d", i);
	}
	sender_receive(&d, "\006");

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_copies, waits_for_two_ACKs_of_a_block_0_sent_twice)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006C");
	peer_wait(&d, 2000);
	cr_expect(peer_skip(&d) == 0);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_copies, waits_for_three_ACKs_of_a_block_0_sent_three_times)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 1);
	for (int i = 0; i < 2; i++) {
		peer_wait(&d, 2000);
		sender_receive(&d, "C");
		peer_wait(&d, 400);
		cr_assert(peer_skip(&d) == 133);
	}
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, "\006");
		peer_wait(&d, 1500);
		cr_expect(peer_skip(&d) == 0, "after ACK %d", i);
	}
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_copies, does_not_count_the_ACK_of_a_copy_for_the_next_block)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006C");
	peer_wait(&d, 2500 + 4500);
	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_copies, awaits_a_request_after_the_last_ACK_if_block_0_was_sent_twice)
{
	for (int asked = 0; asked < 2; asked++) {
		struct scripted_peer d;

		sender_begin_ymodem(&d, 1);
		peer_wait(&d, 2000);
		sender_receive(&d, "C");
		peer_wait(&d, 400);
		sender_receive(&d, "\006C\006C");
		peer_wait(&d, 60);
		sender_receive(&d, "\006");
		sender_receive(&d, "\006C");
		peer_wait(&d, 60);
		sender_receive(&d, "\006");
		cr_expect(peer_event(&d) == XM_NONE);
		peer_wait(&d, 100);
		if (asked)
			sender_receive(&d, "C");
		peer_wait(&d, 250);

		cr_expect(peer_error(&d) == (asked ? XM_EUNFINISHED : XM_OK));
		cr_expect(peer_event(&d) >= XM_DONE);
		peer_free(&d);
	}
}

/*
 * Before block 0 of the second file, an EOT was rejected and sent again. This
 * does not count as a second copy of block 0.
 */
Test(send_copies, awaits_one_ACK_of_a_later_block_0_though_the_EOT_was_rejected)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\025");
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_copies,
    is_not_done_if_a_request_comes_with_the_ACK_of_the_final_header)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_copies, ends_at_a_lone_CAN_while_it_waits_for_the_second_ACK)
{
	struct scripted_peer d;

	sender_begin_ymodem(&d, 1);
	peer_wait(&d, 2000);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	sender_receive(&d, "\006");
	sender_receive(&d, "\030");
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}
