#include <criterion/criterion.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "harness/random.h"
#include "trace/xm_decoder.h"
#include "xm/wire.h"

/* Decoder states of both directions, and the text of one direction. */
enum { STATE_SIZE = 2048 };
static _Alignas(max_align_t) uint8_t there[STATE_SIZE], back[STATE_SIZE];
static char text[1024];

static void
begin(void)
{
	cr_assert(xm_decoder.size <= STATE_SIZE);
	memset(there, 0, sizeof there);
	memset(back, 0, sizeof back);
}

static const char *
of(const void *bytes, size_t len)
{
	xm_decoder.decode(there, back, bytes, len, text, sizeof text);
	return text;
}

static const char *
answer(const char *bytes)
{
	xm_decoder.decode(back, there, (const uint8_t *)bytes, strlen(bytes),
	    text, sizeof text);
	return text;
}

static size_t
block(uint8_t *bytes, uint8_t number, size_t data_len, bool crc)
{
	memset(bytes + 3, number + 1, data_len);
	return xm_block_seal(bytes, number, data_len, crc);
}

static const struct {
	const char *bytes, *text;
} rows[] = {
	{ "\006", "ACK" },
	{ "\025", "NAK" },
	{ "\004", "EOT" },
	{ "\006C", "ACK; C" },
	{ "CCC", "C; C; C" },
	{ "G", "G" },
	{ "\030\030\030\b\b", "3 CANs; 2 BSs" },
	{ "=> ", "\"=> \"" },
	{ "CCC?", "\"CCC?\"" },
	{ "\033[0m\r\n", "\"\\x1b[0m\\r\\n\"" },
	{ "loady\r\nC", "\"loady\\r\\nC\"" },
	{ "ok\006more", "\"ok\"; ACK; \"more\"" },
	{ "\001ab", "\"\\x01ab\"" },
};

Test(xm_decoder, shows_other_bytes_as_names_or_text)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		begin();
		cr_expect_str_eq(
		    of(rows[i].bytes, strlen(rows[i].bytes)), rows[i].text);
	}
}

Test(xm_decoder, shows_number_length_and_CRC_result_of_a_block)
{
	uint8_t b[XM_BLOCK_MAX];
	size_t len = block(b, 17, 1024, true);

	answer("C");
	cr_expect_str_eq(of(b, len), "block 17, 1024 bytes, CRC ok");
	b[100] ^= 1;
	cr_expect_str_eq(of(b, len), "block 17, 1024 bytes, CRC wrong");
}

Test(xm_decoder, shows_the_checksum_result_of_a_block_without_a_C_before_it)
{
	uint8_t b[XM_BLOCK_MAX];
	size_t len = block(b, 1, 128, false);

	answer("\025");
	cr_expect_str_eq(of(b, len), "block 1, 128 bytes, sum ok");
	b[9] ^= 1;
	cr_expect_str_eq(of(b, len), "block 1, 128 bytes, sum wrong");
}

Test(xm_decoder, shows_how_much_of_an_incomplete_block_has_come)
{
	uint8_t b[XM_BLOCK_MAX];

	answer("C");
	block(b, 255, 128, true);
	cr_expect_str_eq(of(b, 1), "a block begins");
	cr_expect_str_eq(of(b + 1, 1), "block 255, 2 of 133 bytes");
	cr_expect_str_eq(of(b + 2, 100), "block 255, 102 of 133 bytes");
	b[133] = EOT;
	cr_expect_str_eq(of(b + 102, 32), "block 255, 128 bytes, CRC ok; EOT");
}

Test(xm_decoder, shows_the_same_text_however_a_block_is_divided)
{
	uint8_t b[XM_BLOCK_MAX];
	size_t len = block(b, 3, 128, true);

	for (size_t cut = 1; cut < len; cut++) {
		begin();
		answer("C");
		of(b, cut);
		cr_expect_str_eq(of(b + cut, len - cut),
		    "block 3, 128 bytes, CRC ok", "%zu", cut);
	}
}

Test(xm_decoder, detects_a_change_from_CRC_to_checksum)
{
	uint8_t b[2 * XM_BLOCK_MAX];
	size_t len = block(b, 1, 128, true);

	cr_expect_str_eq(of(b, len), "block 1, 128 bytes, CRC ok");
	len = block(b, 1, 128, false);
	len += block(b + len, 2, 128, false);
	cr_expect_str_eq(of(b, len),
	    "block 1, 128 bytes, sum ok; block 2, 128 bytes, sum ok");
}

Test(xm_decoder, shows_block_0_as_a_header_but_not_after_block_255)
{
	struct xm_file file = { .name = "a\033b", .size = 12345 };
	uint8_t b[XM_BLOCK_MAX];
	size_t len;

	answer("C");
	xm_block0_build(b + 3, &file);
	len = xm_block_seal(b, 0, 128, true);
	cr_expect_str_eq(
	    of(b, len), "block 0, \"a\\x1bb\", 12345 bytes, CRC ok");
	len = block(b, 255, 128, true);
	of(b, len);
	len = block(b, 0, 128, true);
	cr_expect_str_eq(of(b, len), "block 0, 128 bytes, CRC ok");
	of("\004", 1);
	xm_block0_build(b + 3, NULL);
	len = xm_block_seal(b, 0, 128, true);
	cr_expect_str_eq(of(b, len), "block 0, the end of the batch, CRC ok");
}

Test(xm_decoder, shows_a_letter_after_an_incomplete_block)
{
	uint8_t b[XM_BLOCK_MAX];
	size_t len = block(b, 9, 128, true);

	answer("C");
	of(b, len - 1);
	xm_decoder.cut(there);
	cr_expect_str_eq(of(b, len), "block 9, 128 bytes, CRC ok");
}

Test(xm_decoder, reports_an_SOH_that_began_no_block)
{
	of("\001", 1);
	cr_expect_str_eq(of("ab\006", 3),
	    "the previous bytes are no block; \"ab\"; ACK");
}

Test(xm_decoder, stays_within_its_space_whatever_comes)
{
	uint8_t noise[4096];

	for (unsigned round = 0; round < 200; round++) {
		char small[40];

		random_bytes(round, noise, sizeof noise);
		for (size_t i = 0; i < sizeof noise && round % 2 == 0; i++)
			noise[i] &= 7;
		memset(small, 'x', sizeof small);
		xm_decoder.decode(there, back, noise, sizeof noise, small, 32);
		cr_expect(strlen(small) < 32);
		cr_expect(small[32] == 'x');
	}
}
