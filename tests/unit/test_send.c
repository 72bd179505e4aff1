#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

static void
begin_xmodem(struct scripted_peer *d, size_t len)
{
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", len, 1);
	peer_begin_sender(d, &defaults);
}

static void
begin_ymodem(struct scripted_peer *d, int files)
{
	struct xm_options options = defaults;

	options.ymodem = true;
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		endpoint_add(&d->host, "file", 100, 1);
	peer_begin_sender(d, &options);
}

static void
hear(struct scripted_peer *d, const char *text)
{
	peer_send(d, text, strlen(text));
}

static const char eot[] = { EOT };
static const char cancel[] = { CAN, CAN, CAN, CAN, CAN, CAN, CAN, CAN, BS, BS,
	BS, BS, BS, BS, BS, BS };

/* Start. */

Test(send, says_nothing_without_a_request)
{
	struct scripted_peer d;

	begin_xmodem(&d, 100);
	peer_wait(&d, defaults.wait_ms - 1);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_skip(&d) == 0);
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ENOSTART);
	peer_free(&d);
}

Test(send, answers_C_with_a_crc_and_NAK_with_a_sum_once_the_line_is_quiet)
{
	for (int crc = 0; crc < 2; crc++) {
		struct scripted_peer d;

		begin_xmodem(&d, 100);
		hear(&d, crc ? "C" : "\x15");
		peer_wait(&d, 40);
		cr_expect(peer_skip(&d) == 0);
		peer_wait(&d, 20);

		cr_expect(peer_skip(&d) == (crc ? 133 : 132));
		cr_expect(xm_block_intact(d.said, 128, crc));
		peer_free(&d);
	}
}

Test(send, passes_a_banner_on_and_does_not_start_on_it)
{
	struct scripted_peer d;

	begin_xmodem(&d, 100);
	hear(&d, "\r\n(C)StarFive\r\n");
	peer_wait(&d, 500);
	cr_expect(peer_skip(&d) == 0);
	cr_expect_str_eq(d.host.text, "\r\n(C)StarFive\r\n");
	hear(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect_str_eq(d.host.text, "\r\n(C)StarFive\r\n");
	peer_free(&d);
}

Test(send, starts_without_a_request_if_told_so)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = defaults;

	options.start_now = true;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send, takes_a_heap_of_requests_for_one)
{
	struct scripted_peer d;

	begin_xmodem(&d, 300);
	hear(&d, "CCCCCCCCCCCCCCCCCCCC");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	hear(&d, "C"); /* crossed the block on its way */
	peer_wait(&d, 100);
	hear(&d, "\x06");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 2);
	peer_free(&d);
}

Test(send, ends_when_two_CANs_are_heard_before_it_starts_but_not_at_one)
{
	struct scripted_peer d;

	begin_xmodem(&d, 100);
	hear(&d, "\x18");
	peer_wait(&d, 5000);
	cr_expect(peer_event(&d) == XM_NONE);
	hear(&d, "\x18\x18");

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* Blocks. */

static void
begin_data(struct scripted_peer *d, size_t len)
{
	begin_xmodem(d, len);
	hear(d, "C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	hear(d, "\x06");
	cr_assert(peer_skip(d) > 0);
}

Test(send, never_resends_by_itself)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	peer_wait(&d, defaults.timeout_ms - 1);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(send, resends_on_NAK_and_on_C_once_per_heap)
{
	static const char *const heaps[] = { "\x15", "C", "\x15\x15\x15\x15",
		"CCC" };

	for (size_t i = 0; i < sizeof heaps / sizeof *heaps; i++) {
		struct scripted_peer d;

		begin_data(&d, 300);
		hear(&d, heaps[i]);
		cr_expect(peer_skip(&d) == 0);
		peer_wait(&d, 5000);

		cr_expect(peer_skip(&d) == 133, "heap %zu", i);
		cr_expect(d.said[1] == 2);
		peer_free(&d);
	}
}

Test(send, takes_an_ACK_behind_a_NAK)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	hear(&d, "\x15\x06");

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
	hear(&d, "Erasing Chip.. OK\r\n\x06");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 3);
	peer_free(&d);
}

