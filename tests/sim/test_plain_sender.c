#include <criterion/criterion.h>
#include <string.h>

#include "sim/plain.h"
#include "sim/solo.h"

/* The plain sender, by the rules of Forsberg's reference. */

enum { NAK = PLAIN_NAK, ACK = PLAIN_ACK, EOT = PLAIN_EOT, CAN = PLAIN_CAN };

static struct solo s;

static const char header[] = "f0\0"
			     "300 ";

static void
begin(bool ymodem, uint16_t block_len, uint16_t len)
{
	solo_set(&s, ymodem, block_len, len);
	solo_begin(&s, &end_plain_sender);
}

static bool
sent_header(void)
{
	return solo_sent_block(&s, 0, 128, header, sizeof header - 1, 0);
}

/*
 * Returns true if the sender has sent the block with this number of the first
 * file.
 */
static bool
sent_data(unsigned number, uint16_t block_len)
{
	const struct end_file *f = &s.session.file[0];
	size_t offset = (number - 1) * block_len;
	size_t len = f->len - offset;

	return solo_sent_block(&s, (uint8_t)number, block_len, f->data + offset,
	    len < block_len ? len : block_len, 0x1a);
}

static bool
sent_final_header(void)
{
	return solo_sent_block(&s, 0, 128, "", 0, 0);
}

/* Answers all blocks of an XMODEM file of one byte, up to its EOT. */
static void
reach_eot(void)
{
	begin(false, 128, 1);
	solo_input_byte(&s, 'C');
	cr_assert(sent_data(1, 128));
	solo_input_byte(&s, ACK);
	cr_assert(solo_sent_byte(&s, EOT));
}

/* Runs a YMODEM session up to the ACK of the EOT of its file. */
static void
reach_end_of_file(void)
{
	begin(true, 128, 0);
	solo_input_byte(&s, 'C');
	solo_input(&s, "\006C", 2);
	s.sent_len = 0;
	solo_input_byte(&s, ACK);
	cr_assert(solo_sent_nothing(&s));
}

Test(plain_sender, sends_nothing_before_a_request)
{
	begin(true, 128, 300);
	solo_input(&s, "boot>", 5);
	solo_wait(&s, 100000);
	cr_expect(solo_sent_nothing(&s));
}

Test(plain_sender, sends_block_0_after_C)
{
	begin(true, 1024, 300);
	solo_input_byte(&s, 'C');
	cr_expect(sent_header());
}

Test(plain_sender, repeats_block_0_after_NAK_and_after_C)
{
	begin(true, 128, 300);
	solo_input_byte(&s, 'C');
	s.sent_len = 0;
	solo_input_byte(&s, NAK);
	cr_expect(sent_header());
	solo_input_byte(&s, 'C');
	cr_expect(sent_header());
}

Test(plain_sender, waits_for_C_after_the_ACK_of_block_0)
{
	begin(true, 128, 300);
	solo_input_byte(&s, 'C');
	s.sent_len = 0;
	solo_input_byte(&s, ACK);
	solo_wait(&s, 50000);
	cr_expect(solo_sent_nothing(&s));
	solo_input_byte(&s, 'C');
	cr_expect(sent_data(1, 128));
}

Test(plain_sender, sends_a_block_for_each_ACK)
{
	begin(false, 128, 300);
	solo_input_byte(&s, 'C');
	for (unsigned n = 1; n <= 3; n++) {
		cr_expect(sent_data(n, 128), "block %u", n);
		solo_input_byte(&s, ACK);
	}
	cr_expect(solo_sent_byte(&s, EOT));
}

Test(plain_sender, fills_a_long_block_with_0x1a)
{
	begin(false, 1024, 300);
	solo_input_byte(&s, 'C');
	cr_expect(sent_data(1, 1024));
}

/* The expected checks come from Python's binascii.crc_hqx() and sum(). */
Test(plain_sender, protects_a_block_with_a_CRC_after_C)
{
	begin(false, 128, 1);
	solo_input_byte(&s, 'C');
	cr_assert_eq(s.sent_len, 133);
	cr_expect(memcmp(s.sent, "\001\001\376\001\032", 5) == 0);
	cr_expect_eq(s.sent[131], 0x33);
	cr_expect_eq(s.sent[132], 0x7b);
	solo_input_byte(&s, ACK);
	cr_expect_not(s.type->has_only_sums(s.end));
}

