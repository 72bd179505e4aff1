#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/*
 * The end of a file and of a batch: never while a block may be missing, and
 * always within the limits of time.
 */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char data[1024] = "some data";
static const char other[1024] = "other data";

#define HAS_SENT(d, bytes) peer_received(d, bytes, sizeof bytes - 1)

static void
begin(struct scripted_peer *d)
{
	memset(d, 0, sizeof *d);
	peer_begin_receiver(d, &defaults);
	peer_skip(d);
}

static void
receive_header(struct scripted_peer *d, const char *fields, size_t len)
{
	char header[128] = { 0 };

	memcpy(header, fields, len);
	peer_send_block(d, 0, header, sizeof header);
	peer_wait(d, 50);
}

static void
begin_ymodem(struct scripted_peer *d, const char *fields, size_t len)
{
	begin(d);
	receive_header(d, fields, len);
	cr_assert(HAS_SENT(d, "\006C"));
}

static void
receive_eot(struct scripted_peer *d)
{
	peer_send(d, "\004", 1);
	peer_wait(d, 400);
}

/* Sends bytes that may be a damaged block. */
static void
receive_junk(struct scripted_peer *d)
{
	peer_send(d, "\001\002\300\200", 4);
	peer_wait(d, 1001);
}

/* Skipped blocks. */

Test(recv_end, fails_when_blocks_are_skipped)
{
	static const struct {
		uint8_t numbers[5];
		size_t len;
	} rows[] = { { { 1, 2, 4, 5 }, 256 }, { { 2, 3 }, 0 } };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin(&d);
		for (int n = 0; rows[i].numbers[n] != 0; n++) {
			peer_send_block(&d, rows[i].numbers[n], data, 128);
			peer_wait(&d, 1100);
		}
		receive_eot(&d);
		receive_eot(&d);

		cr_expect(peer_error(&d) == XM_ESKIPPED, "row %d", i);
		cr_expect(d.host.file[0].len == rows[i].len);
		cr_expect(!d.host.file[0].whole);
		peer_free(&d);
	}
}

Test(recv_end, rejects_an_EOT_after_one_block_that_was_ahead)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_send_block(&d, 3, data, 128);
	peer_wait(&d, 1100);
	for (int i = 0; i < 5; i++)
		receive_eot(&d);

	cr_expect(!d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_end, rejects_an_EOT_while_the_last_byte_may_be_in_a_rejected_block)
{
	struct scripted_peer d;

	begin_ymodem(&d, "one\000129 ", 8);
	peer_send_block(&d, 1, data, 128);
	receive_junk(&d);
	for (int i = 0; i < 5; i++)
		receive_eot(&d);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_send_block(&d, 2, data, 128);
	receive_eot(&d);
	receive_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 129);
	peer_free(&d);
}

Test(recv_end, accepts_a_block_of_the_next_file_with_the_same_number)
{
	struct scripted_peer d;

	/*
	 * The NAK of the next header is damaged, and the sender takes it as an
	 * ACK.
	 */
	begin_ymodem(&d, "one", 4);
	peer_send_block(&d, 1, data, 128);
	receive_junk(&d);
	for (int i = 0; i < 2; i++) {
		peer_send_block(&d, 1, other, 128);
		peer_wait(&d, 1100);
	}

	cr_expect(peer_error(&d) == XM_ESKIPPED);
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_end, counts_from_block_0_what_is_skipped_between_files)
{
	struct scripted_peer d;

	begin_ymodem(&d, "one", 4);
	peer_send_block(&d, 1, data, 128);
	receive_eot(&d);
	receive_eot(&d);
	cr_assert(d.host.file[0].whole);
	for (int i = 0; i < 2; i++) {
		peer_send_block(&d, 1, other, 128);
		peer_wait(&d, 1100);
	}

	cr_expect(peer_error(&d) == XM_ESKIPPED);
	cr_expect(xm_recv_skipped(&d.host.xm) == 1);
	peer_free(&d);
}

Test(recv_end, ignores_runs_of_0x04_in_a_block_with_pauses)
{
	char eots[1024];
	uint8_t block[XM_BLOCK_MAX];
	struct scripted_peer d;
	size_t len;

	memset(eots, EOT, sizeof eots);
	begin(&d);
	peer_send_block(&d, 1, data, 1024);
	memcpy(block + 3, eots, sizeof eots);
	len = xm_block_seal(block, 2, 1024, true);
	for (size_t at = 0; at < len; at += 100) {
		peer_send(&d, block + at, len - at < 100 ? len - at : 100);
		peer_wait(&d, 1500);
		if (at % 300 == 0)
			receive_eot(&d);
	}

	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_end, acknowledges_once_what_a_slow_sender_sends_twice)
{
	struct scripted_peer d;

	/* The sender pauses; the NAK after 10 s makes it send block 2 twice. */
	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_wait(&d, 10001);
	cr_expect(HAS_SENT(&d, "\006\025"));
	peer_send_block(&d, 2, data, 128);
	peer_wait(&d, 500);
	peer_send_block(&d, 2, data, 128);
	peer_wait(&d, 500);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_send_block(&d, 3, data, 128);

	cr_expect(HAS_SENT(&d, "\006"));
	peer_free(&d);
}

