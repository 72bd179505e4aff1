#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/*
 * The requests of a receiver for the first block, and the first blocks that it
 * accepts.
 */

Test(recv, requests_with_C_four_times_and_then_with_NAK_and_C_alternately)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_wait(&d, 3000 * 6 + 1);

	cr_expect(HAS_SENT(&d, "CCC\025C\025"));
	peer_free(&d);
}

Test(recv, requests_only_the_check_that_is_set)
{
	static const struct {
		enum xm_check check;
		bool streaming;
		const char *said;
	} rows[] = { { XM_CHECK_CRC, false, "CCCCCCC" },
		{ XM_CHECK_SUM, false, "\025\025\025\025\025\025\025" },
		{ XM_CHECK_AUTO, true, "GGGGGGG" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d = { 0 };
		struct xm_options options = receiver_defaults;

		options.check = rows[i].check;
		options.streaming = rows[i].streaming;
		peer_begin_receiver(&d, &options);
		peer_wait(&d, 3000 * 6 + 1);
		cr_expect(peer_received(&d, rows[i].said, 7), "row %zu", i);
		peer_free(&d);
	}
}

Test(recv, gives_up_when_no_sender_starts)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_wait(&d, receiver_defaults.wait_ms + 1);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ENOSTART);
	peer_free(&d);
}

Test(recv, passes_on_text_before_the_first_block)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send(&d, "Sending a.bin\r\n", 15);
	peer_send_block(&d, 1, receiver_data, 128);

	cr_expect_str_eq(d.host.text, "Sending a.bin\r\n");
	cr_expect(HAS_SENT(&d, "\006"));
	peer_free(&d);
}

Test(recv, rejects_the_first_block_with_a_checksum_and_accepts_its_second_copy)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;

	xm_block_seal(block, 1, 128, false);
	receiver_begin(&d);
	peer_wait(&d, 3000 * 4);
	cr_expect(HAS_SENT(&d, "CCC\025"));
	peer_send(&d, block, 132);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "C"));
	peer_send(&d, block, 132);
	peer_wait(&d, 1001);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.file[0].len == 128);
	cr_expect(!xm_has_crc(&d.host.xm));
	peer_free(&d);
}

Test(recv, knows_a_repetition_of_the_first_block_with_a_sum)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;

	memcpy(block + 3, receiver_data, 128);
	xm_block_seal(block, 1, 128, false);
	receiver_begin(&d);
	peer_wait(&d, 3000 * 4);
	for (int i = 0; i < 2; i++) {
		peer_skip(&d);
		peer_send(&d, block, 132);
		peer_wait(&d, 1001);
	}
	cr_assert(HAS_SENT(&d, "\006"));
	peer_wait(&d, 5000); /* the ACK was lost */
	peer_send(&d, block, 132);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.file[0].len == 128);
	peer_free(&d);
}

/*
 * A block with a CRC whose last byte is lost may look like a block with a
 * checksum.
 */
Test(recv, rejects_a_block_with_a_sum_before_it_has_sent_NAK)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;

	xm_block_seal(block, 1, 128, false);
	receiver_begin(&d);
	for (int i = 0; i < 2; i++) {
		peer_skip(&d);
		peer_send(&d, block, 132);
		peer_wait(&d, 1001);
		cr_expect(HAS_SENT(&d, "C"));
	}

	cr_expect(d.host.files == 0);
	peer_free(&d);
}

Test(recv, rejects_a_block_with_a_sum_if_the_CRC_is_set)
{
	struct xm_options options = receiver_defaults;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d = { 0 };

	options.check = XM_CHECK_CRC;
	xm_block_seal(block, 1, 128, false);
	peer_begin_receiver(&d, &options);
	for (int i = 0; i < 4; i++) {
		peer_skip(&d);
		peer_send(&d, block, 132);
		peer_wait(&d, 1001);
		cr_expect(HAS_SENT(&d, "C"));
	}

	cr_expect(d.host.files == 0);
	peer_free(&d);
}

Test(recv, accepts_a_block_with_a_crc_also_after_a_NAK)
{
	struct scripted_peer d;

	receiver_begin(&d); /* SAM-BA sends only blocks with CRCs */
	peer_wait(&d, 3000 * 4);
	cr_expect(HAS_SENT(&d, "CCC\025"));
	peer_send_block(&d, 1, receiver_data, 128);

	cr_expect(HAS_SENT(&d, "\006"));
	peer_free(&d);
}

Test(recv, rejects_a_block_with_a_sum_after_one_with_a_crc)
{
	for (int asked = 0; asked < 2; asked++) {
		uint8_t block[XM_BLOCK_MAX] = { 0 };
		struct scripted_peer d;

		xm_block_seal(block, 2, 128, false);
		receiver_begin(&d);
		peer_wait(&d, asked ? 3000 * 4 : 0);
		peer_send_block(&d, 1, receiver_data, 128);
		peer_skip(&d);
		for (int i = 0; i < 3; i++) {
			peer_send(&d, block, 132);
			peer_wait(&d, 1001);
			cr_expect(HAS_SENT(&d, "\025"));
		}
		cr_expect(d.host.file[0].len == 128);
		peer_free(&d);
	}
}
