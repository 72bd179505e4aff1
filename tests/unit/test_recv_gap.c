#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* The silence that ends a block that is damaged or not complete. */

/* Sends half of a block; the other half is lost. */
static void
receive_half(struct scripted_peer *d, uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };

	xm_block_seal(block, number, 128, true);
	peer_send(d, block, 60);
}

Test(recv_gap, waits_longer_for_a_block_on_a_line_with_longer_pauses)
{
	static const struct {
		uint32_t pause_ms, gap_ms;
	} rows[] = { { 0, 24 }, { 1, 26 }, { 100, 224 }, { 480, 984 },
		{ 600, 1000 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		for (uint8_t number = 1; number <= 30; number++)
			receiver_gets_pause(&d, number, rows[i].pause_ms);
		receive_half(&d, 31);
		ANSWERS_AFTER(&d, rows[i].gap_ms, "\025");
		peer_free(&d);
	}
}

Test(recv_gap, waits_a_second_for_a_block_before_pauses_are_measured)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive_half(&d, 1);
	ANSWERS_AFTER(&d, 1000, "C");
	peer_free(&d);
}

Test(recv_gap, waits_a_second_again_when_a_block_was_late)
{
	struct scripted_peer d;

	receiver_begin(&d);
	for (uint8_t number = 1; number <= 30; number++)
		receiver_gets_pause(&d, number, 0);
	receive_half(&d, 31);
	ANSWERS_AFTER(&d, 24, "\025");
	peer_send(&d, "the rest of it", 14);
	ANSWERS_AFTER(&d, 1000, "\025");
	peer_free(&d);
}

Test(recv_gap, rejects_a_damaged_block_after_30_ms_of_silence)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;
	size_t len = xm_block_seal(block, 2, 128, true);

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	block[70] ^= 1;
	peer_send(&d, block, len);
	ANSWERS_AFTER(&d, 30, "\025");
	peer_free(&d);
}

/* Sends a block in pieces of 256 bytes, with a pause before each. */
static void
receive_pieces(struct scripted_peer *d, uint8_t number, uint32_t pause_ms)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 1024, true);

	for (size_t at = 0; at < len; at += 256) {
		size_t n = len - at < 256 ? len - at : 256;

		peer_wait(d, pause_ms);
		peer_send(d, block + at, n);
	}
}

Test(recv_gap, allows_longer_pauses_in_a_block_if_set)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = receiver_defaults;

	options.byte_timeout_ms = 3000;
	peer_begin_receiver(&d, &options);
	receive_pieces(&d, 1, 2500);
	cr_expect(d.host.xm.counts.retries == 0);
	peer_skip(&d);
	peer_send(&d, "\001\002\375", 3);
	ANSWERS_AFTER(&d, 3000, "\025");
	peer_free(&d);
}

/* Packet radio makes pauses of 2 s between the pieces of a block. */
Test(recv_gap, learns_that_the_pieces_of_a_block_are_two_seconds_apart)
{
	struct scripted_peer d;
	int copies = 0;

	receiver_begin(&d);
	for (uint8_t number = 1; number <= 4; number++) {
		uint32_t blocks = xm_counts(&d.host.xm).blocks;

		while (xm_counts(&d.host.xm).blocks == blocks && copies < 20) {
			receive_pieces(&d, number, 2000);
			peer_wait(&d, 9000); /* time until the sender has
						received the last NAK */
			copies++;
		}
	}

	cr_expect(xm_counts(&d.host.xm).blocks == 4);
	cr_expect(copies <= 8, "%d copies", copies);
	peer_free(&d);
}

Test(recv_gap, doubles_up_to_16_times_the_byte_timeout_or_10_s)
{
	static const struct {
		uint16_t byte_timeout_ms;
		uint32_t gap_ms[7];
	} rows[] = {
		{ 100, { 43, 100, 200, 400, 800, 1600, 1600 } },
		{ 1000, { 268, 1000, 2000, 4000, 8000, 10000, 10000 } },
	};

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d = { 0 };
		struct xm_options options = receiver_defaults;

		options.byte_timeout_ms = rows[i].byte_timeout_ms;
		options.timeout_ms = 120000;
		peer_begin_receiver(&d, &options);
		peer_send_block(&d, 1, receiver_data, 128);
		peer_skip(&d);
		for (int late = 0; late < 6; late++) {
			/*
			 * The start of a block, with a pause before its next
			 * byte.
			 */
			peer_send(&d, "\001\002\375", 3);
			ANSWERS_AFTER(&d, rows[i].gap_ms[late], "\025");
			peer_send(&d, "\200", 1);
			ANSWERS_AFTER(&d, rows[i].gap_ms[late + 1], "\025");
		}
		peer_free(&d);
	}
}

/*
 * Damaged blocks of full length contain no pause, so the receiver must not wait
 * longer after them.
 */
Test(recv_gap, accepts_a_block_every_3_s_after_damaged_ones_and_a_lost_start)
{
	struct scripted_peer d;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	len = xm_block_seal(block, 2, 128, true);
	for (int i = 0; i < 4; i++) {
		block[i < 3 ? 10 : 0] ^= 2; /* Damage byte 10 three times,
					       and then the SOH. */
		peer_send(&d, block, len);
		block[i < 3 ? 10 : 0] ^= 2;
		peer_wait(&d, 3000);
	}
	for (int i = 0; i < 3; i++) {
		peer_skip(&d);
		peer_send(&d, block, len);
		peer_wait(&d, 3000);
	}

	cr_expect(xm_counts(&d.host.xm).blocks == 2);
	peer_free(&d);
}

/*
 * Noise has cut blocks short, so the receiver waits for more than 1.5 s of
 * silence. The next block comes after only 1.5 s.
 */
Test(recv_gap, accepts_a_block_that_comes_1500_ms_after_noise)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	for (int i = 0; i < 5; i++) {
		peer_send(&d, "\001\002\375xyz", 6);
		peer_wait(&d, 1500);
	}
	peer_send(&d, "\200\201\202", 3);
	peer_wait(&d, 1500);
	peer_send_block(&d, 2, receiver_data, 128);

	cr_expect(xm_counts(&d.host.xm).blocks == 2);
	peer_free(&d);
}