Test(send, gives_up_when_one_block_fails_too_often)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	for (int i = 0; i < defaults.retries; i++) {
		hear(&d, "\x15");
		peer_wait(&d, 100);
		cr_expect(peer_skip(&d) == 133, "try %d", i);
	}
	hear(&d, "\x15");
	peer_wait(&d, 100);

	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_error(&d) == XM_ERETRIES);
	peer_free(&d);
}

Test(send, ends_at_one_CAN_followed_by_silence_or_words)
{
	static const char *const cans[] = { "\030", "\030>", "\030\n\r>" };

	for (int i = 0; i < 3; i++) {
		struct scripted_peer d;

		begin_data(&d, 300);
		hear(&d, cans[i]);
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
	hear(&d, "\x18");
	peer_wait(&d, 900);
	hear(&d, "\x06");

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send, tries_the_other_check_if_the_first_block_meets_only_NAKs)
{
	static const bool crc[] = { true, true, false, true, true, true,
		false };
	struct scripted_peer d;

	begin_xmodem(&d, 100); /* barebox: the seventh C wants a checksum */
	hear(&d, "C");
	peer_wait(&d, 60);
	peer_skip(&d);
	for (size_t i = 0; i < sizeof crc; i++) {
		hear(&d, "\x15");
		peer_wait(&d, 1000);
		cr_expect(
		    peer_skip(&d) == (crc[i] ? 133 : 132), "try %zu", i);
	}
	peer_free(&d);
}

Test(send, changes_to_the_CRC_for_good_if_C_follows_a_NAK)
{
	struct scripted_peer d;

	begin_xmodem(&d, 100);
	hear(&d, "\x15");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 132);
	for (int i = 0; i < 2; i++) {
		hear(&d, i == 0 ? "C" : "\x15");
		peer_wait(&d, 1000);

		cr_expect(peer_skip(&d) == 133, "try %d", i);
		cr_expect(xm_block_intact(d.said, 128, true));
	}
	peer_free(&d);
}

Test(send, fills_up_the_last_block)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = defaults;

	options.pad = 0xff;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	hear(&d, "C");
	peer_wait(&d, 60);

	for (int i = 100; i < 128; i++)
		cr_expect(d.said[3 + i] == 0xff, "byte %d", i);
	peer_free(&d);
}

/* Sends all of an XMODEM file; returns the lengths of its blocks as letters. */
static const char *
block_lengths(size_t len, uint16_t block_len, enum xm_tail tail)
{
	static char lengths[64];
	struct scripted_peer d = { 0 };
	struct xm_options options = defaults;
	size_t n = 0;

	options.block_len = block_len;
	options.tail = tail;
	endpoint_add(&d.host, "file", len, 1);
	peer_begin_sender(&d, &options);
	hear(&d, "C");
	peer_wait(&d, 60);
	while (d.said[0] != EOT && n < sizeof lengths - 1) {
		lengths[n++] = peer_skip(&d) == 1029 ? 'K' : 's';
		hear(&d, "\x06");
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

/* The end. */

static void
begin_eot(struct scripted_peer *d)
{
	begin_xmodem(d, 100);
	hear(d, "C");
	peer_wait(d, 60);
	peer_skip(d);
	hear(d, "\x06");
	cr_assert(peer_received(d, eot, 1));
}

Test(send, is_done_when_the_EOT_is_acknowledged)
{
	struct scripted_peer d;

	begin_eot(&d);
	hear(&d, "\x06");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, repeats_the_EOT_at_once_on_NAK_and_on_C)
{
	static const char *const answers[] = { "\x15", "C" };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_eot(&d);
		hear(&d, answers[i]);
		peer_wait(&d, 50);

		cr_expect(peer_received(&d, eot, 1));
		hear(&d, "\x06");
		cr_expect(peer_event(&d) == XM_DONE);
		peer_free(&d);
	}
}

Test(send, repeats_the_EOT_slowly_on_silence_and_then_gives_up)
{
	struct scripted_peer d;

	begin_eot(&d); /* Cisco's answer is slow, and repetitions disturb it */
	peer_wait(&d, 14900); /* receivers repeat their answer after 10 s */
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 15200);
	cr_expect(peer_skip(&d) == 2);
	peer_wait(&d, 15000);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send, calls_CANs_in_answer_to_the_EOT_a_rejection)
{
	struct scripted_peer d;

	begin_eot(&d); /* Gecko does not like the image */
	hear(&d, "\x18\x18\x18\r\nfile error 0x18\r\n");

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EREJECTED);
	peer_free(&d);
}

