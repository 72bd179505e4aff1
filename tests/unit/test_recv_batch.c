#include <criterion/criterion.h>

#include "unit/recv_setup.h"

/* How a receiver ends a batch, and how it waits for a header. */

static void
end_first_file(struct scripted_peer *d)
{
	receiver_begin_ymodem(d, "one\000128 ", 8);
	peer_send_block(d, 1, receiver_data, 128);
	receiver_gets_eot(d);
	receiver_gets_eot(d);
	cr_assert(d->host.file[0].whole);
}

Test(recv_batch, fails_without_a_final_header_if_anything_of_a_block_came)
{
	for (int junk = 0; junk < 2; junk++) {
		struct scripted_peer d;

		end_first_file(&d);
		if (junk)
			receiver_gets_junk(&d);
		peer_wait(&d, 21000);

		cr_expect(peer_event(&d) == (junk ? XM_FAILED : XM_DONE));
		peer_free(&d);
	}
}

Test(recv_batch, waits_longer_for_the_next_header_after_each_repeated_EOT)
{
	struct scripted_peer d;

	end_first_file(&d);
	for (int i = 0; i < 3; i++) {
		peer_wait(&d, 15000);
		peer_send(&d, "\004", 1);
	}
	peer_wait(&d, 35000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1200);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv_batch, ends_although_EOTs_come_without_end)
{
	struct scripted_peer d;

	end_first_file(&d);
	for (int i = 0; i < 600 && peer_event(&d) < XM_DONE; i++) {
		peer_wait(&d, 1000);
		peer_send(&d, "\004", 1);
	}

	cr_expect(peer_event(&d) >= XM_DONE);
	cr_expect(d.now_ms < 65000);
	peer_free(&d);
}

Test(recv_batch, answers_the_end_of_a_batch_with_CANs_if_a_file_was_refused)
{
	struct scripted_peer d;

	end_first_file(&d);
	xm_recv_refuse(&d.host.xm);
	peer_skip(&d);
	receiver_gets_header(&d, "", 0);

	cr_expect(peer_skip(&d) == 16); /* CANs and backspaces */
	cr_expect(peer_error(&d) == XM_EREFUSED);
	peer_free(&d);
}

Test(recv_batch, is_cancelled_by_two_CANs_after_it_has_rejected_a_header)
{
	struct scripted_peer d;

	end_first_file(&d);
	receiver_gets_junk(&d);
	peer_send(&d, "\030\030", 2);
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* The sender would take a second G as the ACK of the lost header. */
Test(recv_batch, requests_a_lost_header_of_a_stream_with_NAK)
{
	struct xm_options options = receiver_defaults;
	struct scripted_peer d = { 0 };

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	receiver_gets_header(&d, "one\0000 ", 6);
	receiver_gets_eot(&d);
	peer_skip(&d);
	peer_wait(&d, 3001);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv_batch, is_done_with_the_empty_block_0_or_20_seconds_without_it)
{
	for (int silent = 0; silent < 2; silent++) {
		struct scripted_peer d;

		receiver_begin_ymodem(&d, "name\0000", 6);
		receiver_gets_eot(&d);
		receiver_gets_eot(&d);
		peer_skip(&d);
		if (silent) {
			peer_wait(&d, 20001);
		} else {
			receiver_gets_header(&d, "", 0);
			cr_expect(HAS_SENT(&d, "\006"));
		}
		cr_expect(peer_event(&d) == XM_DONE);
		peer_free(&d);
	}
}

Test(recv_batch, waits_for_another_file_until_the_batch_has_ended)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\0000", 6);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);
	cr_expect(xm_settled(&d.host.xm) && xm_recv_waits(&d.host.xm));

	receiver_gets_header(&d, "", 0);
	cr_expect(xm_settled(&d.host.xm) && !xm_recv_waits(&d.host.xm));
	peer_free(&d);
}

Test(recv_batch, is_settled_after_each_file_but_not_during_a_second_file)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "one\0000 ", 6);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);
	cr_assert(xm_settled(&d.host.xm));
	receiver_gets_header(&d, "two\0000 ", 6);
	cr_expect(!xm_settled(&d.host.xm));
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(xm_settled(&d.host.xm));
	cr_expect(d.host.file[1].whole);
	peer_free(&d);
}
