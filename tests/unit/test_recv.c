#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char data[1024] = "some data";

#define SAID(d, bytes) peer_received(d, bytes, sizeof bytes - 1)

/* The request follows the ACK after 20 ms. */
static bool
acks_and_asks(struct scripted_peer *d)
{
	peer_wait(d, 20);
	return SAID(d, "\006C");
}

static bool
acks_and_asks_for_stream(struct scripted_peer *d)
{
	peer_wait(d, 20);
	return SAID(d, "\006G");
}

static void
begin(struct scripted_peer *d)
{
	memset(d, 0, sizeof *d);
	peer_begin_receiver(d, &defaults);
	cr_assert(SAID(d, "C"));
}

static void
hear_header(struct scripted_peer *d, const char *fields, size_t len)
{
	char header[128] = { 0 };

	memcpy(header, fields, len);
	peer_send_block(d, 0, header, sizeof header);
}

static void
begin_ymodem(struct scripted_peer *d, const char *fields, size_t len)
{
	begin(d);
	hear_header(d, fields, len);
	cr_assert(acks_and_asks(d));
}

static void
hear_eot(struct scripted_peer *d)
{
	peer_send(d, "\004", 1);
	peer_wait(d, 200);
}

/* Start. */

Test(recv, asks_for_a_crc_four_times_and_then_for_a_sum_in_turn)
{
	struct scripted_peer d;

	begin(&d);
	peer_wait(&d, 3000 * 6 + 1);

	cr_expect(SAID(&d, "CCC\025C\025"));
	peer_free(&d);
}

Test(recv, asks_only_for_what_it_is_told_to)
{
	static const struct {
		enum xm_check check;
		bool streaming;
		const char *said;
	} rows[] = { { XM_CHECK_CRC, false, "CCCCCCC" },
		{ XM_CHECK_SUM, false, "\025\025\025\025\025\025\025" },
		{ XM_CHECK_AUTO, true, "GGGGGGG" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d = { 0 };
		struct xm_options options = defaults;

		options.check = rows[i].check;
		options.streaming = rows[i].streaming;
		peer_begin_receiver(&d, &options);
		peer_wait(&d, 3000 * 6 + 1);
		cr_expect(peer_received(&d, rows[i].said, 7), "row %zu", i);
		peer_free(&d);
	}
}

Test(recv, gives_up_when_nobody_begins)
{
	struct scripted_peer d;

	begin(&d);
	peer_wait(&d, defaults.wait_ms + 1);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ENOSTART);
	peer_free(&d);
}

Test(recv, passes_on_what_is_said_before_the_first_block)
{
	struct scripted_peer d;

	begin(&d);
	peer_send(&d, "Sending a.bin\r\n", 15);
	peer_send_block(&d, 1, data, 128);

	cr_expect_str_eq(d.host.text, "Sending a.bin\r\n");
	cr_expect(SAID(&d, "\006"));
	peer_free(&d);
}

Test(recv, rejects_the_first_block_with_a_sum_with_C_and_takes_the_second)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;

	xm_block_seal(block, 1, 128, false);
	begin(&d);
	peer_wait(&d, 3000 * 4);
	cr_expect(SAID(&d, "CCC\025"));
	peer_send(&d, block, 132);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "C"));
	peer_send(&d, block, 132);
	peer_wait(&d, 1001);

	cr_expect(SAID(&d, "\006"));
	cr_expect(d.host.file[0].len == 128);
	cr_expect(!xm_has_crc(&d.host.xm));
	peer_free(&d);
}

/* A block with a CRC that has lost its last byte may look like one. */
Test(recv, takes_no_block_with_a_sum_before_it_has_asked_for_one)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d;

	xm_block_seal(block, 1, 128, false);
	begin(&d);
	for (int i = 0; i < 2; i++) {
		peer_skip(&d);
		peer_send(&d, block, 132);
		peer_wait(&d, 1001);
		cr_expect(SAID(&d, "C"));
	}

	cr_expect(d.host.files == 0);
	peer_free(&d);
}

