#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/* The times of a receiver, exact to 1 ms because time is virtual. */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char data[1024] = "some data";

#define HAS_SENT(d, bytes) peer_received(d, bytes, sizeof bytes - 1)

/* Asserts that the next answer has these bytes and comes at this time. */
#define ANSWERS_AFTER(d, ms, bytes)                                            \
	do {                                                                   \
		peer_wait(d, (ms)-1);                                          \
		cr_assert(peer_skip(d) == 0, "too early");                     \
		peer_wait(d, 1);                                               \
		cr_assert(peer_received(d, bytes, strlen(bytes)), "too late"); \
	} while (0)

static void
begin(struct scripted_peer *d)
{
	memset(d, 0, sizeof *d);
	peer_begin_receiver(d, &defaults);
	peer_skip(d);
}

/* The fields end with a NUL, as string constants do. */
static void
receive_header(struct scripted_peer *d, const char *fields, size_t len)
{
	char header[128] = { 0 };

	memcpy(header, fields, len);
	peer_send_block(d, 0, header, sizeof header);
}

static void
begin_ymodem(struct scripted_peer *d, const char *fields, size_t len)
{
	begin(d);
	receive_header(d, fields, len);
	peer_skip(d);
}

/* Half a block, whose rest is lost. */
static void
receive_half(struct scripted_peer *d, uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };

	xm_block_seal(block, number, 128, true);
	peer_send(d, block, 60);
}

/* A block in two pieces, with a pause between them. */
static void
receive_with_pause(struct scripted_peer *d, uint8_t number, uint32_t pause_ms)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 128, true);

	peer_send(d, block, 60);
	peer_wait(d, pause_ms);
	peer_send(d, block + 60, len - 60);
	cr_assert(HAS_SENT(d, "\006"));
}

Test(recv_times,
    answers_an_EOT_after_20_ms_if_no_data_is_missing_else_after_the_gap)
{
	static const struct {
		const char *size;
		uint32_t quiet_ms;
	} rows[] = { { "name\000128 ", 20 }, { "name\000129 ", 268 },
		{ "name\000    ", 268 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin_ymodem(&d, rows[i].size, 10);
		peer_send_block(&d, 1, data, 128);
		peer_skip(&d);
		peer_send(&d, "\004", 1);
		ANSWERS_AFTER(&d, rows[i].quiet_ms, "\025");
		peer_free(&d);
	}
}

Test(recv_times, answers_an_EOT_after_100_ms_at_least_if_data_may_be_missing)
{
	static const struct {
		uint32_t pause_ms, quiet_ms;
	} rows[] = { { 0, 100 }, { 100, 224 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d);
		for (uint8_t number = 1; number <= 30; number++)
			receive_with_pause(&d, number, rows[i].pause_ms);
		peer_send(&d, "\004", 1);
		ANSWERS_AFTER(&d, rows[i].quiet_ms, "\006");
		peer_free(&d);
	}
}

Test(recv_times, answers_an_EOT_in_place_of_a_file_after_100_ms)
{
	struct scripted_peer d;

	begin(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 100, "C");
	peer_free(&d);
}

Test(recv_times, requests_an_EOT_every_3200_ms_if_the_size_is_unknown)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name", 5);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 268, "\025");
	ANSWERS_AFTER(&d, 3200, "\025");
	peer_free(&d);
}

/* qodem and OpenBSD's cu send one EOT and leave. */
Test(recv_times, ends_a_file_1_s_after_an_EOT_that_is_not_repeated)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128 ", 10);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 20, "\025");
	ANSWERS_AFTER(&d, 1000, "\006C");

	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_times, ends_it_after_3200_ms_if_a_block_was_damaged)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128 ", 10);
	peer_send(&d, "\001\001\376xyz", 6);
	peer_wait(&d, 1100);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 20, "\025");
	ANSWERS_AFTER(&d, 3200, "\006C");

	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_times, waits_longer_for_a_block_on_a_line_with_longer_pauses)
{
	static const struct {
		uint32_t pause_ms, gap_ms;
	} rows[] = { { 0, 24 }, { 1, 26 }, { 100, 224 }, { 480, 984 },
		{ 600, 1000 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d);
		for (uint8_t number = 1; number <= 30; number++)
			receive_with_pause(&d, number, rows[i].pause_ms);
		receive_half(&d, 31);
		ANSWERS_AFTER(&d, rows[i].gap_ms, "\025");
		peer_free(&d);
	}
}

Test(recv_times, waits_a_second_for_a_block_before_pauses_are_measured)
{
	struct scripted_peer d;

	begin(&d);
	receive_half(&d, 1);
	ANSWERS_AFTER(&d, 1000, "C");
	peer_free(&d);
}

Test(recv_times, waits_a_second_again_when_a_block_was_late)
{
	struct scripted_peer d;

	begin(&d);
	for (uint8_t number = 1; number <= 30; number++)
		receive_with_pause(&d, number, 0);
	receive_half(&d, 31);
	ANSWERS_AFTER(&d, 24, "\025");
	peer_send(&d, "the rest of it", 14);
	ANSWERS_AFTER(&d, 1000, "\025");
	peer_free(&d);
}

Test(recv_times, rejects_a_damaged_block_after_30_ms_of_silence)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;
	size_t len = xm_block_seal(block, 2, 128, true);

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	block[70] ^= 1;
	peer_send(&d, block, len);
	ANSWERS_AFTER(&d, 30, "\025");
	peer_free(&d);
}

