#include <criterion/criterion.h>
#include <string.h>

#include "unit/advice_setup.h"

/* Advice of a receiver. */

TestSuite(advice_receiver, .init = advice_set_up);

/*
 * Receives and answers a block whose data bytes are all `data`. The block
 * number `number` arrives as `came`.
 */
static void
receive_block(uint8_t number, uint8_t came, uint8_t data, bool accepted)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	memset(block + 3, data, 128);
	len = xm_block_seal(block, number, 128, true);
	block[1] = came;
	evidence_received(&advice_evidence, block, len);
	advice_retries += !accepted;
	evidence_sent(&advice_evidence,
	    (const uint8_t *)(accepted ? "\006" : "\025"), 1, false,
	    advice_retries);
}

static const char *
received(void)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };

	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	return advice_text;
}

Test(advice_receiver, finds_a_changed_byte_by_the_expected_block_number)
{
	evidence_begin(&advice_evidence, &xm_frames, false);
	receive_block(5, 5, 0, true);
	for (int i = 0; i < 3; i++)
		receive_block(6, 9, 0, false);

	cr_expect_str_eq(received(),
	    "each byte 0x06 arrives as 0x09: does something on the way change "
	    "or remove this byte?");
}

/*
 * Returns the advice for a receiver that has sent this request and then
 * received three copies of a block with a wrong CRC.
 */
static const char *
received_foreign_check(const char *request)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	evidence_begin(&advice_evidence, &xm_frames, false);
	memset(block + 3, 0x55, 128);
	len = xm_block_seal(block, 1, 128, true);
	block[len - 1] ^= 0x77;
	evidence_sent(&advice_evidence, (const uint8_t *)request, 1, false,
	    advice_retries);
	for (int i = 0; i < 3; i++) {
		evidence_received(&advice_evidence, block, len);
		evidence_sent(&advice_evidence, (const uint8_t *)"\025", 1,
		    false, ++advice_retries);
	}
	return received();
}

Test(advice_receiver, recommends_checksums_only_if_a_CRC_was_asked_for)
{
	received_foreign_check("C");
	cr_expect(
	    strstr(advice_text, "try --check=sum") != NULL, "%s", advice_text);

	received_foreign_check("\025");
	cr_expect(
	    strstr(advice_text, "another CRC") != NULL, "%s", advice_text);
	cr_expect(strstr(advice_text, "--check") == NULL, "%s", advice_text);
}

Test(advice_receiver, recommends_telnet_to_a_receiver_only_if_it_is_not_used)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	evidence_begin(&advice_evidence, &xm_frames, false);
	receive_block(5, 5, 0, true);
	memset(block + 3, 0, 128);
	block[50] = 0xff;
	len = xm_block_seal(block, 6, 128, true);
	for (int i = 0; i < 3; i++) {
		evidence_received(&advice_evidence, block, 50);
		evidence_received(&advice_evidence, block + 50, 1);
		evidence_received(&advice_evidence, block + 50, len - 50);
		evidence_sent(&advice_evidence, (const uint8_t *)"\025", 1,
		    false, ++advice_retries);
	}

	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	cr_expect(
	    strstr(advice_text, "a telnet server") != NULL,
	    "%s", advice_text);
	c.port = "telnet:host:23";
	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	cr_expect(
	    strstr(advice_text, "0xff arrives twice: does something") != NULL,
	    "%s", advice_text);
}

Test(advice_receiver, recommends_a_longer_byte_delay_if_one_is_set)
{
	struct advice_case c = { .failure = FAILURE_RETRIES,
		.sends = true,
		.last_text = "",
		.paced = true };

	advice_send_rejected(1, 0);
	advice_give_up();
	cr_expect(advice_says("too fast (--byte-delay)"), "%s", advice_text);
	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	cr_expect(
	    strstr(advice_text, "too fast (a longer --byte-delay)") != NULL,
	    "%s", advice_text);
}

Test(
    advice_receiver, names_no_byte_if_the_number_or_its_complement_may_be_wrong)
{
	evidence_begin(&advice_evidence, &xm_frames, false);
	for (int i = 0; i < 3; i++)
		receive_block(6, 9, 0, false);

	cr_expect_str_eq(received(), "");
}

Test(advice_receiver, expects_a_header_after_the_end_of_a_file)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	memset(block + 3, 0, 128);
	len = xm_block_seal(block, 0, 128, true);
	evidence_begin(&advice_evidence, &xm_frames, false);
	receive_block(5, 5, 0, true);
	advice_receive("\004");
	evidence_sent(&advice_evidence, (const uint8_t *)"\006C", 2, false,
	    advice_retries);
	for (int i = 0; i < 3; i++) {
		evidence_received(&advice_evidence, block, 3);
		evidence_received(&advice_evidence, block + 2, len - 2);
		evidence_sent(&advice_evidence, (const uint8_t *)"C", 1, false,
		    ++advice_retries);
	}

	received();
	cr_expect(strstr(advice_text, "each byte 0xff arrives twice") != NULL,
	    "%s", advice_text);
}

Test(advice_receiver, calls_no_intact_block_damaged)
{
	evidence_begin(&advice_evidence, &xm_frames, false);
	receive_block(0, 0, 0x55, true);
	for (int i = 0; i < 3; i++)
		receive_block(0, 0, 0x66, false);

	cr_expect_str_eq(received(), "");
}

Test(advice_receiver, detects_a_line_of_seven_bits_at_a_receiver)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };

	evidence_begin(&advice_evidence, &xm_frames, false);
	for (int i = 0; i < 300; i++)
		advice_receive("\x01\x01~text");

	cr_expect(advice_give(&advice_evidence, &c, advice_text,
		      sizeof advice_text) != NULL);
	cr_expect(strstr(advice_text, "eighth bit") != NULL);
	advice_receive("\xfe");
	cr_expect(advice_give(&advice_evidence, &c, advice_text,
		      sizeof advice_text) == NULL);
}

Test(advice_receiver,
    is_not_given_after_a_cancel_a_signal_or_an_unconfirmed_file)
{
	advice_send_block(1, 0);
	advice_send_block(2, 0);
	advice_receive("\030\030");

	cr_expect_str_eq(advice_given(FAILURE_CANCELLED, NULL), "");
	cr_expect_str_eq(advice_given(FAILURE_SIGNAL, NULL), "");
	cr_expect_str_eq(advice_given(FAILURE_UNFINISHED, NULL), "");
}

Test(advice_receiver, handles_a_stream_without_end)
{
	static uint8_t bytes[4096];
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };

	evidence_begin(&advice_evidence, &xm_frames, false);
	for (int i = 0; i < 1000; i++)
		evidence_received(&advice_evidence, bytes, sizeof bytes);
	for (uint32_t i = 1; i < 9; i++) {
		evidence_received(&advice_evidence, bytes, sizeof bytes);
		evidence_sent(
		    &advice_evidence, (const uint8_t *)"\025", 1, false, i);
	}

	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	cr_expect(strstr(advice_text, "same way") == NULL, "%s", advice_text);
}
