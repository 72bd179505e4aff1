#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* A receiver does not accept the end of a file while a block may be missing. */

static const char other[1024] = "other data";

Test(recv_missing, fails_when_blocks_are_skipped)
{
	static const struct {
		uint8_t numbers[5];
		size_t len;
	} rows[] = { { { 1, 2, 4, 5 }, 256 }, { { 2, 3 }, 0 } };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		for (int n = 0; rows[i].numbers[n] != 0; n++) {
			peer_send_block(
			    &d, rows[i].numbers[n], receiver_data, 128);
			peer_wait(&d, 1100);
		}
		receiver_gets_eot(&d);
		receiver_gets_eot(&d);

		cr_expect(peer_error(&d) == XM_ESKIPPED, "row %d", i);
		cr_expect(d.host.file[0].len == rows[i].len);
		cr_expect(!d.host.file[0].whole);
		peer_free(&d);
	}
}

Test(recv_missing, answers_a_block_that_skips_one_with_NAK)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "one\000900 ", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_assert(HAS_SENT(&d, "\006"));
	peer_send_block(&d, 3, receiver_data, 128);
	peer_wait(&d, 1100);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv_missing, rejects_an_EOT_after_block_3_came_in_place_of_block_2)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send_block(&d, 3, receiver_data, 128);
	peer_wait(&d, 1100);
	for (int i = 0; i < 5; i++)
		receiver_gets_eot(&d);

	cr_expect(!d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(
    recv_missing, rejects_an_EOT_while_the_last_byte_may_be_in_a_rejected_block)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "one\000129 ", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_junk(&d);
	for (int i = 0; i < 5; i++)
		receiver_gets_eot(&d);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_send_block(&d, 2, receiver_data, 128);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 129);
	peer_free(&d);
}

Test(recv_missing, rejects_a_lone_EOT_if_part_of_a_block_came)
{
	struct xm_options options = receiver_defaults;

	options.wait_ms = 5000;
	for (int junk = 0; junk < 2; junk++) {
		struct scripted_peer d = { 0 };

		peer_begin_receiver(&d, &options);
		receiver_gets_eot(&d);
		if (junk)
			receiver_gets_junk(&d);
		peer_wait(&d, 5000);

		cr_expect(peer_error(&d) == (junk ? XM_ENOSTART : XM_OK));
		cr_expect(d.host.files == !junk);
		peer_free(&d);
	}
}

Test(recv_missing, stores_nothing_of_an_incomplete_first_block_before_an_EOT)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send(&d, "\001", 1);
	peer_wait(&d, 1100);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(d.host.files == 1);
	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}

Test(recv_missing, fails_when_block_1_of_the_next_file_comes_instead_of_block_2)
{
	struct scripted_peer d;

	/*
	 * The line damages the header of the next file, and changes the NAK of
	 * this header to ACK. So the sender continues with block 1.
	 */
	receiver_begin_ymodem(&d, "one", 4);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_junk(&d);
	for (int i = 0; i < 2; i++) {
		peer_send_block(&d, 1, other, 128);
		peer_wait(&d, 1100);
	}

	cr_expect(peer_error(&d) == XM_ESKIPPED);
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_missing, counts_skipped_blocks_of_a_new_file_from_block_0)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "one", 4);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);
	cr_assert(d.host.file[0].whole);
	for (int i = 0; i < 2; i++) {
		peer_send_block(&d, 1, other, 128);
		peer_wait(&d, 1100);
	}

	cr_expect(peer_error(&d) == XM_ESKIPPED);
	cr_expect(xm_recv_skipped(&d.host.xm) == 1);
	peer_free(&d);
}

Test(recv_missing, ignores_runs_of_0x04_in_a_block_with_pauses)
{
	char eots[1024];
	uint8_t block[XM_BLOCK_MAX];
	struct scripted_peer d;
	size_t len;

	memset(eots, EOT, sizeof eots);
	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 1024);
	memcpy(block + 3, eots, sizeof eots);
	len = xm_block_seal(block, 2, 1024, true);
	for (size_t at = 0; at < len; at += 100) {
		peer_send(&d, block + at, len - at < 100 ? len - at : 100);
		peer_wait(&d, 1500);
		if (at % 300 == 0)
			receiver_gets_eot(&d);
	}

	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_missing, acknowledges_a_block_that_was_sent_twice_only_once)
{
	struct scripted_peer d;

	/*
	 * The sender pauses for 10 s. The receiver then sends NAK, so the
	 * sender sends block 2 twice.
	 */
	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_wait(&d, 10001);
	cr_expect(HAS_SENT(&d, "\006\025"));
	peer_send_block(&d, 2, receiver_data, 128);
	peer_wait(&d, 500);
	peer_send_block(&d, 2, receiver_data, 128);
	peer_wait(&d, 500);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_send_block(&d, 3, receiver_data, 128);

	cr_expect(HAS_SENT(&d, "\006"));
	peer_free(&d);
}

Test(recv_missing, takes_an_EOT_after_text_when_all_bytes_have_come)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000128 ", 9);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_eot(&d);
	cr_expect(HAS_SENT(&d, "\006\025"));
	peer_send(&d, "EAGAIN!!!\004", 10); /* text that NuttX's sbrb.py
					       sends before an EOT */
	peer_wait(&d, 1100);

	cr_expect(HAS_SENT(&d, "\006C"));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}
