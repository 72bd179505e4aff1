#include <criterion/criterion.h>

#include "unit/send_setup.h"

/*
 * A sender is settled when its last EOT is acknowledged: from then on, losing
 * the line cannot lose data. The sender then waits for a while, because the
 * receiver may request the EOT again.
 */

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

/* The byte that looked like the ACK of the EOT was a damaged NAK or C. */
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

/* A C may request block 1 if it was sent before the EOT arrived. */
Test(send_end, treats_a_C_soon_after_the_EOT_of_an_empty_file_as_an_older_C)
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

Test(send_end, waits_until_receivers_have_repeated_their_request)
{
	struct scripted_peer d;

	/* The line has changed the NAK of the first EOT to ACK. */
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
	sender_receive(&d, "\006"); /* a C of the receiver that the
				       line has changed to ACK */
	peer_wait(&d, 3000);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(sender_sent_eot(&d));
	sender_receive(&d, "\006");
	peer_wait(&d, 13500);

	cr_expect(peer_event(&d) == XM_DONE);
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
