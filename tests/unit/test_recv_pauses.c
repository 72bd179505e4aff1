#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* A receiver measures the pauses of a line, and adapts its waits to them. */

/* Sends blocks with a delay after the answer and a pause inside. */
static void
receive_blocks(struct scripted_peer *d, uint32_t before_ms, uint32_t inside_ms)
{
	uint8_t block[XM_BLOCK_MAX];

	for (uint8_t number = 1; number <= 12; number++) {
		size_t len;

		memcpy(block + 3, receiver_data, 128);
		len = xm_block_seal(block, number, 128, true);
		peer_wait(d, before_ms);
		peer_send(d, block, 50);
		peer_wait(d, inside_ms);
		peer_send(d, block + 50, len - 50);
		cr_assert(HAS_SENT(d, "\006"));
	}
}

Test(recv, waits_less_than_1_s_for_a_lost_byte_on_a_line_without_pauses)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 24);
	cr_expect(HAS_SENT(&d, ""));
	peer_wait(&d, 10);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv, waits_less_than_1_s_for_a_lost_SOH_on_a_line_without_pauses)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive_blocks(&d, 1, 1);
	peer_send(&d, "\015\362xyz", 5);
	peer_wait(&d, 24);
	cr_expect(HAS_SENT(&d, ""));
	peer_wait(&d, 10);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv, accepts_a_pause_in_a_block_after_other_pauses)
{
	static const struct {
		uint32_t before_ms, inside_ms, patient_ms;
	} rows[] = { { 1, 100, 220 }, { 100, 1, 220 }, { 1, 480, 980 },
		{ 1, 900, 990 }, { 1, 10, 42 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		receive_blocks(&d, rows[i].before_ms, rows[i].inside_ms);
		peer_send(&d, "\001\015\362", 3);
		peer_wait(&d, rows[i].patient_ms);
		cr_expect(HAS_SENT(&d, ""), "row %zu", i);
		peer_wait(&d, 1001 - rows[i].patient_ms);
		cr_expect(HAS_SENT(&d, "\025"), "row %zu", i);
		peer_free(&d);
	}
}

Test(recv, accepts_a_pause_after_0x04_after_other_pauses)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive_blocks(&d, 1, 400);
	peer_send(&d, "\004", 1); /* a byte that noise has inserted */
	peer_wait(&d, 700);
	cr_expect(HAS_SENT(&d, ""));
	peer_send_block(&d, 13, receiver_data, 128);
	peer_wait(&d, 1001);

	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv, waits_a_second_for_the_rest_of_a_late_block)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 50);
	cr_expect(HAS_SENT(&d, "\025"));
	/*
	 * The late rest completes the block, and the sender may repeat the
	 * block at once.
	 */
	peer_send(&d, receiver_data, 128);
	peer_send_block(&d, 13, receiver_data, 128);
	peer_wait(&d, 900);
	cr_expect(HAS_SENT(&d, ""));
	peer_wait(&d, 200);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

/*
 * Begins a receiver that gets the rest of block 13 after its NAK, in two
 * pieces.
 */
static void
receive_late_rest(struct scripted_peer *d, const char *piece, size_t len)
{
	receiver_begin(d);
	receive_blocks(d, 1, 1);
	peer_send(d, "\001\015\362", 3);
	peer_wait(d, 60);
	cr_assert(HAS_SENT(d, "\025"));
	peer_send(d, piece, len);
	peer_wait(d, 150);
	peer_send(d, receiver_data, 100);
}

Test(recv, ignores_an_EOT_in_a_late_block)
{
	struct scripted_peer d;

	receive_late_rest(&d, "\004", 1);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1100);
	peer_skip(&d);
	peer_send_block(&d, 13, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_send(&d, "\004", 1);
	peer_wait(&d, 1000);
	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, does_not_end_at_CANs_in_a_late_block)
{
	struct scripted_peer d;

	receive_late_rest(&d, "\030\030", 2);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1100);
	peer_skip(&d);
	peer_send_block(&d, 13, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_free(&d);
}

Test(recv, is_cancelled_after_a_NAK_by_eight_CANs)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 60);
	peer_send(&d, "\030\030\030\030\030\030\030\030\b\b\b\b\b\b\b\b", 16);
	peer_wait(&d, 1100);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(recv, waits_a_second_for_the_rest_of_a_block_of_a_stream)
{
	struct xm_options options = receiver_defaults;
	struct scripted_peer d = { 0 };
	uint8_t block[XM_BLOCK_MAX];
	size_t len = 0;

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	receiver_gets_header(&d, "f", 2);
	for (uint8_t number = 1; number <= 12; number++)
		peer_send_block(&d, number, receiver_data, 128);
	peer_skip(&d);
	memcpy(block + 3, receiver_data, 128);
	len = xm_block_seal(block, 13, 128, true);
	peer_send(&d, block, 50);
	peer_wait(&d, 900);
	peer_send(&d, block + 50, len - 50);

	cr_expect(peer_event(&d) == XM_NONE);
	cr_expect(xm_counts(&d.host.xm).blocks == 13);
	peer_free(&d);
}

Test(recv, does_not_count_the_wait_for_a_file_as_a_pause)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_wait(&d, 2900);
	receive_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 40);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}