/* YMODEM. */

static void
begin_header(struct scripted_peer *d, int files)
{
	begin_ymodem(d, files);
	hear(d, "C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	cr_assert(d->said[1] == 0);
}

static void
begin_farewell(struct scripted_peer *d, int files)
{
	begin_header(d, files);
	hear(d, "\006C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	hear(d, "\x06");
	cr_assert(peer_received(d, eot, 1));
}

Test(send, goes_on_after_ACK_C_to_block_0_once_the_line_is_quiet)
{
	struct scripted_peer d;

	begin_header(&d, 1);
	hear(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send, goes_on_soon_after_a_bare_ACK_to_the_first_block_0)
{
	struct scripted_peer d;

	begin_header(&d, 1); /* U-Boot sends no C */
	hear(&d, "\x06");
	peer_wait(&d, 1190);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 20);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send, sends_no_data_of_a_second_file_after_a_bare_ACK)
{
	struct scripted_peer d;

	begin_farewell(&d, 2);
	hear(&d, "\006\006C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	hear(&d, "\x06\r\n=> "); /* U-Boot is back at its prompt */
	peer_wait(&d, 20000);

	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send, ends_a_batch_with_an_empty_block_0_when_asked)
{
	struct scripted_peer d;

	begin_farewell(&d, 1);
	hear(&d, "\x06");
	peer_wait(&d, 1000); /* STM32's C comes later */
	hear(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	for (int i = 0; i < 128; i++)
		cr_expect(d.said[3 + i] == 0);
	hear(&d, "\x06");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, is_done_without_an_empty_block_0_when_not_asked)
{
	struct scripted_peer d;

	begin_farewell(&d, 1);
	hear(&d, "\x06\r\nCopying\r\n");
	peer_wait(&d, 3000);

	cr_expect(peer_skip(&d) == 0);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, is_done_when_CANs_follow_an_acknowledged_EOT)
{
	struct scripted_peer d;

	begin_farewell(&d, 1);
	hear(&d, "\x06\x18\x18");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, takes_no_G_after_the_EOT_for_a_lost_ACK)
{
	struct scripted_peer d;

	/* The receiver has never heard block 0, and keeps asking for it. */
	begin_ymodem(&d, 1);
	for (int i = 0; i < 4; i++) {
		hear(&d, "G");
		peer_wait(&d, 3000);
	}

	peer_skip(&d);
	hear(&d, "G");
	peer_wait(&d, 100);
	cr_expect(peer_received(&d, eot, 1));
	cr_expect(!xm_settled(&d.host.xm));
	peer_free(&d);
}

Test(send, takes_no_C_after_the_EOT_of_an_empty_file_for_a_lost_ACK)
{
	struct scripted_peer d;

	/* Block 0 is acknowledged, and both EOTs are lost. */
	begin_ymodem(&d, 1);
	d.host.file[0].len = 0;
	hear(&d, "C");
	peer_wait(&d, 100);
	hear(&d, "\006C");
	peer_wait(&d, 3000);
	hear(&d, "C");
	peer_wait(&d, 3000);
	peer_skip(&d);
	hear(&d, "C");
	peer_wait(&d, 100);

	cr_expect(peer_received(&d, eot, 1));
	cr_expect(!xm_settled(&d.host.xm));
	peer_free(&d);
}

Test(send, takes_a_second_C_after_the_EOT_for_a_lost_ACK)
{
	struct scripted_peer d;

	begin_farewell(&d, 1);
	hear(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_received(&d, eot, 1));
	hear(&d, "C");
	peer_wait(&d, 60);
	hear(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 0);
	peer_free(&d);
}

Test(send, stops_a_stream_when_the_receiver_speaks_or_cancels)
{
	static const char *const answers[] = { "\030\030", "aborted (-84)\n" };

	for (int i = 0; i < 2; i++) {
		struct memory_endpoint h = { 0 };
		struct xm_options options = defaults;
		const uint8_t *out;

		options.ymodem = true;
		endpoint_add(&h, "file", 1000, 1);
		endpoint_begin_sender(&h, 0, &options);
		endpoint_party(&h).hear(&h, 0, (const uint8_t *)"G", 1);
		endpoint_party(&h).hear(&h, 60, NULL, 0);
		xm_sent(&h.xm, 60, xm_output(&h.xm, &out));
		endpoint_party(&h).hear(&h, 60, (const uint8_t *)"G", 1);
		endpoint_party(&h).hear(&h, 400, NULL, 0);
		cr_expect(xm_output(&h.xm, &out) == 133);
		endpoint_party(&h).hear(
		    &h, 400, (const uint8_t *)answers[i], strlen(answers[i]));

		cr_expect(xm_error(&h.xm) == XM_ECANCELLED, "answer %d", i);
		cr_expect(xm_output(&h.xm, &out) == 0);
		endpoint_free(&h);
	}
}

Test(send, counts_a_block_that_was_asked_for_again_after_a_silence)
{
	struct scripted_peer d;

	begin_data(&d, 300);
	hear(&d, "\x15");
	peer_wait(&d, 60);
	cr_expect(xm_counts(&d.host.xm).doubtful == 0);
	peer_wait(&d, 3000);
	hear(&d, "\x15");
	peer_wait(&d, 60);

	cr_expect(xm_counts(&d.host.xm).doubtful == 1);
	cr_expect(xm_counts(&d.host.xm).retries == 2);
	peer_free(&d);
}

Test(send, doubts_no_block_whose_NAK_came_before_it_can_have_arrived)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = defaults;

	options.bytes_per_s = 120;
	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	hear(&d, "C");
	peer_wait(&d, 60);
	peer_wait(&d, 2000);
	hear(&d, "\x06");
	peer_wait(&d, 100);
	hear(&d, "\x15");
	peer_wait(&d, 3000);

	cr_expect(xm_counts(&d.host.xm).retries == 1);
	cr_expect(xm_counts(&d.host.xm).doubtful == 0);
	peer_free(&d);
}

Test(send, counts_the_customary_NAK_to_an_EOT_as_no_retry)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = defaults;

	options.retries = 0;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	hear(&d, "C");
	peer_wait(&d, 60);
	hear(&d, "\x06");
	peer_skip(&d);
	hear(&d, "\x15");
	peer_wait(&d, 60);

	cr_expect(peer_received(&d, eot, 1));
	hear(&d, "\x06");
	cr_expect(peer_event(&d) == XM_DONE);
	cr_expect(xm_counts(&d.host.xm).retries == 0);
	peer_free(&d);
}

Test(send, sends_no_second_file_to_the_next_stage_of_a_boot)
{
	struct scripted_peer d;

	begin_farewell(&d, 2);
	hear(&d, "\006\006C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	hear(&d, "\006Loaded it\r\n");
	peer_wait(&d, 500);
	hear(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send, streams_only_if_the_first_request_was_G)
{
	struct scripted_peer d;

	begin_ymodem(&d, 1);
	hear(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	hear(&d, "\006G");
	peer_wait(&d, 400);

	cr_expect(peer_skip(&d) == 133);
	peer_wait(&d, 2000);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send, streams_without_ACKs_when_asked_with_G)
{
	struct scripted_peer d;

	begin_ymodem(&d, 1);
	hear(&d, "G");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	hear(&d, "G");
	peer_wait(&d, 30);
	cr_expect(peer_skip(&d) == 133 + 1);
	cr_expect(d.said[133] == EOT);
	hear(&d, "\x06G");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}