/* The end of a batch. */

static void
end_first_file(struct scripted_peer *d)
{
	begin_ymodem(d, "one\000128 ", 8);
	peer_send_block(d, 1, data, 128);
	receive_eot(d);
	receive_eot(d);
	cr_assert(d->host.file[0].whole);
}

Test(recv_end, fails_without_a_final_header_if_anything_of_a_block_came)
{
	for (int junk = 0; junk < 2; junk++) {
		struct scripted_peer d;

		end_first_file(&d);
		if (junk)
			receive_junk(&d);
		peer_wait(&d, 21000);

		cr_expect(peer_event(&d) == (junk ? XM_FAILED : XM_DONE));
		peer_free(&d);
	}
}

Test(recv_end, rejects_a_lone_EOT_if_part_of_a_block_came)
{
	struct xm_options options = defaults;

	options.wait_ms = 5000;
	for (int junk = 0; junk < 2; junk++) {
		struct scripted_peer d = { 0 };

		peer_begin_receiver(&d, &options);
		receive_eot(&d);
		if (junk)
			receive_junk(&d);
		peer_wait(&d, 5000);

		cr_expect(peer_error(&d) == (junk ? XM_ENOSTART : XM_OK));
		cr_expect(d.host.files == !junk);
		peer_free(&d);
	}
}

Test(recv_end, stores_nothing_of_an_incomplete_first_block_before_an_EOT)
{
	struct scripted_peer d;

	begin(&d);
	peer_send(&d, "\001", 1);
	peer_wait(&d, 1100);
	receive_eot(&d);
	receive_eot(&d);

	cr_expect(d.host.files == 1);
	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}

Test(recv_end, waits_longer_for_the_next_header_after_each_repeated_EOT)
{
	struct scripted_peer d;

	end_first_file(&d);
	for (int i = 0; i < 3; i++) {
		peer_wait(&d, 15000);
		peer_send(&d, "\004", 1);
	}
	peer_wait(&d, 35000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1200);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv_end, ends_although_EOTs_come_without_end)
{
	struct scripted_peer d;

	end_first_file(&d);
	for (int i = 0; i < 600 && peer_event(&d) < XM_DONE; i++) {
		peer_wait(&d, 1000);
		peer_send(&d, "\004", 1);
	}

	cr_expect(peer_event(&d) >= XM_DONE);
	cr_expect(d.now_ms < 65000);
	peer_free(&d);
}

Test(recv_end, answers_the_end_of_a_batch_with_CANs_if_a_file_was_refused)
{
	struct scripted_peer d;

	end_first_file(&d);
	xm_recv_refuse(&d.host.xm);
	peer_skip(&d);
	receive_header(&d, "", 0);

	cr_expect(peer_skip(&d) == 16); /* CANs and backspaces */
	cr_expect(peer_error(&d) == XM_EREFUSED);
	peer_free(&d);
}