Test(plain_sender, protects_a_block_with_a_checksum_after_NAK)
{
	begin(false, 128, 1);
	solo_input_byte(&s, NAK);
	cr_assert_eq(s.sent_len, 132);
	cr_expect(memcmp(s.sent, "\001\001\376\001\032", 5) == 0);
	cr_expect_eq(s.sent[131], 0xe7);
	solo_input_byte(&s, ACK);
	cr_expect(s.type->has_only_sums(s.end));
}

Test(plain_sender, repeats_a_block_only_after_NAK)
{
	begin(false, 128, 300);
	solo_input_byte(&s, 'C');
	solo_input_byte(&s, ACK);
	s.sent_len = 0;
	solo_input(&s, "Cx~", 3);
	solo_wait(&s, 50000);
	cr_expect(solo_sent_nothing(&s));
	solo_input_byte(&s, NAK);
	cr_expect(sent_data(2, 128));
}

Test(plain_sender, gives_up_after_ten_repetitions)
{
	begin(false, 128, 300);
	solo_input_byte(&s, 'C');
	for (int i = 0; i < PLAIN_TRIES; i++) {
		cr_expect(sent_data(1, 128));
		solo_input_byte(&s, NAK);
	}
	cr_expect(sent_data(1, 128));
	solo_input_byte(&s, NAK);
	cr_expect(solo_sent(&s, "\030\030\030\030\030\030\030\030", 8));
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_sender, gives_up_after_a_minute_of_silence)
{
	begin(false, 128, 300);
	solo_input_byte(&s, 'C');
	s.sent_len = 0;
	solo_wait(&s, 59000);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_wait(&s, 2000);
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_sender, gives_up_after_two_minutes_without_a_request)
{
	begin(false, 128, 300);
	solo_wait(&s, 119000);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_wait(&s, 2000);
	cr_expect_eq(solo_result(&s), END_FAILED);
}

Test(plain_sender, repeats_an_EOT_after_NAK_and_after_15_s)
{
	reach_eot();
	solo_input_byte(&s, NAK);
	cr_expect(solo_sent_byte(&s, EOT));
	solo_wait(&s, 14900);
	cr_expect(solo_sent_nothing(&s));
	solo_wait(&s, 200);
	cr_expect(solo_sent_byte(&s, EOT));
	solo_input_byte(&s, ACK);
	cr_expect_eq(solo_result(&s), END_DONE);
}

Test(plain_sender, does_not_take_C_as_the_ACK_of_an_EOT)
{
	reach_eot();
	solo_input(&s, "CCC", 3);
	cr_expect(solo_sent_nothing(&s));
	cr_expect_eq(solo_result(&s), END_RUNNING);
}

Test(plain_sender, ends_an_empty_file_without_a_block)
{
	begin(false, 128, 0);
	solo_input_byte(&s, 'C');
	cr_expect(solo_sent_byte(&s, EOT));
}

Test(plain_sender, sends_the_final_header_when_requested_after_the_last_file)
{
	reach_end_of_file();
	solo_input_byte(&s, 'C');
	cr_expect(sent_final_header());
	solo_input_byte(&s, NAK);
	cr_expect(sent_final_header());
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_input_byte(&s, ACK);
	cr_expect_eq(solo_result(&s), END_DONE);
}

Test(plain_sender, sends_the_header_of_the_next_file_when_requested)
{
	solo_set(&s, true, 128, 0);
	solo_add(&s, 5);
	solo_begin(&s, &end_plain_sender);
	solo_input_byte(&s, 'C');
	solo_input(&s, "\006C", 2);
	s.sent_len = 0;
	solo_input(&s, "\006C", 2);
	cr_expect(solo_sent_block(&s, 0, 128, "f1\0005 ", 5, 0));
}

Test(plain_sender, is_cancelled_by_two_CANs_in_a_row_but_not_by_one)
{
	begin(false, 128, 300);
	solo_input_byte(&s, 'C');
	s.sent_len = 0;
	solo_input(&s, "\030x\030", 3);
	cr_expect_eq(solo_result(&s), END_RUNNING);
	solo_input_byte(&s, CAN);
	cr_expect_eq(solo_result(&s), END_FAILED);
	cr_expect(solo_sent_nothing(&s));
}
