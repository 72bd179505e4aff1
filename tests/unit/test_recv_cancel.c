#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* CANs that end the transfer of a receiver, and CANs that do not. */

Test(recv_cancel, is_cancelled_by_CANs_and_BSs_alone_or_at_the_end_of_text)
{
	static const char *const cancels[] = { "\030\030", "False\r\n\030\030",
		"\030\030\b\b", "\030\b" };

	for (size_t i = 0; i < sizeof cancels / sizeof *cancels; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		peer_send_block(&d, 1, receiver_data, 128);
		receiver_gets_junk(&d);
		peer_send(&d, cancels[i], strlen(cancels[i]));
		peer_wait(&d, 1100);

		cr_expect(peer_error(&d) == XM_ECANCELLED, "row %zu", i);
		peer_free(&d);
	}
}

/* At a wrong baud rate, a letter may arrive as two CANs. */
Test(recv_cancel,
    is_cancelled_by_eight_CANs_if_noise_came_before_the_first_block)
{
	for (int cans = 2; cans <= 8; cans += 6) {
		struct scripted_peer d;

		receiver_begin(&d);
		peer_send(&d, "\xf8\x9e\x80\xfe", 4);
		peer_wait(&d, 100);
		peer_send(&d, "\030\030\030\030\030\030\030\030", (size_t)cans);
		peer_wait(&d, 2000);

		cr_expect((peer_error(&d) == XM_ECANCELLED) == (cans == 8));
		peer_free(&d);
	}
}

Test(recv_cancel, is_cancelled_by_any_number_of_CANs)
{
	static char cans[256];
	struct scripted_peer d;

	receiver_begin(&d);
	memset(cans, CAN, sizeof cans);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send(&d, cans, sizeof cans);
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* A sender that fails may send its CANs together with the EOT. */
Test(recv_cancel, is_cancelled_by_two_CANs_after_an_EOT)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "one\000128 ", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send(&d, "\004\030\030", 3);
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(recv_cancel, is_not_cancelled_by_backspaces_one_CAN_or_CANs_in_binary_data)
{
	static const char *const bursts[] = { "\b\b\b\b", "\200\030\030",
		"\030\030\200", "\b\030", "text\030" };

	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		peer_send_block(&d, 1, receiver_data, 128);
		receiver_gets_junk(&d);
		peer_send(&d, bursts[i], strlen(bursts[i]));
		peer_wait(&d, 1100);

		cr_expect(peer_event(&d) == XM_NONE, "row %zu", i);
		peer_free(&d);
	}
}

Test(recv_cancel, ends_a_cancel_within_4_s_while_bytes_come)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send(&d, "chatter", 7);
	xm_cancel(&d.host.xm, d.now_ms);
	for (int i = 0; i < 50 && peer_event(&d) < XM_DONE; i++) {
		peer_wait(&d, 100);
		peer_send(&d, "chatter", 7);
	}

	cr_expect(peer_error(&d) == XM_EABORTED);
	cr_expect(peer_event(&d) == XM_FAILED);
	peer_free(&d);
}
