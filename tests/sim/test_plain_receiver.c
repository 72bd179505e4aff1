#include <criterion/criterion.h>
#include <string.h>

#include "sim/plain.h"
#include "sim/solo.h"

/* The plain receiver, by the rules of Forsberg's reference. */

enum { NAK = PLAIN_NAK, ACK = PLAIN_ACK, EOT = PLAIN_EOT, CAN = PLAIN_CAN };

static struct solo s;

static const char cans[] = "\030\030\030\030\030\030\030\030";

static void
begin(bool ymodem, const struct end_type *type)
{
	solo_set(&s, ymodem, 128, 300);
	solo_begin(&s, type);
	cr_assert(solo_sent_byte(&s, 'C'));
}

/* Begins a YMODEM session and sends block 0 of a file with this size. */
static void
begin_file(const char *size, const struct end_type *type)
{
	char header[20] = "a";

	begin(true, type);
	strcpy(header + 2, size);
	solo_input_block(&s, 0, header, sizeof header);
	cr_assert(solo_sent(&s, "\006C", 2));
}

static const struct end_kept *
kept(void)
{
	return s.type->kept(s.end);
}

static void
hear_eot(void)
{
	solo_input_byte(&s, EOT);
	solo_wait(&s, 300);
}

/* Sends a block with a checksum in XMODEM. */
static void
hear_block_with_sum(uint8_t number)
{
	uint8_t block[PLAIN_BLOCK_MAX], data[PLAIN_SHORT] = "data";

	solo_input(&s, block,
	    plain_put_block(block, number, data, sizeof data, PLAIN_SUM));
}

static void
hear_damaged_block(uint8_t number)
{
	uint8_t block[PLAIN_BLOCK_MAX], data[PLAIN_SHORT] = "data";
	size_t len =
	    plain_put_block(block, number, data, sizeof data, PLAIN_CRC);

	block[50] ^= 1;
	solo_input(&s, block, len);
}

Test(plain_receiver, requests_with_C_every_3_s_and_later_with_NAK_too)
{
	static const char answers[] = "CCC\025C\025";

	begin(false, &end_plain_receiver);
	for (size_t i = 0; i < sizeof answers - 1; i++) {
		solo_wait(&s, 2999);
		cr_expect(solo_sent_nothing(&s));
		solo_wait(&s, 1);
		cr_expect(solo_sent(&s, &answers[i], 1), "request %zu", i);
	}
}

Test(plain_receiver, fails_if_nothing_comes_for_two_minutes)
{
	begin(false, &end_plain_receiver);
	solo_wait(&s, 119999);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_wait(&s, 1);
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_receiver, acknowledges_and_keeps_blocks)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	cr_expect(solo_sent_byte(&s, ACK));
	solo_input_block(&s, 2, "two", 3);
	cr_expect(solo_sent_byte(&s, ACK));
	cr_expect_eq(kept()->file[0].len, 256);
	cr_expect_str_eq((const char *)kept()->file[0].data, "one");
	cr_expect_str_eq((const char *)kept()->file[0].data + 128, "two");
	cr_expect_not(s.type->has_only_sums(s.end));
}

Test(plain_receiver, acknowledges_a_duplicate_and_does_not_keep_it)
{
	begin(false, &end_plain_receiver);
	for (int i = 0; i < 2; i++) {
		solo_input_block(&s, 1, "one", 3);
		cr_expect(solo_sent_byte(&s, ACK));
	}
	cr_expect_eq(kept()->file[0].len, 128);
}

Test(plain_receiver, cancels_when_a_block_was_skipped)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	solo_input_block(&s, 3, "three", 5);
	cr_expect(solo_sent(&s, cans, 8));
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_receiver, rejects_a_damaged_block_after_a_second_of_silence)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	hear_damaged_block(2);
	solo_wait(&s, 999);
	cr_expect(solo_sent_nothing(&s));
	solo_wait(&s, 1);
	cr_expect(solo_sent_byte(&s, NAK));
	cr_expect_eq(kept()->file[0].len, 128);
}

Test(plain_receiver, rejects_a_block_that_was_cut)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	solo_input(&s, "\001\002\375data", 7);
	solo_wait(&s, 1000);
	cr_expect(solo_sent_byte(&s, NAK));
}

Test(plain_receiver, requests_the_next_block_with_NAK_after_10_s)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	solo_wait(&s, 9999);
	cr_expect(solo_sent_nothing(&s));
	solo_wait(&s, 1);
	cr_expect(solo_sent_byte(&s, NAK));
}

Test(plain_receiver, cancels_after_ten_errors_in_a_row)
{
	begin(false, &end_plain_receiver);
	for (int i = 0; i < PLAIN_TRIES; i++) {
		cr_expect_eq(solo_result(&s), END_RUNNING);
		s.sent_len = 0;
		hear_damaged_block(1);
		solo_wait(&s, 1000);
	}
	cr_expect(solo_sent(&s, cans, 8));
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_receiver, takes_checksums_after_it_has_sent_NAK)
{
	begin(false, &end_plain_receiver);
	solo_wait(&s, 12000);
	cr_assert(solo_sent(&s, "CCC\025", 4));
	hear_block_with_sum(1);
	solo_wait(&s, 1000);
	cr_expect(solo_sent_byte(&s, ACK));
	hear_block_with_sum(2);
	cr_expect(solo_sent_byte(&s, ACK));
	cr_expect_eq(kept()->file[0].len, 256);
	cr_expect(s.type->has_only_sums(s.end));
}

