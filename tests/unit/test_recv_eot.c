#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/*
 * The answers of a receiver to EOTs, and the conditions under which the
 * receiver accepts an EOT.
 */

Test(recv, accepts_an_EOT_only_if_silence_follows)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send_block(&d, 2, receiver_data, 128);
	peer_send_block(&d, 3, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\373", 2); /* block 4 without its SOH */
	peer_send(&d, receiver_data, 128);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	/*
	 * A block is missing. The receiver rejects every EOT until this block
	 * arrives.
	 */
	for (int i = 0; i < 3; i++) {
		receiver_gets_eot(&d);
		cr_expect(HAS_SENT(&d, "\025"));
		cr_expect(!d.host.file[0].whole);
	}
	peer_send_block(&d, 4, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	receiver_gets_eot(&d);
	peer_wait(&d, 700); /* the line has made pauses, so
			       the receiver waits longer */

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, requests_a_second_EOT_after_three_bytes_of_noise)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\377\200\201", 3);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	receiver_gets_eot(&d);
	cr_expect(HAS_SENT(&d, "\025"));
	receiver_gets_eot(&d);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, treats_three_EOTs_in_a_row_as_data)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\004\004", 3);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);

	receiver_begin(&d); /* two EOTs together count as one */
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\004", 2);
	peer_wait(&d, 1001);
	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, requests_a_second_EOT_in_YMODEM)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	receiver_gets_eot(&d);
	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	receiver_gets_eot(&d);

	cr_expect(receiver_acks_and_requests(&d));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, needs_no_second_EOT_if_all_bytes_are_there)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_eot(&d);
	peer_skip(&d);
	peer_wait(&d, 3301);

	cr_expect(receiver_acks_and_requests(&d));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, answers_a_repeated_EOT_only_after_a_request_or_5_s)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\0000", 6);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);
	peer_skip(&d);
	receiver_gets_eot(&d);
	cr_expect(HAS_SENT(&d, ""));
	peer_wait(&d, 3000);
	cr_expect(HAS_SENT(&d, "C"));
	receiver_gets_eot(&d);

	cr_expect(receiver_acks_and_requests(&d));
	cr_expect(d.host.files == 1);
	peer_free(&d);
}

Test(recv, acknowledges_a_file_only_when_it_is_stored)
{
	struct scripted_peer d;

	receiver_begin(&d);
	d.host.deaf = true;
	peer_send_block(&d, 1, receiver_data, 128);

	cr_expect(peer_skip(&d) == 16);
	cr_expect(d.said[0] == CAN);
	cr_expect(peer_error(&d) == XM_EABORTED);
	peer_free(&d);
}

Test(recv, completes_a_file_on_a_lost_line_only_after_all_bytes_and_an_EOT)
{
	static const struct {
		const char *size;
		const char *after;
		bool ends;
	} rows[] = { { "128", "\004", true }, { "128", "", false },
		{ "128", "\004\200", false }, { "129", "\004", false },
		{ "", "\004", false } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (uint32_t ms = 0; ms <= 400; ms += 400) {
			struct scripted_peer d;
			char fields[16] = "name";

			strcpy(fields + 5, rows[i].size);
			receiver_begin_ymodem(&d, fields, sizeof fields);
			peer_send_block(&d, 1, receiver_data, 128);
			peer_send(&d, rows[i].after, strlen(rows[i].after));
			peer_wait(&d, ms);
			xm_recv_line_lost(&d.host.xm, d.now_ms);

			cr_expect((peer_event(&d) == XM_END) == rows[i].ends,
			    "row %zu, %u ms", i, (unsigned)ms);
			cr_expect(peer_error(&d) == XM_OK, "row %zu", i);
			peer_free(&d);
		}
	}
}

Test(recv, ends_no_file_when_the_line_is_lost_while_it_cancels)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_eot(&d);
	xm_cancel(&d.host.xm, d.now_ms);
	xm_recv_line_lost(&d.host.xm, d.now_ms);

	cr_expect(peer_event(&d) != XM_END);
	peer_free(&d);
}