Test(recv_end, is_cancelled_by_two_CANs_after_it_has_rejected_a_header)
{
	struct scripted_peer d;

	end_first_file(&d);
	receive_junk(&d);
	peer_send(&d, "\030\030", 2);
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(recv_end, is_cancelled_by_CANs_and_BSs_alone_or_at_the_end_of_text)
{
	static const char *const cancels[] = { "\030\030", "False\r\n\030\030",
		"\030\030\b\b", "\030\b" };

	for (size_t i = 0; i < sizeof cancels / sizeof *cancels; i++) {
		struct scripted_peer d;

		begin(&d);
		peer_send_block(&d, 1, data, 128);
		receive_junk(&d);
		peer_send(&d, cancels[i], strlen(cancels[i]));
		peer_wait(&d, 1100);

		cr_expect(peer_error(&d) == XM_ECANCELLED, "row %zu", i);
		peer_free(&d);
	}
}

/* At a wrong rate, a letter may look like two CANs. */
Test(recv_end, is_cancelled_by_eight_CANs_if_noise_came_before_the_first_block)
{
	for (int cans = 2; cans <= 8; cans += 6) {
		struct scripted_peer d;

		begin(&d);
		peer_send(&d, "\xf8\x9e\x80\xfe", 4);
		peer_wait(&d, 100);
		peer_send(&d, "\030\030\030\030\030\030\030\030", (size_t)cans);
		peer_wait(&d, 2000);

		cr_expect((peer_error(&d) == XM_ECANCELLED) == (cans == 8));
		peer_free(&d);
	}
}

/* The last text of the sender, and its prompt. */
static void
receive_last_words(struct scripted_peer *d)
{
	static const char words[] = "Read error\r\n=> ";

	begin(d);
	peer_send_block(d, 1, data, 128);
	peer_skip(d);
	peer_send(d, words, strlen(words));
	peer_wait(d, 268);
	cr_assert(peer_received(d, "\025", 1));
}

Test(recv_end, fails_5_s_after_its_NAK_if_the_sender_has_sent_text)
{
	struct scripted_peer d;

	receive_last_words(&d);
	peer_wait(&d, 4999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	cr_expect_str_eq(d.host.text, "Read error\r\n=> ");
	peer_free(&d);
}

/* The sender may need the same time for the next block. */
Test(recv_end, waits_10_s_after_its_NAK_if_a_block_came_after_text_before)
{
	struct scripted_peer d;

	receive_last_words(&d);
	peer_send_block(&d, 2, data, 128);
	peer_send(&d, "Reading\r\n", 9);
	peer_wait(&d, 9000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 2000);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	peer_free(&d);
}

Test(recv_end, continues_if_a_block_follows_text)
{
	struct scripted_peer d;

	receive_last_words(&d);
	peer_send_block(&d, 2, data, 128);
	cr_expect(peer_received(&d, "\006", 1));
	peer_wait(&d, 9000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_end, does_not_fail_at_text_inside_a_damaged_block)
{
	static char text[128];
	uint8_t block[XM_BLOCK_MAX];
	struct scripted_peer d;
	size_t len;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	memset(text, 'x', sizeof text);
	memcpy(block + 3, text, sizeof text);
	len = xm_block_seal(block, 2, 128, true);
	peer_send(&d, block + 1, len - 1); /* without its SOH */
	peer_wait(&d, 9000);

	cr_expect(peer_received(&d, "\025", 1));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_end, is_cancelled_by_any_number_of_CANs)
{
	static char cans[256];
	struct scripted_peer d;

	begin(&d);
	memset(cans, CAN, sizeof cans);
	peer_send_block(&d, 1, data, 128);
	peer_send(&d, cans, sizeof cans);
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* A sender that fails may send its CANs together with the EOT. */
Test(recv_end, is_cancelled_by_two_CANs_after_an_EOT)
{
	struct scripted_peer d;

	begin_ymodem(&d, "one\000128 ", 8);
	peer_send_block(&d, 1, data, 128);
	peer_send(&d, "\004\030\030", 3);
	peer_wait(&d, 1100);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* A second G would look like the answer to a lost header. */
Test(recv_end, requests_a_lost_header_of_a_stream_with_NAK)
{
	struct xm_options options = defaults;
	struct scripted_peer d = { 0 };

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	receive_header(&d, "one\0000 ", 6);
	receive_eot(&d);
	peer_skip(&d);
	peer_wait(&d, 3001);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}

Test(recv_end, is_not_cancelled_by_backspaces_one_CAN_or_CANs_in_binary_data)
{
	static const char *const bursts[] = { "\b\b\b\b", "\200\030\030",
		"\030\030\200", "\b\030", "text\030" };

	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		struct scripted_peer d;

		begin(&d);
		peer_send_block(&d, 1, data, 128);
		receive_junk(&d);
		peer_send(&d, bursts[i], strlen(bursts[i]));
		peer_wait(&d, 1100);

		cr_expect(peer_event(&d) == XM_NONE, "row %zu", i);
		peer_free(&d);
	}
}

Test(recv_end, takes_an_EOT_after_text_when_all_bytes_have_come)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128 ", 9);
	peer_send_block(&d, 1, data, 128);
	receive_eot(&d);
	cr_expect(HAS_SENT(&d, "\006\025"));
	peer_send(&d, "EAGAIN!!!\004", 10); /* NuttX's sbrb.py */
	peer_wait(&d, 1100);

	cr_expect(HAS_SENT(&d, "\006C"));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

/* Limits. */

static const struct xm_options short_limits = {
	.wait_ms = 5000, .timeout_ms = 5000, .retries = 5
};

Test(recv_end, ends_although_one_block_is_repeated_with_the_next_SOH)
{
	static const char header_data[128] = "f\0009 ";

	for (int header = 0; header < 2; header++) {
		uint8_t bytes[XM_BLOCK_MAX + 1];
		struct scripted_peer d = { 0 };
		size_t len;

		peer_begin_receiver(&d, &short_limits);
		memcpy(bytes + 3, header ? header_data : data, 128);
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

Test(recv_end, ends_although_a_block_comes_byte_by_byte)
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

Test(recv_end, ends_although_block_0s_without_an_end_come)
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

Test(recv_end, ends_a_cancel_within_4_s_while_bytes_come)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
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

Test(recv_end, answers_a_block_that_skips_one_with_NAK)
{
	struct scripted_peer d;

	begin_ymodem(&d, "one\000900 ", 8);
	peer_send_block(&d, 1, data, 128);
	cr_assert(HAS_SENT(&d, "\006"));
	peer_send_block(&d, 3, data, 128);
	peer_wait(&d, 1100);

	cr_expect(HAS_SENT(&d, "\025"));
	peer_free(&d);
}
