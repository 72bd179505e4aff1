#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/compressed.h"
#include "line/telnet_codec.h"

#define BINARY_AGREED "\xff\xfd\x00\xff\xfb\x00"

static struct telnet_codec nvt;

static void
set_up(void)
{
	cr_assert(telnet_codec_open(&nvt, true));
	telnet_codec_sent(&nvt, nvt.out_len);
}

static void
clean_up(void)
{
	telnet_codec_close(&nvt);
}

TestSuite(telnet_codec, .init = set_up, .fini = clean_up);

/* A literal and its length, because the literal may contain NULs. */
#define BYTES(literal) literal, sizeof literal - 1

static void
expect_out(const char *bytes, size_t len)
{
	cr_expect(nvt.out_len == len, "%zu bytes", nvt.out_len);
	cr_expect(memcmp(nvt.out, bytes, len) == 0);
	telnet_codec_sent(&nvt, nvt.out_len);
}

/* Receives these bytes in pieces of `piece` bytes. */
static void
expect_data(const char *bytes, size_t len, size_t piece, const char *data,
    size_t data_len)
{
	uint8_t got[256];
	size_t got_len = 0;

	for (size_t i = 0; i < len; i += piece) {
		size_t n = len - i < piece ? len - i : piece;

		memcpy(got + got_len, bytes + i, n);
		got_len += telnet_codec_decode(&nvt, got + got_len, n);
	}
	cr_expect(got_len == data_len, "%zu bytes by %zu", got_len, piece);
	cr_expect(memcmp(got, data, data_len) == 0, "by %zu", piece);
}

Test(telnet_codec, asks_for_BINARY_both_ways_and_for_RFC_2217)
{
	telnet_codec_close(&nvt);
	cr_assert(telnet_codec_open(&nvt, true));

	expect_out(BYTES("\xff\xfb\x00\xff\xfd\x00\xff\xfb\x03\xff\xfd\x03"
			 "\xff\xfb\x2c"));
}

Test(telnet_codec, of_a_line_without_a_port_requests_no_RFC_2217)
{
	telnet_codec_close(&nvt);
	cr_assert(telnet_codec_open(&nvt, false));

	expect_out(BYTES("\xff\xfb\x00\xff\xfd\x00\xff\xfb\x03\xff\xfd\x03"));
}

Test(telnet_codec, notes_what_is_agreed_and_taken_back)
{
	expect_data(BYTES("\xff\xfd\x00"), 9, "", 0);
	cr_expect(nvt.binary_out && !nvt.binary_in && !nvt.com_port);

	expect_data(BYTES("\xff\xfb\x00\xff\xfd\x2c"), 9, "", 0);
	cr_expect(nvt.binary_out && nvt.binary_in && nvt.com_port);

	expect_data(BYTES("\xff\xfe\x00"), 9, "", 0);
	cr_expect(!nvt.binary_out && nvt.binary_in);
}

Test(telnet_codec, refuses_ECHO_and_an_unsupported_option)
{
	expect_data(BYTES("\xff\xfb\x01\xff\xfd\x18"), 1, "", 0);

	expect_out(BYTES("\xff\xfe\x01\xff\xfc\x18"));
}

Test(telnet_codec, reads_the_same_in_pieces_of_every_length)
{
	static const char bytes[] = "a\xff\xff\r\0\n\xff\xf1"
				    "b\xff\xfa\x2c\x6b\xff\xff\xff\xf0"
				    "c\xff\xff\xff\xff\r\n";

	expect_data(BYTES(BINARY_AGREED), 9, "", 0);
	for (size_t piece = 1; piece < sizeof bytes; piece++)
		expect_data(
		    BYTES(bytes), piece, BYTES("a\xff\r\0\nbc\xff\xff\r\n"));
}

Test(telnet_codec, doubles_IAC_and_nothing_else)
{
	expect_data(BYTES(BINARY_AGREED), 9, "", 0);

	cr_expect(
	    telnet_codec_encode(&nvt, BYTES("\xff\r\0\r\n\xff\xff")) == 7);

	expect_out(BYTES("\xff\xff\r\0\r\n\xff\xff\xff\xff"));
}

Test(telnet_codec, pads_CR_with_NUL_where_BINARY_is_refused)
{
	cr_expect(telnet_codec_encode(&nvt, BYTES("a\r\r\n\xff\r")) == 6);
	expect_out(BYTES("a\r\0\r\0\n\xff\xff\r\0"));

	for (size_t piece = 1; piece < 9; piece++)
		expect_data(
		    BYTES("a\r\0\0\r\n\r\0b"), piece, BYTES("a\r\0\r\n\rb"));
}