Test(recv, takes_no_block_with_a_sum_if_it_is_to_ask_for_the_CRC)
{
	struct xm_options options = defaults;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct scripted_peer d = { 0 };

	options.check = XM_CHECK_CRC;
	xm_block_seal(block, 1, 128, false);
	peer_begin_receiver(&d, &options);
	for (int i = 0; i < 4; i++) {
		peer_skip(&d);
		peer_send(&d, block, 132);
		peer_wait(&d, 1001);
		cr_expect(SAID(&d, "C"));
	}

	cr_expect(d.host.files == 0);
	peer_free(&d);
}

Test(recv, takes_a_block_with_a_crc_even_after_a_NAK)
{
	struct scripted_peer d;

	begin(&d); /* SAM-BA sends no other */
	peer_wait(&d, 3000 * 4);
	cr_expect(SAID(&d, "CCC\025"));
	peer_send_block(&d, 1, data, 128);

	cr_expect(SAID(&d, "\006"));
	peer_free(&d);
}

/* Blocks. */

Test(recv, finds_out_XMODEM_and_YMODEM_by_the_first_block)
{
	struct scripted_peer x, y;

	begin(&x);
	peer_send_block(&x, 1, data, 128);
	begin_ymodem(&y, "name\0001000 0 0", 14);

	cr_expect_str_eq(x.host.file[0].name, "");
	cr_expect(x.host.file[0].len == 128);
	cr_expect_str_eq(y.host.file[0].name, "name");
	cr_expect(y.host.file[0].about.size == 1000);
	peer_free(&x);
	peer_free(&y);
}

Test(recv, takes_a_block_0_of_1024_bytes)
{
	char header[1024] = "name\0007";
	struct scripted_peer d;

	begin(&d); /* Tera Term, tio */
	peer_send_block(&d, 0, header, sizeof header);

	cr_expect(acks_and_asks(&d));
	cr_expect(d.host.file[0].about.size == 7);
	peer_free(&d);
}

Test(recv, answers_a_repeated_block_only_when_it_has_asked_or_after_5_s)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, "\006"));
	/* A request crossed the block, and the sender sent it twice. */
	peer_wait(&d, 4990);
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, ""));
	/* The ACK was lost, and the sender repeats the block by itself. */
	peer_wait(&d, 10);
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, "\006"));
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, ""));
	/* The receiver has asked for it again. */
	peer_send(&d, "\001\001\376", 3);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, "\006"));

	cr_expect(d.host.file[0].len == 128);
	peer_free(&d);
}

Test(recv, asks_after_a_repeated_block_that_it_did_not_answer)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, "\006"));
	peer_wait(&d, 3001);

	cr_expect(SAID(&d, "\025"));
	peer_free(&d);
}

Test(recv, answers_a_repeated_block_0_only_when_it_has_asked)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\0001000", 9);
	hear_header(&d, "name\0001000", 9);
	cr_expect(SAID(&d, ""));
	peer_wait(&d, 3001);
	cr_expect(SAID(&d, "C"));
	hear_header(&d, "name\0001000", 9);

	cr_expect(acks_and_asks(&d));
	cr_expect(d.host.files == 1);
	peer_free(&d);
}

Test(recv, knows_a_repeated_block_when_the_number_wraps)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000100000", 11);
	for (int i = 1; i <= 257; i++) {
		peer_send_block(&d, (uint8_t)i, data, 128);
		cr_expect(SAID(&d, "\006"));
		peer_wait(&d, 5000);
		peer_send_block(&d, (uint8_t)i, data, 128);
		cr_expect(SAID(&d, "\006"), "repeated block %d", i);
	}

	cr_expect(d.host.file[0].len == 257 * 128);
	peer_free(&d);
}

Test(recv, asks_again_with_C_until_the_first_block_is_intact_and_then_with_NAK)
{
	struct scripted_peer d;

	begin(&d);
	peer_send(&d, "\001\001\376", 3);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "C"));
	peer_send_block(&d, 1, data, 128);
	cr_expect(SAID(&d, "\006"));
	peer_send(&d, "\001\002\375", 3);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	peer_free(&d);

	begin_ymodem(&d, "name\0001000", 9);
	peer_send(&d, "\001\001\376", 3);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "C"));
	peer_free(&d);
}

