#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* Damaged blocks and other bytes that a receiver rejects. */

/* Begins a receiver that has acknowledged block 1. */
static void
begin(struct scripted_peer *d)
{
	receiver_begin(d);
	peer_send_block(d, 1, receiver_data, 128);
	cr_assert(HAS_SENT(d, "\006"));
}

/* Sends bytes in place of a block, and expects one NAK. */
static void
expect_rejection(struct scripted_peer *d, const void *bytes, size_t len)
{
	peer_send(d, bytes, len);
	peer_wait(d, 1001);
	cr_assert(HAS_SENT(d, "\025"));
}

Test(recv_noise, counts_as_one_retry_for_each_NAK)
{
	struct scripted_peer d;

	begin(&d);
	for (uint32_t i = 1; i <= 3; i++) {
		expect_rejection(&d, "\001\002\375", 3);
		cr_expect(xm_counts(&d.host.xm).retries == i);
	}
	peer_free(&d);
}

Test(recv_noise, is_forgotten_when_the_block_before_it_is_repeated)
{
	struct scripted_peer d;

	begin(&d);
	expect_rejection(&d, "\200\201\202\203\204", 5);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	expect_rejection(&d, "\004", 1);
	peer_send(&d, "\004", 1);
	peer_wait(&d, 1001);

	cr_expect(HAS_SENT(&d, "\006"));
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv_noise, rejects_an_EOT_after_a_damaged_block_repeated_without_its_SOH)
{
	struct scripted_peer d;
	uint8_t block[133] = { 0 };

	begin(&d);
	xm_block_seal(block, 2, 128, true);
	block[60] ^= 1;
	expect_rejection(&d, block, sizeof block);
	block[0] = 0x81;
	expect_rejection(&d, block, sizeof block);
	for (int i = 0; i < 3; i++)
		expect_rejection(&d, "\004", 1);

	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_noise, does_not_cancel_by_single_CANs_that_silence_separates)
{
	struct scripted_peer d;

	begin(&d);
	for (int i = 0; i < 10; i++)
		expect_rejection(&d, "\030", 1);

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_noise, passes_on_no_CAN_as_text)
{
	struct scripted_peer d;

	begin(&d);
	expect_rejection(&d, "disk\030 full\r\n", 12);

	cr_expect_str_eq(d.host.text, "disk full\r\n");
	peer_free(&d);
}