Test(telnet_codec, takes_only_the_bytes_that_fit_after_doubling)
{
	static uint8_t bytes[TELNET_CODEC_OUT_SIZE];
	size_t taken;

	memset(bytes, 0xff, sizeof bytes);
	taken = telnet_codec_encode(&nvt, bytes, sizeof bytes);

	cr_expect(taken > 0 && nvt.out_len == 2 * taken && nvt.trouble == NULL);
}

Test(telnet_codec, requests_a_rate_that_contains_0xff_and_reads_the_answer)
{
	telnet_codec_ask(&nvt, 1, 65280, 4);
	expect_out(BYTES("\xff\xfa\x2c\x01\0\0\xff\xff\0\xff\xf0"));
	cr_expect(!nvt.answered);

	expect_data(BYTES("\xff\xfa\x2c\x65\0\0\xff\xff\0\xff\xf0"), 1, "", 0);

	cr_expect(nvt.answered && telnet_codec_answer(&nvt) == 65280);
}

Test(telnet_codec, does_not_treat_another_message_as_the_answer)
{
	static const struct {
		const char *what, *bytes;
		size_t len;
	} others[] = {
		{ "another setting", BYTES("\xff\xfa\x2c\x66\x08\xff\xf0") },
		{ "too short", BYTES("\xff\xfa\x2c\x65\x01\xff\xf0") },
		{ "too long", BYTES("\xff\xfa\x2c\x65\0\0\0\0\1\xff\xf0") },
		{ "another option", BYTES("\xff\xfa\x18\x65\0\0\1\0\xff\xf0") },
		{ "empty", BYTES("\xff\xfa\x2c\xff\xf0") },
		{ "modem state", BYTES("\xff\xfa\x2c\x6b\x10\xff\xf0") },
		{ "a question", BYTES("\xff\xfa\x2c\x01\0\0\1\0\xff\xf0") },
	};

	telnet_codec_ask(&nvt, 1, 256, 4);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		expect_data(others[i].bytes, others[i].len, 99, "", 0);
		cr_expect(!nvt.answered, "%s", others[i].what);
	}
}

Test(telnet_codec, is_suspended_until_it_may_continue)
{
	expect_data(BYTES("\xff\xfa\x2c\x6c\xff\xf0"), 9, "", 0);
	cr_expect(nvt.suspended);

	expect_data(BYTES("\xff\xfa\x2c\x6d\xff\xf0"), 9, "", 0);
	cr_expect(!nvt.suspended);
}

Test(telnet_codec, fails_when_the_buffer_for_its_answers_is_full)
{
	for (int i = 0; i < TELNET_CODEC_OUT_SIZE / 3; i++)
		expect_data(BYTES("\xff\xfd\x18"), 3, "", 0);
	cr_expect(nvt.trouble == NULL);

	expect_data(BYTES("\xff\xfd\x18"), 3, "", 0);

	cr_expect(nvt.trouble != NULL);
}

Test(telnet_codec, decodes_random_bytes_within_its_buffers)
{
	srand(1);
	for (int i = 0; i < 20000; i++) {
		uint8_t bytes[64];
		size_t len = (size_t)rand() % sizeof bytes;

		for (size_t j = 0; j < len; j++)
			bytes[j] =
			    (uint8_t)(rand() % 3 == 0 ? 0xf0 + rand() % 16
						      : rand() % 110);
		cr_assert(telnet_codec_decode(&nvt, bytes, len) <= len);
		telnet_codec_sent(&nvt, nvt.out_len);
		nvt.trouble = NULL;
	}
}

/* tests/programs/test_telnet.c checks the error message. */
Test(telnet_codec, does_not_write_past_the_buffer_when_the_server_compresses)
{
	static uint8_t bytes[COMPRESSED_LEN + UNCOMPRESSED_LEN];
	size_t changed = 0;

	memset(bytes, 0x55, sizeof bytes);
	memcpy(bytes, COMPRESSED, COMPRESSED_LEN);
	cr_expect(telnet_codec_decode(&nvt, bytes, COMPRESSED_LEN) == 0);

	for (size_t i = COMPRESSED_LEN; i < sizeof bytes; i++)
		changed += bytes[i] != 0x55;
	cr_expect(changed == 0, "%zu bytes are overwritten", changed);
	cr_expect(nvt.trouble != NULL);
}

Test(telnet_codec, reads_nothing_more_from_a_server_that_compresses)
{
	expect_data(BYTES("a\xff\xfa\x56\xff\xf0"), 1, BYTES("a"));
	cr_expect(nvt.trouble != NULL);

	expect_data(BYTES("text\xff\xfd\x18"), 3, "", 0);
	expect_out("", 0);
}