Test(recv, answers_once_to_a_heap_of_rubbish_when_it_has_ended)
{
	char rubbish[900];
	struct scripted_peer d;

	memset(rubbish, 'x', sizeof rubbish);
	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, rubbish, sizeof rubbish);
	peer_wait(&d, 200);
	peer_send(&d, rubbish, sizeof rubbish);
	peer_wait(&d, 200);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 400);

	cr_expect(SAID(&d, "\025"));
	peer_free(&d);
}

/* Blocks come so late after the answer, and with such a pause inside. */
static void
hear_blocks(struct scripted_peer *d, uint32_t before_ms, uint32_t inside_ms)
{
	uint8_t block[XM_BLOCK_MAX];

	for (uint8_t number = 1; number <= 12; number++) {
		size_t len;

		memcpy(block + 3, data, 128);
		len = xm_block_seal(block, number, 128, true);
		peer_wait(d, before_ms);
		peer_send(d, block, 50);
		peer_wait(d, inside_ms);
		peer_send(d, block + 50, len - 50);
		cr_assert(SAID(d, "\006"));
	}
}

Test(recv, waits_no_second_for_a_lost_byte_where_there_are_no_pauses)
{
	struct scripted_peer d;

	begin(&d);
	hear_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 24);
	cr_expect(SAID(&d, ""));
	peer_wait(&d, 10);

	cr_expect(SAID(&d, "\025"));
	peer_free(&d);
}

Test(recv, waits_no_second_for_a_lost_start_where_there_are_no_pauses)
{
	struct scripted_peer d;

	begin(&d);
	hear_blocks(&d, 1, 1);
	peer_send(&d, "\015\362xyz", 5);
	peer_wait(&d, 24);
	cr_expect(SAID(&d, ""));
	peer_wait(&d, 10);

	cr_expect(SAID(&d, "\025"));
	peer_free(&d);
}

Test(recv, takes_no_pause_for_the_end_of_a_block_where_there_have_been_others)
{
	static const struct {
		uint32_t before_ms, inside_ms, patient_ms;
	} rows[] = { { 1, 100, 220 }, { 100, 1, 220 }, { 1, 480, 980 },
		{ 1, 900, 990 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d);
		hear_blocks(&d, rows[i].before_ms, rows[i].inside_ms);
		peer_send(&d, "\001\015\362", 3);
		peer_wait(&d, rows[i].patient_ms);
		cr_expect(SAID(&d, ""), "row %zu", i);
		peer_wait(&d, 1001 - rows[i].patient_ms);
		cr_expect(SAID(&d, "\025"), "row %zu", i);
		peer_free(&d);
	}
}

Test(recv, gives_a_late_block_a_second_to_end)
{
	struct scripted_peer d;

	begin(&d);
	hear_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 50);
	cr_expect(SAID(&d, "\025"));
	/* It was not cut short, and its repetition may follow at once. */
	peer_send(&d, data, 128);
	peer_send_block(&d, 13, data, 128);
	peer_wait(&d, 900);
	cr_expect(SAID(&d, ""));
	peer_wait(&d, 200);

	cr_expect(SAID(&d, "\025"));
	peer_free(&d);
}

/* The rest of block 13 comes after the NAK, in two pieces. */
static void
hear_late_rest(struct scripted_peer *d, const char *piece, size_t len)
{
	begin(d);
	hear_blocks(d, 1, 1);
	peer_send(d, "\001\015\362", 3);
	peer_wait(d, 60);
	cr_assert(SAID(d, "\025"));
	peer_send(d, piece, len);
	peer_wait(d, 150);
	peer_send(d, data, 100);
}

Test(recv, takes_no_byte_of_a_late_block_for_the_end_of_the_file)
{
	struct scripted_peer d;

	hear_late_rest(&d, "\004", 1);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1100);
	peer_skip(&d);
	peer_send_block(&d, 13, data, 128);
	cr_expect(SAID(&d, "\006"));
	peer_send(&d, "\004", 1);
	peer_wait(&d, 200);
	cr_expect(SAID(&d, "\006"));
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, takes_no_bytes_of_a_late_block_for_a_cancel)
{
	struct scripted_peer d;

	hear_late_rest(&d, "\030\030", 2);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1100);
	peer_skip(&d);
	peer_send_block(&d, 13, data, 128);
	cr_expect(SAID(&d, "\006"));
	peer_free(&d);
}