Test(recv_times, repeats_a_lost_answer_every_10_s_until_the_timeout)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	for (int i = 0; i < 5; i++)
		ANSWERS_AFTER(&d, 10000, "\025");
	peer_wait(&d, 9999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(recv_times, answers_a_repeated_block_only_after_5_s)
{
	for (uint32_t ms = 4999; ms <= 5000; ms++) {
		struct scripted_peer d;

		begin(&d);
		peer_send_block(&d, 1, data, 128);
		peer_skip(&d);
		peer_wait(&d, ms);
		peer_send_block(&d, 1, data, 128);
		cr_expect(peer_skip(&d) == (ms < 5000 ? 0 : 1));
		peer_free(&d);
	}
}

static void
end_file(struct scripted_peer *d)
{
	begin_ymodem(d, "name\000128 ", 10);
	peer_send_block(d, 1, data, 128);
	for (int i = 0; i < 2; i++) {
		peer_send(d, "\004", 1);
		peer_wait(d, 20);
	}
	cr_assert(HAS_SENT(d, "\006\025\006C"));
}

Test(recv_times, requests_every_3_s_for_the_next_file_and_is_done_after_20_s)
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

Test(recv_times, is_done_4_s_after_the_last_ACK_if_the_line_does_not_take_it)
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

Test(recv_times, is_cancelled_at_once_while_the_last_ACK_waits_for_the_line)
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

Test(recv_times, forgets_an_EOT_when_a_block_follows_it)
{
	struct scripted_peer d;

	/* The byte was part of a block whose start was lost. */
	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_send(&d, "x\004", 2);
	peer_wait(&d, 1000);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 268, "\025");
	peer_send_block(&d, 2, data, 128);
	peer_send_block(&d, 3, data, 128);
	cr_assert(peer_skip(&d) == 2);
	peer_send(&d, "x", 1);
	peer_wait(&d, 1000);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	peer_wait(&d, 1000);
	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

/* Sends a block in pieces of 256 bytes, with a pause before each. */
static void
receive_pieces(struct scripted_peer *d, uint8_t number, uint32_t pause_ms)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 1024, true);

	for (size_t at = 0; at < len; at += 256) {
		size_t n = len - at < 256 ? len - at : 256;

		peer_wait(d, pause_ms);
		peer_send(d, block + at, n);
	}
}

Test(recv_times, allows_longer_pauses_in_a_block_if_set)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = defaults;

	options.byte_timeout_ms = 3000;
	peer_begin_receiver(&d, &options);
	receive_pieces(&d, 1, 2500);
	cr_expect(d.host.xm.counts.retries == 0);
	peer_skip(&d);
	peer_send(&d, "\001\002\375", 3);
	ANSWERS_AFTER(&d, 3000, "\025");
	peer_free(&d);
}

/* On packet radio, the pieces of a block are two seconds apart. */
Test(recv_times, learns_that_the_pieces_of_a_block_are_two_seconds_apart)
{
	struct scripted_peer d;
	int copies = 0;

	begin(&d);
	for (uint8_t number = 1; number <= 4; number++) {
		uint32_t blocks = xm_counts(&d.host.xm).blocks;

		while (xm_counts(&d.host.xm).blocks == blocks && copies < 20) {
			receive_pieces(&d, number, 2000);
			peer_wait(&d, 9000); /* the sender receives the last
						NAK */
			copies++;
		}
	}

	cr_expect(xm_counts(&d.host.xm).blocks == 4);
	cr_expect(copies <= 8, "%d copies", copies);
	peer_free(&d);
}

Test(recv_times, doubles_the_pauses_up_to_sixteen_times_or_10_s)
{
	static const struct {
		uint16_t byte_timeout_ms;
		uint32_t gap_ms[7];
	} rows[] = {
		{ 100, { 43, 100, 200, 400, 800, 1600, 1600 } },
		{ 1000, { 268, 1000, 2000, 4000, 8000, 10000, 10000 } },
	};

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d = { 0 };
		struct xm_options options = defaults;

		options.byte_timeout_ms = rows[i].byte_timeout_ms;
		options.timeout_ms = 120000;
		peer_begin_receiver(&d, &options);
		peer_send_block(&d, 1, data, 128);
		peer_skip(&d);
		for (int late = 0; late < 6; late++) {
			peer_send(&d, "\001\002\375", 3); /* and a pause */
			ANSWERS_AFTER(&d, rows[i].gap_ms[late], "\025");
			peer_send(&d, "\200", 1);
			ANSWERS_AFTER(&d, rows[i].gap_ms[late + 1], "\025");
		}
		peer_free(&d);
	}
}

/* Damaged blocks of full length do not show the pauses of the line. */
Test(recv_times, accepts_a_block_every_3_s_after_damaged_ones_and_a_lost_start)
{
	struct scripted_peer d;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	len = xm_block_seal(block, 2, 128, true);
	for (int i = 0; i < 4; i++) {
		block[i < 3 ? 10 : 0] ^= 2; /* at the end, also the SOH */
		peer_send(&d, block, len);
		block[i < 3 ? 10 : 0] ^= 2;
		peer_wait(&d, 3000);
	}
	for (int i = 0; i < 3; i++) {
		peer_skip(&d);
		peer_send(&d, block, len);
		peer_wait(&d, 3000);
	}

	cr_expect(xm_counts(&d.host.xm).blocks == 2);
	peer_free(&d);
}

/*
 * Noise has cut blocks short, so the gap is longer than the pause between
 * blocks.
 */
Test(recv_times, takes_a_block_that_comes_a_second_after_noise)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	for (int i = 0; i < 5; i++) {
		peer_send(&d, "\001\002\375xyz", 6);
		peer_wait(&d, 1500);
	}
	peer_send(&d, "\200\201\202", 3);
	peer_wait(&d, 1500);
	peer_send_block(&d, 2, data, 128);

	cr_expect(xm_counts(&d.host.xm).blocks == 2);
	peer_free(&d);
}
