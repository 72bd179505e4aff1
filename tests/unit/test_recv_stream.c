#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* A receiver of YMODEM-g. */

Test(recv, acknowledges_only_the_EOT_of_a_stream)
{
	struct xm_options options = receiver_defaults;
	struct scripted_peer d = { 0 };

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	cr_expect(HAS_SENT(&d, "G"));
	receiver_gets_header(&d, "name\000256", 8);
	cr_expect(HAS_SENT(&d, "G"));
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send_block(&d, 2, receiver_data, 128);
	cr_expect(HAS_SENT(&d, ""));
	receiver_gets_eot(&d);

	cr_expect(receiver_acks_and_requests_stream(&d));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, cancels_a_stream_at_the_first_damaged_block)
{
	struct xm_options options = receiver_defaults;
	struct scripted_peer d = { 0 };

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	receiver_gets_header(&d, "name\000256", 8);
	peer_skip(&d);
	peer_send(&d, "\001\001\376abc", 6);
	peer_wait(&d, 1001);

	cr_expect(peer_skip(&d) == 16);
	cr_expect(peer_error(&d) == XM_ERETRIES);
	peer_free(&d);
}

Test(recv, accepts_an_EOT_before_text_if_its_NAK_is_not_answered)
{
	struct scripted_peer d;

	receiver_begin(&d); /* TommyPROM sends text after the EOT */
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\r\n1 block read\r\n", 17);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	peer_wait(&d, 3001);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, takes_a_block_0_right_after_the_EOT_if_all_bytes_are_there)
{
	char ymodem[128] = { 0 };
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1); /* ST's Ymodem_Transmit() sends
				     an EOT and the final header */
	peer_send_block(&d, 0, ymodem, sizeof ymodem);

	cr_expect(d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, does_not_acknowledge_EOTs_for_ever)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "file\0004 ", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	for (int i = 0; i < 3000 && peer_event(&d) < XM_DONE; i++) {
		peer_skip(&d);
		receiver_gets_eot(&d);
	}

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, does_not_treat_block_0_of_another_file_as_repeated)
{
	struct scripted_peer d;

	/*
	 * Block 1 and the EOT of the first file were lost, but the sender took
	 * late ACKs as their answers.
	 */
	receiver_begin_ymodem(&d, "one\000128 ", 9);
	receiver_gets_header(&d, "two\000128 ", 9);
	peer_send_block(&d, 1, receiver_data, 128);

	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}