Test(recv, is_cancelled_after_a_NAK_by_as_many_CANs_as_senders_say)
{
	struct scripted_peer d;

	begin(&d);
	hear_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 60);
	peer_send(&d, "\030\030\030\030\030\030\030\030\b\b\b\b\b\b\b\b", 16);
	peer_wait(&d, 1100);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(recv, gives_a_block_of_a_stream_a_second_to_end)
{
	struct xm_options options = defaults;
	struct scripted_peer d = { 0 };
	uint8_t block[XM_BLOCK_MAX];
	size_t len = 0;

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	hear_header(&d, "f", 2);
	for (uint8_t number = 1; number <= 12; number++)
		peer_send_block(&d, number, data, 128);
	peer_skip(&d);
	memcpy(block + 3, data, 128);
	len = xm_block_seal(block, 13, 128, true);
	peer_send(&d, block, 50);
	peer_wait(&d, 900);
	peer_send(&d, block + 50, len - 50);

	cr_expect(peer_event(&d) == XM_NONE);
	cr_expect(xm_counts(&d.host.xm).blocks == 13);
	peer_free(&d);
}

Test(recv, does_not_take_the_wait_for_a_file_for_a_pause)
{
	struct scripted_peer d;

	begin(&d);
	peer_wait(&d, 2900);
	hear_blocks(&d, 1, 1);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 40);

	cr_expect(SAID(&d, "\025"));
	peer_free(&d);
}

Test(recv, cancels_at_the_second_block_in_a_row_with_a_wrong_number)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send_block(&d, 3, data, 128);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	peer_send_block(&d, 4, data, 128);

	cr_expect(peer_error(&d) == XM_ESKIPPED);
	cr_expect(xm_recv_skipped(&d.host.xm) == 2);
	cr_expect(peer_skip(&d) == 16);
	peer_free(&d);
}

Test(recv, goes_on_after_one_block_with_a_wrong_number)
{
	struct scripted_peer d;

	begin(&d);
	for (uint8_t i = 1; i <= 5; i++) {
		peer_send_block(&d, i, data, 128);
		cr_expect(SAID(&d, "\006"));
		peer_send_block(&d, (uint8_t)(i + 2), data, 128);
		peer_wait(&d, 1001);
		cr_expect(SAID(&d, "\025"));
	}

	cr_expect(d.host.file[0].len == 5 * 128);
	peer_free(&d);
}

Test(recv, repeats_its_answer_after_ten_seconds_of_silence)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_wait(&d, 10001);
	cr_expect(SAID(&d, "\025"));
	peer_wait(&d, defaults.timeout_ms);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(recv, ends_when_the_sender_cancels_between_blocks_or_in_one)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_send(&d, "\030\030", 2);
	peer_wait(&d, 1001);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);

	begin(&d); /* lrzsz that got a signal */
	peer_send_block(&d, 1, data, 128);
	peer_send(&d, "\001\002\375abc\030\030\030\030\030\030\030\030", 14);
	peer_wait(&d, 1001);
	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* The end. */

Test(recv, takes_an_EOT_for_one_only_if_silence_follows)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_send_block(&d, 2, data, 128);
	peer_send_block(&d, 3, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\373", 2); /* block 4 without its SOH */
	peer_send(&d, data, 128);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	/* A block is missing, so no EOT is believed until it comes. */
	for (int i = 0; i < 3; i++) {
		hear_eot(&d);
		cr_expect(SAID(&d, "\025"));
		cr_expect(!d.host.file[0].whole);
	}
	peer_send_block(&d, 4, data, 128);
	cr_expect(SAID(&d, "\006"));
	hear_eot(&d);

	cr_expect(SAID(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, asks_for_a_second_EOT_after_three_bytes_of_noise)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\377\200\201", 3);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	hear_eot(&d);
	cr_expect(SAID(&d, "\025"));
	hear_eot(&d);

	cr_expect(SAID(&d, "\006"));
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, takes_three_EOTs_in_a_row_for_data)
{
	struct scripted_peer d;

	begin(&d);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\004\004", 3);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);

	begin(&d); /* two that met are one */
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\004", 2);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, asks_for_a_second_EOT_in_YMODEM)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	hear_eot(&d);
	cr_expect(SAID(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	hear_eot(&d);

	cr_expect(acks_and_asks(&d));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, does_without_a_second_EOT_if_all_bytes_are_there)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, data, 128);
	hear_eot(&d);
	peer_skip(&d);
	peer_wait(&d, 3301);

	cr_expect(acks_and_asks(&d));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, calls_a_file_that_ends_before_its_size_a_failure)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000129", 8);
	peer_send_block(&d, 1, data, 128);
	hear_eot(&d);
	hear_eot(&d);

	cr_expect(peer_error(&d) == XM_ESHORT);
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, stores_no_more_than_the_size)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000130", 8);
	for (int i = 1; i <= 2; i++)
		peer_send_block(&d, (uint8_t)i, data, 128);
	hear_eot(&d);
	hear_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 130);
	peer_free(&d);
}

