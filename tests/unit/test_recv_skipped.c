#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/*
 * An intact block that is neither the next block nor a repetition of the last
 * one.
 */

/* Begins a receiver that has acknowledged block 1. */
static void
begin(struct scripted_peer *d)
{
	receiver_begin(d);
	peer_send_block(d, 1, receiver_data, 128);
	cr_assert(HAS_SENT(d, "\006"));
}

Test(recv_skipped, is_rejected_when_the_bytes_that_follow_it_have_ended)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 3, receiver_data, 128);
	for (int i = 0; i < 4; i++) {
		peer_wait(&d, 200);
		peer_send_block(&d, 4, receiver_data, 128);
		cr_expect(HAS_SENT(&d, ""));
	}
	peer_wait(&d, 1001);

	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_skipped, does_not_cancel_by_CANs_in_its_data)
{
	struct scripted_peer d;
	char cans[128];

	memset(cans, CAN, sizeof cans);
	begin(&d);
	peer_send_block(&d, 3, cans, sizeof cans);
	peer_wait(&d, 1001);

	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}
