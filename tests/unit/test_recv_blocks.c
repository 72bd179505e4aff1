#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* The answers of a receiver to the blocks of a file. */

Test(recv, finds_out_XMODEM_and_YMODEM_by_the_first_block)
{
	struct scripted_peer x, y;

	receiver_begin(&x);
	peer_send_block(&x, 1, receiver_data, 128);
	receiver_begin_ymodem(&y, "name\0001000 0 0", 14);

	cr_expect_str_eq(x.host.file[0].name, "");
	cr_expect(x.host.file[0].len == 128);
	cr_expect_str_eq(y.host.file[0].name, "name");
	cr_expect(y.host.file[0].about.size == 1000);
	peer_free(&x);
	peer_free(&y);
}

Test(recv, takes_a_block_0_of_1024_bytes)
{
	char header[1024] = "name\0007";
	struct scripted_peer d;

	receiver_begin(&d); /* Tera Term and tio send 1024 bytes in block 0 */
	peer_send_block(&d, 0, header, sizeof header);

	cr_expect(receiver_acks_and_requests(&d));
	cr_expect(d.host.file[0].about.size == 7);
	peer_free(&d);
}

Test(recv, answers_a_repeated_block_only_after_NAK_or_5_s)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	/*
	 * The receiver had sent a request before the block arrived, so the
	 * sender sent the block twice.
	 */
	peer_wait(&d, 4990);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, ""));
	/*
	 * The ACK was lost, and the sender repeats the block after a timeout.
	 */
	peer_wait(&d, 10);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, ""));
	/* A block that is cut short is requested again. */
	peer_send(&d, "\001\001\376", 3);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));

	cr_expect(d.host.file[0].len == 128);
	peer_free(&d);
}

Test(recv, sends_NAK_after_a_repeated_block_that_it_did_not_answer)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_wait(&d, 3001);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv, answers_a_repeated_block_0_only_after_a_request)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\0001000", 9);
	receiver_gets_header(&d, "name\0001000", 9);
	cr_expect(HAS_SENT(&d, ""));
	peer_wait(&d, 3001);
	cr_expect(HAS_SENT(&d, "C"));
	receiver_gets_header(&d, "name\0001000", 9);

	cr_expect(receiver_acks_and_requests(&d));
	cr_expect(d.host.files == 1);
	peer_free(&d);
}

Test(recv, knows_a_repeated_block_when_the_number_wraps)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000100000", 11);
	for (int i = 1; i <= 257; i++) {
		peer_send_block(&d, (uint8_t)i, receiver_data, 128);
		cr_expect(HAS_SENT(&d, "\006"));
		peer_wait(&d, 5000);
		peer_send_block(&d, (uint8_t)i, receiver_data, 128);
		cr_expect(HAS_SENT(&d, "\006"), "repeated block %d", i);
	}

	cr_expect(d.host.file[0].len == 257 * 128);
	peer_free(&d);
}

Test(recv, requests_again_with_C_before_the_first_block_and_with_NAK_after_it)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send(&d, "\001\001\376", 3);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "C"));
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_send(&d, "\001\002\375", 3);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);

	receiver_begin_ymodem(&d, "name\0001000", 9);
	peer_send(&d, "\001\001\376", 3);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "C"));
	peer_free(&d);
}

Test(recv, answers_once_when_a_burst_of_noise_has_ended)
{
	char rubbish[900];
	struct scripted_peer d;

	memset(rubbish, 'x', sizeof rubbish);
	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, rubbish, sizeof rubbish);
	peer_wait(&d, 200);
	peer_send(&d, rubbish, sizeof rubbish);
	peer_wait(&d, 200);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 400);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv, cancels_at_the_second_block_in_a_row_with_a_wrong_number)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send_block(&d, 3, receiver_data, 128);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	peer_send_block(&d, 4, receiver_data, 128);

	cr_expect(peer_error(&d) == XM_ESKIPPED);
	cr_expect(xm_recv_skipped(&d.host.xm) == 2);
	cr_expect(peer_skip(&d) == 16);
	peer_free(&d);
}

Test(recv, continues_after_one_block_with_a_wrong_number)
{
	struct scripted_peer d;

	receiver_begin(&d);
	for (uint8_t i = 1; i <= 5; i++) {
		peer_send_block(&d, i, receiver_data, 128);
		cr_expect(HAS_SENT(&d, "\006"));
		peer_send_block(&d, (uint8_t)(i + 2), receiver_data, 128);
		peer_wait(&d, 1001);
		cr_expect(HAS_SENT(&d, "\025"));
	}

	cr_expect(d.host.file[0].len == 5 * 128);
	peer_free(&d);
}

Test(recv, repeats_its_answer_after_ten_seconds_of_silence)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_wait(&d, 10001);
	cr_expect(HAS_SENT(&d, "\025"));
	peer_wait(&d, receiver_defaults.timeout_ms);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(recv, ends_when_the_sender_cancels_between_blocks_or_in_one)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send(&d, "\030\030", 2);
	peer_wait(&d, 1001);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);

	receiver_begin(&d); /* a signal has ended lrzsz, the sender */
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send(&d, "\001\002\375abc\030\030\030\030\030\030\030\030", 14);
	peer_wait(&d, 1001);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/*
 * A pipe needs almost no time for a block, so a receiver can use up all retries
 * before the noise ends.
 */
Test(recv, repeats_NAK_for_15_s_though_the_retries_are_used_up)
{
	struct scripted_peer d;
	uint32_t begun_ms;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	begun_ms = d.now_ms;
	for (int i = 0; i < 1000 && peer_event(&d) == XM_NONE; i++) {
		uint8_t damaged[132] = { SOH, 2, 253 };

		peer_send(&d, damaged, sizeof damaged);
		peer_send(&d, "\001", 1);
		peer_wait(&d, 40);
	}

	cr_expect(peer_error(&d) == XM_ERETRIES);
	cr_expect(d.now_ms - begun_ms >= 15000);
	cr_expect(d.now_ms - begun_ms < 15200);
	peer_free(&d);
}
