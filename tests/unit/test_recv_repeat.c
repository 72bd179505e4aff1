#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* The times at which a receiver repeats an answer or gives up. */

Test(recv_repeat, repeats_a_lost_answer_every_10_s_until_the_timeout)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	for (int i = 0; i < 5; i++)
		ANSWERS_AFTER(&d, 10000, "\025");
	peer_wait(&d, 9999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(recv_repeat, answers_a_repeated_block_only_after_5_s)
{
	for (uint32_t ms = 4999; ms <= 5000; ms++) {
		struct scripted_peer d;

		receiver_begin(&d);
		peer_send_block(&d, 1, receiver_data, 128);
		peer_skip(&d);
		peer_wait(&d, ms);
		peer_send_block(&d, 1, receiver_data, 128);
		cr_expect(peer_skip(&d) == (ms < 5000 ? 0 : 1));
		peer_free(&d);
	}
}

static void
end_file(struct scripted_peer *d)
{
	receiver_begin_ymodem(d, "name\000128 ", 10);
	peer_send_block(d, 1, receiver_data, 128);
	for (int i = 0; i < 2; i++) {
		peer_send(d, "\004", 1);
		peer_wait(d, 20);
	}
	cr_assert(HAS_SENT(d, "\006\025\006C"));
}

Test(recv_repeat, requests_every_3_s_for_the_next_file_and_is_done_after_20_s)
{
	struct scripted_peer d;

	end_file(&d);
	for (int i = 0; i < 6; i++)
		ANSWERS_AFTER(&d, 3000, "C");
	peer_wait(&d, 1999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv_repeat, is_done_4_s_after_the_last_ACK_if_the_line_does_not_take_it)
{
	struct scripted_peer d;
	struct xm *x = &d.host.xm;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 0, 128, true);

	end_file(&d);
	cr_assert(xm_input(x, d.now_ms, block, len) == len);
	cr_expect(xm_wait_ms(x, d.now_ms) == 4000);
	xm_input(x, d.now_ms + 3999, NULL, 0);
	cr_expect(peer_event(&d) == XM_NONE);
	xm_input(x, d.now_ms + 4000, NULL, 0);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv_repeat, is_cancelled_at_once_while_the_last_ACK_waits_for_the_line)
{
	struct scripted_peer d;
	struct xm *x = &d.host.xm;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 0, 128, true);
	const uint8_t *out;

	end_file(&d);
	cr_assert(xm_input(x, d.now_ms, block, len) == len);
	cr_assert(xm_output(x, &out) == 1 && *out == ACK);
	xm_cancel(x, d.now_ms);

	cr_expect(xm_output(x, &out) == 16 && *out == CAN);
	peer_free(&d);
}
