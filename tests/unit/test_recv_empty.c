#include <criterion/criterion.h>

#include "unit/recv_setup.h"

/* An empty file: the sender sends an EOT in place of the first block. */

Test(recv, requests_a_second_EOT_of_an_empty_XMODEM_file)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receiver_gets_eot(&d);
	cr_expect(HAS_SENT(&d, "C"));
	cr_expect(d.host.files == 0);
	receiver_gets_eot(&d);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.files == 1);
	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}

Test(recv, requests_the_EOT_of_an_empty_XMODEM_file_with_NAK)
{
	struct scripted_peer d;

	receiver_begin(&d); /* Tera Term repeats its EOT only after NAK */
	receiver_gets_eot(&d);
	cr_expect(HAS_SENT(&d, "C"));
	peer_wait(&d, 3000);
	cr_expect(HAS_SENT(&d, "\025"));
	receiver_gets_eot(&d);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, treats_a_lone_EOT_as_an_empty_file_when_nothing_else_comes)
{
	struct scripted_peer d;

	receiver_begin(&d); /* OpenBSD's cu sends one EOT and ends */
	receiver_gets_eot(&d);
	peer_wait(&d, receiver_defaults.wait_ms - 1000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1000);

	cr_expect(peer_event(&d) == XM_DONE);
	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}

Test(recv, takes_a_block_after_a_lone_EOT)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receiver_gets_eot(&d);
	peer_wait(&d, 20000);
	peer_skip(&d);
	peer_send_block(&d, 1, receiver_data, 128);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, requests_a_second_EOT_of_each_empty_file)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receiver_gets_eot(&d); /* an EOT that noise has made */
	cr_assert(HAS_SENT(&d, "C"));
	for (int i = 0; i < 2; i++) {
		receiver_gets_header(&d, "name\0000 ", 7);
		cr_assert(receiver_acks_and_requests(&d));
		receiver_gets_eot(&d);
		cr_expect(HAS_SENT(&d, "\025"), "file %d", i);
		receiver_gets_eot(&d);
		cr_expect(receiver_acks_and_requests(&d), "file %d", i);
	}
	peer_free(&d);
}
