#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/* A line may accept and deliver bytes in pieces of any length. */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

Test(engine_parts, offers_the_rest_of_a_block_when_the_line_accepts_a_part)
{
	struct xm_options options = defaults;
	struct scripted_peer d = { 0 };
	struct xm *x = &d.host.xm;
	uint8_t block[133];
	const uint8_t *out;

	options.start_now = true;
	endpoint_add(&d.host, "file", 100, 1);
	endpoint_begin_sender(&d.host, 0, &options);
	endpoint_party(&d.host).input(&d.host, 0, NULL, 0);
	cr_assert(xm_output(x, &out) == sizeof block);
	memcpy(block, out, sizeof block);
	for (size_t at = 0; at < sizeof block; at += 19) {
		cr_expect(xm_output(x, &out) == sizeof block - at);
		cr_expect(memcmp(out, block + at, sizeof block - at) == 0);
		xm_sent(x, 0, 19);
	}

	cr_expect(xm_output(x, &out) == 0);
	peer_free(&d);
}

Test(engine_parts, offers_its_CANs_once_when_the_line_accepts_them_in_parts)
{
	struct xm x;
	const uint8_t *out;

	xm_recv_init(&x, 0, &defaults);
	xm_sent(&x, 0, 1);
	xm_cancel(&x, 0);
	cr_assert(xm_output(&x, &out) == 16);
	xm_sent(&x, 3000, 10);
	cr_expect(xm_output(&x, &out) == 6);
	cr_expect(xm_wait_ms(&x, 3000) == 1000);
	xm_sent(&x, 3000, 6);

	cr_expect(xm_event(&x) == XM_FAILED);
}

Test(
    engine_parts, cancels_a_receiver_when_the_bytes_that_it_discards_have_ended)
{
	struct scripted_peer d = { 0 };
	uint8_t damaged[133] = { SOH, 1, 254, 1 };

	peer_begin_receiver(&d, &defaults);
	peer_send(&d, damaged, sizeof damaged);
	peer_send(&d, damaged, 100);
	peer_skip(&d);
	xm_cancel(&d.host.xm, d.now_ms);
	peer_wait(&d, 500);
	peer_send(&d, "more", 4);
	peer_wait(&d, 999);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_skip(&d) == 16);
	cr_expect(peer_error(&d) == XM_EABORTED);
	peer_free(&d);
}

/* A C that is followed by a letter is text, and so is the letter. */
Test(engine_parts, returns_all_text_wherever_the_limit_of_one_call_divides_it)
{
	for (size_t len = 1; len < 40; len++) {
		char text[64], heard[64] = "";
		size_t used = 0, heard_len = 0;
		struct xm x;

		memset(text, 'x', len);
		memcpy(text + len, " Co", 3);
		xm_send_init(&x, 0, &defaults);
		xm_send_file(&x, 0, &(struct xm_file){ .name = "" });
		while (used < len + 3) {
			const uint8_t *part;
			size_t part_len;

			used += xm_input(
			    &x, 0, (uint8_t *)text + used, len + 3 - used);
			part_len = xm_text(&x, &part);
			cr_assert(part_len <= XM_TEXT_MAX, "%zu", len);
			memcpy(heard + heard_len, part, part_len);
			heard_len += part_len;
		}

		cr_expect(heard_len == len + 3, "%zu", len);
		cr_expect(memcmp(heard, text, len + 3) == 0, "%zu", len);
	}
}

Test(engine_parts, accepts_at_most_15_bytes_of_text_in_one_call)
{
	struct xm x;

	xm_recv_init(&x, 0, &defaults);

	cr_expect(xm_input(&x, 0, (uint8_t *)"Hit any key: 123", 15) == 15);
	cr_expect(xm_input(&x, 0, (uint8_t *)"Hit any key: 123", 16) == 15);
}

/* Sends twelve blocks byte by byte, and the start of another one. */
static void
send_single_bytes(struct scripted_peer *d, uint32_t pause_ms)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };

	peer_begin_receiver(d, &defaults);
	for (uint8_t number = 1; number <= 12; number++) {
		size_t len = xm_block_seal(block, number, 128, true);

		for (size_t i = 0; i < len; i++) {
			/* Time passes without a call of the engine. */
			d->now_ms += pause_ms;
			peer_send(d, block + i, 1);
		}
	}
	peer_skip(d);
	peer_send(d, "\001\015\362", 3);
}

Test(engine_parts, measures_the_pauses_between_single_bytes)
{
	struct scripted_peer d = { 0 };

	send_single_bytes(&d, 100);
	peer_wait(&d, 223);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_received(&d, "\025", 1));
	peer_free(&d);
}

Test(engine_parts, takes_two_blocks_of_a_stream_in_one_piece)
{
	struct xm_options options = defaults;
	struct scripted_peer d = { 0 };
	uint8_t blocks[2 * 133 + 1] = { 0 };
	char header[128] = "f";

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	peer_send_block(&d, 0, header, sizeof header);
	peer_skip(&d);
	memset(blocks + 3, '1', 128);
	memset(blocks + 133 + 3, '2', 128);
	xm_block_seal(blocks, 1, 128, true);
	xm_block_seal(blocks + 133, 2, 128, true);
	blocks[2 * 133] = EOT;
	peer_send(&d, blocks, sizeof blocks);
	peer_wait(&d, 1000);

	cr_expect(d.host.file[0].len == 256);
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}