Test(recv, fails_at_once_at_a_whole_block_beyond_the_size)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000130", 8);
	for (int i = 1; i <= 3; i++)
		peer_send_block(&d, (uint8_t)i, data, 128);

	cr_expect(peer_error(&d) == XM_EEXCESS);
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, allows_a_block_of_padding_beyond_the_size)
{
	char padding[128];
	struct scripted_peer d;

	memset(padding, 0x1a, sizeof padding);
	begin_ymodem(&d, "name\000128", 8); /* RT-Thread's sender */
	peer_send_block(&d, 1, data, 128);
	peer_send_block(&d, 2, padding, 128);
	cr_expect(SAID(&d, "\006\006"));
	hear_eot(&d);
	hear_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 128);
	peer_free(&d);
}

Test(recv, does_not_acknowledge_padding_without_end)
{
	char padding[128];
	struct scripted_peer d;

	memset(padding, 0x1a, sizeof padding);
	begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, data, 128);
	for (int i = 2; i < 1000 && peer_event(&d) < XM_DONE; i++) {
		peer_wait(&d, 100);
		peer_send_block(&d, (uint8_t)i, padding, 128);
		peer_skip(&d);
	}

	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(recv, takes_size_0_with_data_for_an_unknown_size)
{
	struct scripted_peer d;

	begin_ymodem(&d, "cpuinfo\0000", 9); /* sb /proc/cpuinfo */
	for (int i = 1; i <= 3; i++)
		peer_send_block(&d, (uint8_t)i, data, 128);
	hear_eot(&d);
	hear_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 3 * 128);
	peer_free(&d);
}

Test(recv, answers_a_repeated_EOT_only_when_it_has_asked_or_after_5_s)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\0000", 6);
	hear_eot(&d);
	hear_eot(&d);
	peer_skip(&d);
	hear_eot(&d);
	cr_expect(SAID(&d, ""));
	peer_wait(&d, 3000);
	cr_expect(SAID(&d, "C"));
	hear_eot(&d);

	cr_expect(acks_and_asks(&d));
	cr_expect(d.host.files == 1);
	peer_free(&d);
}

Test(recv, is_done_with_the_empty_block_0_or_20_seconds_without_it)
{
	for (int silent = 0; silent < 2; silent++) {
		struct scripted_peer d;

		begin_ymodem(&d, "name\0000", 6);
		hear_eot(&d);
		hear_eot(&d);
		peer_skip(&d);
		if (silent) {
			peer_wait(&d, 20001);
		} else {
			hear_header(&d, "", 0);
			cr_expect(SAID(&d, "\006"));
		}
		cr_expect(peer_event(&d) == XM_DONE);
		peer_free(&d);
	}
}

Test(recv, waits_for_another_file_until_the_batch_has_ended)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\0000", 6);
	hear_eot(&d);
	hear_eot(&d);
	cr_expect(xm_settled(&d.host.xm) && xm_recv_waits(&d.host.xm));

	hear_header(&d, "", 0);
	cr_expect(xm_settled(&d.host.xm) && !xm_recv_waits(&d.host.xm));
	peer_free(&d);
}

Test(recv, asks_twice_before_it_believes_in_an_empty_XMODEM_file)
{
	struct scripted_peer d;

	begin(&d);
	hear_eot(&d);
	cr_expect(SAID(&d, "C"));
	cr_expect(d.host.files == 0);
	hear_eot(&d);

	cr_expect(SAID(&d, "\006"));
	cr_expect(d.host.files == 1);
	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}

