#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* The answers that a sender receives to its blocks. */

static void
begin_data(struct scripted_peer *d, size_t len)
{
	sender_offer_file(d, len);
	sender_receive(d, "C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	sender_receive(d, "\x06");
	cr_assert(peer_skip(d) > 0);
}

Test(send, never_resends_by_itself)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	peer_wait(&d, sender_defaults.timeout_ms - 1);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(send, resends_on_NAK_and_on_C_once_per_burst)
{
	static const char *const heaps[] = { "\x15", "C", "\x15\x15\x15\x15",
		"CCC" };

	for (size_t i = 0; i < sizeof heaps / sizeof *heaps; i++) {
		struct scripted_peer d;

		begin_data(&d, 300);
		sender_receive(&d, heaps[i]);
		cr_expect(peer_skip(&d) == 0);
		peer_wait(&d, 5000);

		cr_expect(peer_skip(&d) == 133, "heap %zu", i);
		cr_expect(d.said[1] == 2);
		peer_free(&d);
	}
}

Test(send, takes_an_ACK_after_a_NAK)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	sender_receive(&d, "\x15\x06");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 3);
	peer_wait(&d, 1000);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send, finds_the_ACK_in_text)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	sender_receive(&d, "Erasing Chip.. OK\r\n\x06");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 3);
	peer_free(&d);
}

/*
 * A pipe needs almost no time for a block, so a sender can use up all retries
 * before the noise ends.
 */
Test(send, tries_for_15_s_though_the_retries_are_used_up)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	for (int ms = 0; ms < 14900; ms += 100) {
		sender_receive(&d, "\x15");
		peer_wait(&d, 100);
		cr_assert(peer_skip(&d) == 133, "after %d ms", ms);
	}
	peer_wait(&d, 200);
	sender_receive(&d, "\x15");
	peer_wait(&d, 100);

	cr_expect(peer_error(&d) == XM_ERETRIES);
	peer_free(&d);
}

Test(send, gives_up_when_one_block_fails_too_often_and_too_long)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	for (int i = 0; i < sender_defaults.retries; i++) {
		sender_receive(&d, "\x15");
		peer_wait(&d, sender_defaults.timeout_ms / 50);
		cr_expect(peer_skip(&d) == 133, "try %d", i);
	}
	sender_receive(&d, "\x15");
	peer_wait(&d, 100);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_ERETRIES);
	peer_free(&d);
}

Test(send, ends_at_one_CAN_followed_by_silence_or_text)
{
	static const char *const cans[] = { "\030", "\030>", "\030\n\r>" };

	for (int i = 0; i < 3; i++) {
		struct scripted_peer d;

		begin_data(&d, 300);
		sender_receive(&d, cans[i]);
		peer_wait(&d, i == 0 ? 1000 : 0);

		cr_expect(peer_event(&d) == XM_FAILED);
		cr_expect(peer_error(&d) == XM_ECANCELLED);
		cr_expect(peer_skip(&d) == 0);
		peer_free(&d);
	}
}

Test(send, forgets_one_CAN_when_the_ACK_comes)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	sender_receive(&d, "\x18");
	peer_wait(&d, 900);
	sender_receive(&d, "\x06");

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

/* After its seventh C, barebox expects a checksum, and rejects a CRC. */
Test(send, answers_the_third_and_the_seventh_NAK_with_a_checksum)
{
	static const bool crc[] = { true, true, false, true, true, true,
		false };
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	peer_skip(&d);
	for (size_t i = 0; i < sizeof crc; i++) {
		sender_receive(&d, "\x15");
		peer_wait(&d, 1000);
		cr_expect(peer_skip(&d) == (crc[i] ? 133 : 132), "try %zu", i);
	}
	peer_free(&d);
}

Test(send, counts_the_NAKs_to_the_first_block_from_the_last_C_on)
{
	static const struct {
		const char *answer;
		size_t len;
	} rows[] = { { "\x15", 132 }, { "\x15", 132 }, { "C", 133 },
		{ "\x15", 133 }, { "\x15", 133 }, { "\x15", 132 } };
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "\x15");
	peer_wait(&d, 60);
	peer_skip(&d);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sender_receive(&d, rows[i].answer);
		peer_wait(&d, 1000);
		cr_expect(peer_skip(&d) == rows[i].len, "answer %zu", i);
	}
	peer_free(&d);
}