Test(plain_receiver, rejects_a_checksum_while_it_sends_C)
{
	begin(false, &end_plain_receiver);
	hear_block_with_sum(1);
	solo_wait(&s, 1000);
	cr_expect(solo_sent_byte(&s, 'C'));
	cr_expect_eq(kept()->file[0].len, 0);
}

Test(plain_receiver, accepts_a_CRC_after_it_has_sent_NAK)
{
	begin(false, &end_plain_receiver);
	solo_wait(&s, 12000);
	s.sent_len = 0;
	solo_input_block(&s, 1, "one", 3);
	cr_expect(solo_sent_byte(&s, ACK));
	cr_expect_not(s.type->has_only_sums(s.end));
}

Test(plain_receiver, acknowledges_the_EOT_of_XMODEM_and_its_repetition)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	hear_eot();
	cr_expect(solo_sent_byte(&s, ACK));
	cr_expect(kept()->file[0].whole);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_input_byte(&s, EOT);
	cr_expect(solo_sent_byte(&s, ACK));
	solo_wait(&s, 2000);
	cr_expect_eq(solo_result(&s), END_DONE);
}

Test(plain_receiver, discards_an_EOT_with_bytes_after_it)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	solo_input(&s, "\004x", 2);
	solo_wait(&s, 1000);
	cr_expect(solo_sent_byte(&s, NAK));
	cr_expect_not(kept()->file[0].whole);
}

Test(plain_receiver, rejects_the_EOT_after_a_damaged_block)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	hear_damaged_block(2);
	solo_wait(&s, 1000);
	s.sent_len = 0;
	hear_eot();
	cr_expect(solo_sent_byte(&s, NAK));
	cr_expect_not(kept()->file[0].whole);
}

Test(plain_receiver, answers_block_0_and_its_repetition_with_ACK_and_C)
{
	begin_file("300 ", &end_plain_receiver);
	solo_input_block(&s, 0, "a\000300 ", 6);
	cr_expect(solo_sent(&s, "\006C", 2));
	cr_expect_eq(kept()->files, 1);
	cr_expect_str_eq(kept()->file[0].name, "a");
}

Test(plain_receiver, rejects_the_first_EOT_of_YMODEM)
{
	begin_file("3 ", &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	hear_eot();
	cr_expect(solo_sent_byte(&s, NAK));
	cr_expect_not(kept()->file[0].whole);
	hear_eot();
	cr_expect(solo_sent(&s, "\006C", 2));
	cr_expect(kept()->file[0].whole);
}

Test(plain_receiver, acknowledges_the_first_EOT_of_YMODEM_if_set)
{
	begin_file("3 ", &end_plain_receiver_eot_ack);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	hear_eot();
	cr_expect(solo_sent(&s, "\006C", 2));
}

Test(plain_receiver, cuts_a_file_at_its_announced_size)
{
	begin_file("3 ", &end_plain_receiver);
	solo_input_block(&s, 1, "one\032\032", 5);
	cr_expect_eq(kept()->file[0].len, 3);
}

Test(plain_receiver, cancels_when_an_announced_size_is_not_reached)
{
	begin_file("300 ", &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	s.sent_len = 0;
	hear_eot();
	cr_expect(solo_sent(&s, cans, 8));
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_receiver, keeps_whole_blocks_of_a_file_without_a_size)
{
	begin_file("", &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	cr_expect_eq(kept()->file[0].len, 128);
}

Test(plain_receiver, ends_at_the_final_header_and_takes_more_files_before)
{
	begin_file("0 ", &end_plain_receiver_eot_ack);
	hear_eot();
	s.sent_len = 0;
	solo_input_block(&s, 0, "b\0000 ", 4);
	cr_expect(solo_sent(&s, "\006C", 2));
	hear_eot();
	s.sent_len = 0;
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_input_block(&s, 0, "", 0);
	cr_expect(solo_sent_byte(&s, ACK));
	cr_expect_eq(solo_result(&s), END_DONE);
	cr_expect_eq(kept()->files, 2);
}

Test(plain_receiver, acknowledges_a_repeated_EOT_before_the_next_header)
{
	begin_file("0 ", &end_plain_receiver_eot_ack);
	hear_eot();
	s.sent_len = 0;
	hear_eot();
	cr_expect(solo_sent(&s, "\006C", 2));
	cr_expect_eq(kept()->files, 1);
}

Test(plain_receiver, is_cancelled_by_two_CANs_but_not_by_one)
{
	begin(false, &end_plain_receiver);
	solo_input_byte(&s, CAN);
	solo_wait(&s, 1000);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	cr_expect(solo_sent_byte(&s, 'C'));
	solo_input(&s, "\030\030", 2);
	cr_expect_eq(solo_result(&s), END_FAILED);
	cr_expect(solo_sent_nothing(&s));
}

Test(plain_receiver, is_not_cancelled_by_CANs_within_garbage)
{
	begin(false, &end_plain_receiver);
	solo_input(&s, "x\030\030\030", 4);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_wait(&s, 1000);
	cr_expect(solo_sent_byte(&s, 'C'));
}

Test(plain_receiver, cancels_after_a_minute_without_progress)
{
	begin(false, &end_plain_receiver);
	solo_input_block(&s, 1, "one", 3);
	solo_wait(&s, 59999);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	s.sent_len = 0;
	solo_wait(&s, 1);
	cr_expect_eq(solo_result(&s), END_FAILED);
	cr_expect(solo_sent(&s, cans, 8));
}