Test(recv, asks_with_NAK_for_the_EOT_of_an_empty_XMODEM_file)
{
	struct scripted_peer d;

	begin(&d); /* Tera Term repeats its EOT only after NAK */
	hear_eot(&d);
	cr_expect(SAID(&d, "C"));
	peer_wait(&d, 3000);
	cr_expect(SAID(&d, "\025"));
	hear_eot(&d);

	cr_expect(SAID(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, takes_a_lone_EOT_for_an_empty_file_when_nothing_else_comes)
{
	struct scripted_peer d;

	begin(&d); /* OpenBSD's cu sends one EOT and leaves */
	hear_eot(&d);
	peer_wait(&d, defaults.wait_ms - 1000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1000);

	cr_expect(peer_event(&d) == XM_DONE);
	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}

Test(recv, takes_a_block_after_a_lone_EOT)
{
	struct scripted_peer d;

	begin(&d);
	hear_eot(&d);
	peer_wait(&d, 20000);
	peer_skip(&d);
	peer_send_block(&d, 1, data, 128);

	cr_expect(SAID(&d, "\006"));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, tells_of_success_only_when_the_file_is_stored)
{
	struct scripted_peer d;

	begin(&d);
	d.host.deaf = true;
	peer_send_block(&d, 1, data, 128);

	cr_expect(peer_skip(&d) == 16);
	cr_expect(d.said[0] == CAN);
	cr_expect(peer_error(&d) == XM_EABORTED);
	peer_free(&d);
}

/* YMODEM-g. */

Test(recv, acknowledges_no_block_of_a_stream_but_the_EOT)
{
	struct xm_options options = defaults;
	struct scripted_peer d = { 0 };

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	cr_expect(SAID(&d, "G"));
	hear_header(&d, "name\000256", 8);
	cr_expect(SAID(&d, "G"));
	peer_send_block(&d, 1, data, 128);
	peer_send_block(&d, 2, data, 128);
	cr_expect(SAID(&d, ""));
	hear_eot(&d);

	cr_expect(acks_and_asks_for_stream(&d));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, cancels_a_stream_at_the_first_damaged_block)
{
	struct xm_options options = defaults;
	struct scripted_peer d = { 0 };

	options.streaming = true;
	peer_begin_receiver(&d, &options);
	hear_header(&d, "name\000256", 8);
	peer_skip(&d);
	peer_send(&d, "\001\001\376abc", 6);
	peer_wait(&d, 1001);

	cr_expect(peer_skip(&d) == 16);
	cr_expect(peer_error(&d) == XM_ERETRIES);
	peer_free(&d);
}

Test(recv, believes_an_EOT_with_text_behind_it_if_nobody_answers_to_a_NAK)
{
	struct scripted_peer d;

	begin(&d); /* TommyPROM goes on talking */
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004\r\n1 block read\r\n", 17);
	peer_wait(&d, 1001);
	cr_expect(SAID(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	peer_wait(&d, 3001);

	cr_expect(SAID(&d, "\006"));
	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, takes_a_block_0_right_behind_the_EOT_if_all_bytes_are_there)
{
	char ymodem[128] = { 0 };
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1); /* ST's Ymodem_Transmit() */
	peer_send_block(&d, 0, ymodem, sizeof ymodem);

	cr_expect(d.host.file[0].whole);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, does_not_acknowledge_EOTs_for_ever)
{
	struct scripted_peer d;

	begin_ymodem(&d, "file\0004 ", 8);
	peer_send_block(&d, 1, data, 128);
	for (int i = 0; i < 3000 && peer_event(&d) < XM_DONE; i++) {
		peer_skip(&d);
		hear_eot(&d);
	}

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(recv, takes_no_other_files_block_0_for_a_repetition)
{
	struct scripted_peer d;

	/* The sender takes a late ACK for that of a block that is lost. */
	begin_ymodem(&d, "one\000128 ", 9);
	hear_header(&d, "two\000128 ", 9);
	peer_send_block(&d, 1, data, 128);

	cr_expect(d.host.file[0].len == 0);
	peer_free(&d);
}