Test(send, changes_to_the_CRC_for_good_if_C_follows_a_NAK)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "\x15");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 132);
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, i == 0 ? "C" : "\x15");
		peer_wait(&d, 1000);

		cr_expect(peer_skip(&d) == 133, "try %d", i);
		cr_expect(xm_block_intact(d.said, 128, true));
	}
	peer_free(&d);
}

Test(send, fills_up_the_last_block)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.pad = 0xff;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	for (int i = 100; i < 128; i++)
		cr_expect(d.said[3 + i] == 0xff, "byte %d", i);
	peer_free(&d);
}

/*
 * Sends a whole XMODEM file. Returns the lengths of its blocks, one letter for
 * each block.
 */
static const char *
block_lengths(size_t len, uint16_t block_len, enum xm_tail tail)
{
	static char lengths[64];
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;
	size_t n = 0;

	options.block_len = block_len;
	options.tail = tail;
	endpoint_add(&d.host, "file", len, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	while (d.said[0] != EOT && n < sizeof lengths - 1) {
		lengths[n++] = peer_skip(&d) == 1029 ? 'K' : 's';
		sender_receive(&d, "\x06");
	}
	lengths[n] = '\0';
	peer_free(&d);
	return lengths;
}

Test(send, keeps_one_block_length_unless_told_otherwise)
{
	cr_expect_str_eq(block_lengths(300, 128, XM_TAIL_AUTO), "sss");
	cr_expect_str_eq(block_lengths(1900, 1024, XM_TAIL_AUTO), "KK");
	cr_expect_str_eq(block_lengths(1900, 1024, XM_TAIL_SHORT), "Ksssssss");
	cr_expect_str_eq(block_lengths(1921, 1024, XM_TAIL_SHORT), "KK");
	cr_expect_str_eq(block_lengths(1920, 1024, XM_TAIL_SHORT), "Ksssssss");
	cr_expect_str_eq(block_lengths(2048, 1024, XM_TAIL_SHORT), "KK");
	cr_expect_str_eq(block_lengths(2049, 1024, XM_TAIL_SHORT), "KKs");
	cr_expect_str_eq(block_lengths(1, 1024, XM_TAIL_SHORT), "s");
}

Test(send, counts_a_block_that_was_requested_again_after_a_silence)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	sender_receive(&d, "\x15");
	peer_wait(&d, 60);
	cr_expect(xm_counts(&d.host.xm).doubtful == 0);
	peer_wait(&d, 3000);
	sender_receive(&d, "\x15");
	peer_wait(&d, 60);

	cr_expect(xm_counts(&d.host.xm).doubtful == 1);
	cr_expect(xm_counts(&d.host.xm).retries == 2);
	peer_free(&d);
}

Test(send, sends_all_bytes_of_a_file_up_to_896_bytes_in_short_blocks)
{
	for (size_t len = 1; len <= 896; len += 5) {
		struct xm_options options = sender_defaults;
		struct scripted_peer d = { 0 };
		uint8_t expect[128];

		options.block_len = 1024;
		options.tail = XM_TAIL_SHORT;
		options.pad = 0xee;
		endpoint_add(&d.host, "file", len, 1);
		peer_begin_sender(&d, &options);
		sender_receive(&d, "C");
		peer_wait(&d, 60);
		for (size_t at = 0; at < len; at += 128) {
			size_t n = len - at < 128 ? len - at : 128;

			memset(expect, options.pad, sizeof expect);
			memcpy(expect, d.host.file[0].data + at, n);
			cr_assert(d.said_len == 133, "%zu of %zu", at, len);
			cr_assert(memcmp(d.said + 3, expect, 128) == 0);
			peer_skip(&d);
			sender_receive(&d, "\006");
		}
		cr_expect(sender_sent_eot(&d), "%zu", len);
		peer_free(&d);
	}
}

Test(send, counts_each_acknowledged_block_once)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 300);
	for (uint32_t i = 0; i < 3; i++) {
		cr_expect(xm_counts(&d.host.xm).blocks == i);
		sender_receive(&d, "\025");
		peer_wait(&d, 400);
		sender_receive(&d, "\006");
		peer_wait(&d, 7000);
	}
	cr_expect(xm_counts(&d.host.xm).blocks == 3);
	cr_expect(xm_counts(&d.host.xm).retries == 3);
	peer_free(&d);
}
