#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"

/*
 * A sender waits for the ACK of another copy of a block, if the board is slow.
 */

static void
begin(struct scripted_peer *d, bool ymodem, uint32_t timeout_ms)
{
	struct xm_options options = sender_defaults;

	options.ymodem = ymodem;
	options.timeout_ms = timeout_ms;
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", 300, 1);
	peer_begin_sender(d, &options);
	sender_receive(d, "C");
	peer_wait(d, 50);
	cr_assert(peer_skip(d) == 133);
}

/* Receives a request that was sent before the block arrived. */
static void
receive_late_request(struct scripted_peer *d)
{
	peer_wait(d, 1000);
	sender_receive(d, "C");
	peer_wait(d, 300);
	cr_assert(peer_skip(d) == 133);
}

/* The ACK of the last copy arrives 1 s late. */
Test(send_copy_waits, measure_the_answer_to_the_last_copy)
{
	struct scripted_peer d;

	begin(&d, false, 60000);
	receive_late_request(&d);
	sender_receive(&d, "\006");
	peer_wait(&d, 1000);
	sender_receive(&d, "\006");
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 2000);
	sender_receive(&d, "\025");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 499); /* within half a second: this is
			       the ACK of the first copy */
	sender_receive(&d, "\006");
	cr_expect(peer_skip(&d) == 0);
	sender_receive(&d, "\006");

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_copy_waits, do_not_end_at_text_even_if_the_timeout_is_short)
{
	for (int ymodem = 0; ymodem < 2; ymodem++) {
		struct scripted_peer d;

		begin(&d, ymodem, 12000);
		receive_late_request(&d);
		sender_receive(&d, "\006Writing\r\n");
		peer_wait(&d, 1300 + 4500 - 1);
		cr_expect(peer_skip(&d) == 0);
		peer_wait(&d, 1);
		cr_expect(peer_skip(&d) == 133);
		peer_free(&d);
	}
}

Test(send_copy_waits, end_at_one_CAN)
{
	struct scripted_peer d;

	begin(&d, false, 60000);
	receive_late_request(&d);
	sender_receive(&d, "\006\030");
	peer_wait(&d, 1000);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(send_copy_waits, of_4_s_after_a_final_header_do_not_end_at_text)
{
	struct scripted_peer d;

	begin(&d, true, 12000);
	sender_receive(&d, "\006C");
	peer_wait(&d, 20);
	for (int i = 0; i < 3; i++)
		sender_receive(&d, "\006");
	sender_receive(&d, "\006C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 3 * 133 + 1 + 133);
	sender_receive(&d, "Stored\r\n");
	peer_wait(&d, 3999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}
