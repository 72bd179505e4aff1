#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* The time limits of a receiver that gets many bytes, but no complete file. */

static const struct xm_options short_limits = {
	.wait_ms = 5000, .timeout_ms = 5000, .retries = 5
};

Test(recv_limits, ends_although_one_block_is_repeated_with_the_next_SOH)
{
	static const char header_data[128] = "f\0009 ";

	for (int header = 0; header < 2; header++) {
		uint8_t bytes[XM_BLOCK_MAX + 1];
		struct scripted_peer d = { 0 };
		size_t len;

		peer_begin_receiver(&d, &short_limits);
		memcpy(bytes + 3, header ? header_data : receiver_data, 128);
		len = xm_block_seal(bytes, header ? 0 : 1, 128, true);
		bytes[len] = SOH;
		peer_send(&d, bytes, len + 1);
		for (int i = 0; i < 600 && peer_event(&d) < XM_DONE; i++) {
			peer_wait(&d, 20);
			peer_send(&d, bytes + 1, len);
			peer_skip(&d);
		}

		cr_expect(peer_event(&d) == XM_FAILED);
		cr_expect(d.now_ms < 12000);
		peer_free(&d);
	}
}

Test(recv_limits, ends_although_a_block_comes_byte_by_byte)
{
	struct scripted_peer d = { 0 };

	peer_begin_receiver(&d, &short_limits);
	peer_send(&d, "\002", 1);
	while (d.now_ms < 60000 && peer_event(&d) < XM_DONE) {
		peer_wait(&d, 900);
		peer_send(&d, "x", 1);
		peer_skip(&d);
	}

	cr_expect(peer_error(&d) == XM_ENOSTART);
	cr_expect(d.now_ms < 12000);
	peer_free(&d);
}

Test(recv_limits, ends_although_block_0s_without_an_end_come)
{
	char endless[128];
	struct scripted_peer d = { 0 };

	memset(endless, 'x', sizeof endless);
	peer_begin_receiver(&d, &short_limits);
	for (int i = 0; i < 10 && peer_event(&d) < XM_DONE; i++) {
		peer_send_block(&d, 0, endless, sizeof endless);
		peer_wait(&d, 1100);
		peer_skip(&d);
	}
	peer_send(&d, "\r\n=> ", 5);
	peer_wait(&d, 6000);

	cr_expect(peer_event(&d) == XM_FAILED);
	peer_free(&d);
}
