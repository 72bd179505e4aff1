#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "transfer/advice.h"
#include "transfer/xm_frames.h"
#include "xm/wire.h"

/*
 * Advice of a sender after a scripted exchange, and of both ends before a
 * transfer has started. test_evidence.c tests whole transfers.
 */

static struct evidence e;
static uint32_t retries;
static const char *protocol;
static char text[256];

static void
set_up(void)
{
	evidence_begin(&e, &xm_frames, true);
	protocol = "XMODEM";
}

TestSuite(advice, .init = set_up);

/* Sends a block of one value. The next call shows how it was answered. */
static void
send_block(uint8_t number, uint8_t value)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, value, 128);
	evidence_sent(
	    &e, block, xm_block_seal(block, number, 128, false), true, retries);
}

/* The same with 1024 bytes of data. */
static void
send_long_block(uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, 0, 1024);
	evidence_sent(
	    &e, block, xm_block_seal(block, number, 1024, true), true, retries);
}

static void
receive_bytes(const char *bytes)
{
	evidence_received(&e, (const uint8_t *)bytes, strlen(bytes));
}

static void
is_rejected(void)
{
	receive_bytes("\025");
	retries++;
}

/* The block is sent and rejected until the sender fails. */
static void
send_in_vain(uint8_t number, uint8_t value)
{
	for (int i = 0; i < 10; i++) {
		send_block(number, value);
		is_rejected();
	}
}

static void
gives_up(void)
{
	static const uint8_t cancel[] = { 0x18, 0x18, 0x18 };

	evidence_sent(&e, cancel, sizeof cancel, false, retries);
}

static const char *
said_after(enum failure failure, const char *port, const char *last_text)
{
	struct advice_case c = { .failure = failure,
		.sends = true,
		.protocol = protocol,
		.port = port,
		.baud = 115200,
		.mode = "8N1",
		.last_text = last_text,
		.timeout_ms = 60089 };

	advice_give(&e, &c, text, sizeof text);
	return text;
}

static const char *
given(enum failure failure, const char *port)
{
	return said_after(failure, port, "");
}

static bool
speaks_of(const char *words)
{
	return strstr(given(FAILURE_RETRIES, "/dev/ttyS0"), words) != NULL;
}

Test(advice, suspects_telnet_if_only_blocks_with_0xff_are_rejected)
{
	for (uint8_t n = 1; n < 5; n++)
		send_block(n, 0);
	send_in_vain(5, 0xff);
	gives_up();

	cr_expect(speaks_of("telnet:"), "%s", text);
	cr_expect_str_eq(given(FAILURE_RETRIES, "telnet:host:23"), "");
}

Test(advice, names_the_load_address_after_a_reset_at_a_block)
{
	static const char *const texts[] = { "data abort\r\npc : [<47f39b70>]",
		"Resetting CPU ...\r\n",
		"\"Synchronous Abort\" handler, esr 0x96000044\r\n",
		"Unhandled exception: Store/AMO access fault\r\n",
		"\r\nU-Boot 2023.01\r\nDRAM:  128 MiB\r\n" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		set_up();
		receive_bytes("U-Boot 2023.01\r\nC");
		send_block(1, 0);
		cr_expect_str_eq(said_after(FAILURE_CANCELLED, NULL, ""),
		    "it cancelled at the first block: does it expect YMODEM "
		    "(-y)?");
		receive_bytes(texts[i]);
		gives_up();
		cr_expect(strstr(said_after(FAILURE_STOPPED, NULL, "=> "),
			      "is the load address right") != NULL,
		    "%s: %s", texts[i], text);
	}
}

Test(advice, forgets_the_text_of_a_reset_when_the_transfer_goes_on)
{
	send_block(1, 0);
	receive_bytes("resetting ...\r\n\006");
	send_block(2, 0);
	gives_up();

	cr_expect(
	    strstr(said_after(FAILURE_SILENCE, NULL, ""), "reset") == NULL);
}

Test(advice, asks_for_the_load_address_if_the_first_data_is_cancelled)
{
	protocol = "YMODEM";
	send_block(0, 0);
	receive_bytes("\006C");
	send_long_block(1);
	gives_up();

	cr_expect_str_eq(said_after(FAILURE_CANCELLED, NULL, ""),
	    "it accepted the header and cancelled at the first data: is the "
	    "load address right, and is there space?");
}

Test(advice, suspects_flow_control_at_block_17_or_19)
{
	for (uint8_t n = 1; n < 17; n++)
		send_block(n, 0);
	send_in_vain(17, 0);
	gives_up();

	cr_expect(speaks_of("0x11, accepted ones none"), "%s", text);
	cr_expect(speaks_of("XON and XOFF"), "%s", text);
}

Test(advice, suspects_line_ends_at_block_10)
{
	for (uint8_t n = 1; n < 10; n++)
		send_block(n, 0);
	send_in_vain(10, 0);
	gives_up();

	cr_expect(speaks_of("line ends"), "%s", text);
}

Test(advice, suspects_a_terminal_if_a_byte_is_one_of_its_keys)
{
	for (uint8_t n = 1; n < 8; n++)
		send_block(n, 0);
	send_in_vain(8, 0x7f);
	gives_up();

	cr_expect(speaks_of("a byte 0x7f, accepted ones none"), "%s", text);
	cr_expect(speaks_of("for a key"), "%s", text);
}

Test(advice, names_any_value_that_only_rejected_blocks_have)
{
	for (unsigned v = 1; v < 256; v++) {
		char name[] = "a byte 0x00";

		set_up();
		snprintf(name, sizeof name, "a byte 0x%02x", v);
		for (uint8_t n = 100; n < 104; n++)
			send_block(n, 0);
		send_in_vain(104, (uint8_t)v);
		gives_up();

		/*
		 * The start byte, and the numbers and complements of accepted
		 * blocks.
		 */
		if (v == 1 || (v >= 100 && v < 104) || (v > 151 && v <= 155))
			cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
		else
			cr_expect(speaks_of(name), "%02x: %s", v, text);
	}
}

Test(advice, names_no_byte_if_there_are_several_to_choose_from)
{
	for (uint8_t n = 1; n < 17; n++)
		send_block(n, 0);
	send_in_vain(17, 0xff);
	gives_up();

	cr_expect(speaks_of("8-bit clean"), "%s", text);
	cr_expect(!speaks_of("telnet"));
}

Test(advice, names_no_byte_before_the_third_rejection)
{
	for (uint8_t n = 1; n < 100; n++)
		send_block(n, 0);
	for (int i = 0; i < 2; i++) {
		send_block(100, 0xff);
		is_rejected();
	}
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

Test(advice, names_no_byte_after_few_other_blocks)
{
	send_block(1, 0);
	send_in_vain(2, 0xff);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

/* Noise damages short blocks less often. */
Test(advice, names_no_byte_of_a_long_block_after_a_few_short_ones)
{
	uint8_t block[XM_BLOCK_MAX];

	send_long_block(100);
	for (uint8_t n = 101; n < 107; n++)
		send_block(n, 0);
	memset(block + 3, 0xff, 1024);
	for (int i = 0; i < 30; i++) {
		evidence_sent(&e, block, xm_block_seal(block, 107, 1024, true),
		    true, retries);
		is_rejected();
	}
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

/* On a bad line, two blocks may be accepted by chance. */
Test(advice, names_no_byte_after_two_other_blocks)
{
	send_block(100, 0);
	send_block(101, 0);
	for (int i = 0; i < 4; i++)
		send_in_vain(102, 0xff);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

Test(advice, names_no_byte_while_new_bytes_come_with_every_block)
{
	for (uint8_t n = 100; n < 104; n++)
		send_block(n, n + 60);
	send_in_vain(104, 0x55);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

Test(advice, names_no_byte_on_a_line_that_damages_others_as_well)
{
	for (uint8_t n = 1; n < 5; n++) {
		send_block(n, 0);
		is_rejected();
		send_block(n, 0);
	}
	send_in_vain(5, 0xff);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

Test(advice, is_silent_about_damage_that_has_no_pattern)
{
	send_block(1, 0xff);
	send_block(2, 0x11);
	send_block(3, 0x0d);
	send_in_vain(4, 0x55);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, "/dev/ttyS0"), "");
}

Test(advice, does_not_name_a_byte_that_gets_through_at_last)
{
	send_block(1, 0);
	send_block(2, 0);
	send_block(3, 0);
	send_block(4, 0);
	send_block(5, 0xff);
	is_rejected();
	send_block(5, 0xff);
	send_in_vain(6, 0xff);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, "/dev/ttyS0"), "");
}

Test(advice, asks_for_the_wire_only_if_no_block_was_answered)
{
	receive_bytes("C");
	send_block(0, 0);
	given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(text, "is its RX connected") != NULL, "%s", text);
	cr_expect(strstr(text, "60 s") != NULL, "%s", text);

	receive_bytes("C");
	retries++;
	send_block(0, 0);
	given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(text, "RX") == NULL, "%s", text);
	cr_expect(strstr(text, "--timeout") != NULL, "%s", text);
	gives_up();
	cr_expect(speaks_of("8N1 at both ends"), "%s", text);
	cr_expect(!speaks_of("RX"), "%s", text);

	is_rejected();
	cr_expect(speaks_of("8N1 at both ends"), "%s", text);
	cr_expect(strstr(given(FAILURE_RETRIES, "tcp:host:2000"),
		      "try telnet:") != NULL);
}

/* All block numbers, and thus all values, go over the line. */
static void
send_round(unsigned from)
{
	for (unsigned n = from; n < 256; n++)
		send_block((uint8_t)n, 0);
}

Test(advice, names_255_blocks_if_the_next_one_fails)
{
	send_round(1);
	send_in_vain(0, 0);
	gives_up();
	cr_expect(speaks_of("blocks 1 to 255"), "%s", text);

	set_up();
	send_round(1);
	send_block(0, 0);
	given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(text, "blocks 1 to 255") != NULL, "%s", text);
}

Test(advice, recommends_larger_blocks_only_if_all_were_short)
{
	send_round(1);
	send_in_vain(0, 0);
	gives_up();
	cr_expect(speaks_of("larger blocks (-k)"), "%s", text);

	set_up();
	for (unsigned n = 1; n < 256; n++)
		send_long_block((uint8_t)n);
	for (int i = 0; i < 10; i++) {
		send_long_block(0);
		is_rejected();
	}
	gives_up();
	cr_expect(speaks_of("it cannot take more"), "%s", text);
	cr_expect(!speaks_of("-k"), "%s", text);
}

Test(advice, does_not_name_255_blocks_if_there_were_511)
{
	send_round(1);
	send_round(0);
	send_in_vain(0, 0);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

Test(advice, does_not_name_255_blocks_in_another_file)
{
	send_round(1);
	evidence_sent(&e, (const uint8_t *)"\004", 1, false, retries);
	send_in_vain(0, 0);
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, NULL), "");
}

Test(advice, names_the_timeout_if_a_block_was_not_answered)
{
	send_block(1, 0);
	receive_bytes("\006");
	send_block(2, 0);

	given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(text, "60 s") != NULL, "%s", text);
	cr_expect(strstr(text, "--timeout") != NULL, "%s", text);
}

Test(advice, names_the_timeout_though_other_blocks_were_rejected)
{
	send_block(1, 0);
	is_rejected();
	send_block(1, 0);
	send_block(2, 0);

	given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(text, "--timeout") != NULL, "%s", text);
}

Test(advice, names_no_timeout_if_the_block_was_rejected_before)
{
	send_block(1, 0);
	send_block(2, 0);
	is_rejected();
	send_block(2, 0);

	cr_expect_str_eq(given(FAILURE_SILENCE, NULL), "");
}

Test(advice, quotes_the_last_text_after_a_silence)
{
	send_block(1, 0);
	receive_bytes("\006");
	send_block(2, 0);
	receive_bytes("Flash error\r\n=> ");

	said_after(FAILURE_SILENCE, NULL, "=> ");
	cr_expect(strstr(text, "it said last \"=> \"") != NULL, "%s", text);
	cr_expect(strstr(text, "--timeout") == NULL);
}

Test(advice, quotes_text_that_came_with_the_last_answer)
{
	send_block(1, 0);
	receive_bytes("\006Flash error\r\n=> ");
	send_block(2, 0);

	said_after(FAILURE_SILENCE, NULL, "=> ");
	cr_expect(strstr(text, "it said last \"=> \"") != NULL, "%s", text);
}

Test(advice, quotes_a_short_prompt)
{
	send_block(1, 0);
	receive_bytes("\006");
	send_block(2, 0);
	receive_bytes("\r\n$ ");
	said_after(FAILURE_SILENCE, NULL, "$ ");
	cr_expect(strstr(text, "it said last \"$ \"") != NULL, "%s", text);

	said_after(FAILURE_SILENCE, NULL, "$");
	cr_expect(strstr(text, "--timeout") != NULL, "%s", text);
}

Test(advice, does_not_quote_a_prompt_before_a_late_request)
{
	receive_bytes("$ ");
	send_block(1, 0);
	receive_bytes("C");

	said_after(FAILURE_SILENCE, NULL, "$ ");
	cr_expect(strstr(text, "said") == NULL, "%s", text);
}

/*
 * A receiver of the other protocol may cancel, reject the block, or be silent.
 */
Test(advice, asks_for_the_other_protocol_if_no_block_was_accepted)
{
	static const char *const protocols[] = { "XMODEM", "YMODEM" };
	static const char *const words[] = { "does it expect YMODEM (-y)",
		"does it expect XMODEM (no -y)" };

	for (int i = 0; i < 2; i++) {
		set_up();
		protocol = protocols[i];
		send_block(0, 0);
		given(FAILURE_SILENCE, NULL);
		cr_expect(strstr(text, words[i]) != NULL, "%s", text);
		receive_bytes("\030\030");
		given(FAILURE_CANCELLED, NULL);
		cr_expect(strstr(text, "cancelled at the first") != NULL);
		cr_expect(strstr(text, words[i]) != NULL, "%s", text);

		set_up();
		protocol = protocols[i];
		for (int n = 0; n < 10; n++) {
			send_block(0, 0);
			receive_bytes("C");
			retries++;
		}
		gives_up();
		cr_expect(speaks_of(words[i]), "%s", text);

		set_up();
		protocol = protocols[i];
		send_in_vain(0, 0);
		gives_up();
		cr_expect(speaks_of(words[i]), "%s", text);
	}
}

Test(advice, asks_for_no_protocol_if_a_cancel_has_a_reason)
{
	send_block(1, 0);
	receive_bytes("\030\030\r\nDisk full\r\n");

	cr_expect_str_eq(said_after(FAILURE_CANCELLED, NULL, "Disk full"), "");
}

Test(advice, asks_for_another_crc_only_if_blocks_have_one)
{
	send_in_vain(1, 0);
	gives_up();
	cr_expect(!speaks_of("CRC"), "%s", text);

	set_up();
	for (int i = 0; i < 10; i++) {
		send_long_block(1);
		is_rejected();
	}
	gives_up();
	cr_expect(speaks_of("or another CRC"), "%s", text);
}

Test(advice, does_not_quote_text_before_the_last_answer)
{
	receive_bytes("Ready for XMODEM CCC");
	send_block(1, 0);
	said_after(FAILURE_SILENCE, NULL, "Ready for XMODEM");
	cr_expect(strstr(text, "said") == NULL, "%s", text);

	send_block(1, 0);
	receive_bytes("U-Boot\r\n\006");
	send_block(2, 0);

	said_after(FAILURE_SILENCE, NULL, "U-Boot");
	cr_expect(strstr(text, "said") == NULL, "%s", text);
	cr_expect(strstr(text, "--timeout") != NULL, "%s", text);
}

Test(advice, detects_a_telnet_server_by_its_first_commands)
{
	receive_bytes("\xff\xfd\x03\xff\xfb\x01login: ");

	cr_expect(speaks_of("telnet commands came"), "%s", text);
	given(FAILURE_RETRIES, "telnet:host:23");
	cr_expect(strstr(text, "telnet") == NULL, "%s", text);
}

static const struct {
	const char *received, *last_text, *words;
} starts[] = {
	{ "", "", "nothing came from the line" },
	{ "\x80\xf8\xe0\xfe\x80\xf8\x1c\xfe\xe0", "", "115200 baud, 7E2?" },
	{ "login: ", "login: ", "\"login: \": does it wait for a command" },
	{ "\b\r\n", "", "" },
};

/* Both ends receive, or the line echoes. */
Test(advice, knows_that_a_receiver_gets_only_requests)
{
	static const char *const requests[] = { "CCCC", "C", "\025",
		"GCC\025" };
	struct advice_case c = { .failure = FAILURE_NO_START };

	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		evidence_begin(&e, &xm_frames, false);
		receive_bytes(requests[i]);
		c.last_text = requests[i][0] == '\025' ? "" : "C";
		advice_give(&e, &c, text, sizeof text);
		cr_expect(strstr(text, "only requests for a file came") != NULL,
		    "%s", text);
	}
	evidence_begin(&e, &xm_frames, false);
	receive_bytes("Cisco");
	c.last_text = "Cisco";
	advice_give(&e, &c, text, sizeof text);
	cr_expect(
	    strstr(text, "does it wait for a command") != NULL, "%s", text);
}

Test(advice, depends_on_what_came_instead_of_a_start)
{
	for (size_t i = 0; i < 2 * sizeof starts / sizeof *starts; i++) {
		size_t row = i / 2;
		struct advice_case c = { .failure = FAILURE_NO_START,
			.sends = i % 2 == 0,
			.baud = 115200,
			.mode = "7E2",
			.last_text = starts[row].last_text };

		evidence_begin(&e, &xm_frames, c.sends);
		receive_bytes(starts[row].received);
		cr_expect((advice_give(&e, &c, text, sizeof text) != NULL) ==
			  (*starts[row].words != '\0'));
		cr_expect(strstr(text, starts[row].words) != NULL, "%s", text);
	}
}

Test(advice, calls_noise_that_a_receiver_rejects_unreadable)
{
	struct advice_case c = { .failure = FAILURE_RETRIES,
		.baud = 9600,
		.mode = "8N1",
		.last_text = "" };

	evidence_begin(&e, &xm_frames, false);
	for (int i = 0; i < 20; i++) {
		evidence_sent(&e, (const uint8_t *)"C", 1, false, retries++);
		receive_bytes("\x80\xf8\xe0\xfe\x80\xf8\x1c\xfe\xe0");
	}

	advice_give(&e, &c, text, sizeof text);
	cr_expect(strstr(text, "is it 9600 baud, 8N1?") != NULL, "%s", text);
}

/* Advice of a receiver. */

/* Receives and answers a block of zeros. Its number may be damaged. */
static void
receive_block(uint8_t number, uint8_t came, uint8_t data, bool accepted)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	memset(block + 3, data, 128);
	len = xm_block_seal(block, number, 128, true);
	block[1] = came;
	evidence_received(&e, block, len);
	retries += !accepted;
	evidence_sent(&e, (const uint8_t *)(accepted ? "\006" : "\025"), 1,
	    false, retries);
}

static const char *
received(void)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };

	advice_give(&e, &c, text, sizeof text);
	return text;
}

Test(advice, knows_which_byte_was_changed_by_the_number_that_is_next)
{
	evidence_begin(&e, &xm_frames, false);
	receive_block(5, 5, 0, true);
	for (int i = 0; i < 3; i++)
		receive_block(6, 9, 0, false);

	cr_expect_str_eq(received(),
	    "each byte 0x06 arrives as 0x09: does something in between change "
	    "it or keep it?");
}

/* Receives three copies of a block with a wrong CRC, after this request. */
static const char *
received_foreign_check(const char *request)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	evidence_begin(&e, &xm_frames, false);
	memset(block + 3, 0x55, 128);
	len = xm_block_seal(block, 1, 128, true);
	block[len - 1] ^= 0x77;
	evidence_sent(&e, (const uint8_t *)request, 1, false, retries);
	for (int i = 0; i < 3; i++) {
		evidence_received(&e, block, len);
		evidence_sent(&e, (const uint8_t *)"\025", 1, false, ++retries);
	}
	return received();
}

Test(advice, recommends_checksums_only_if_a_CRC_was_asked_for)
{
	received_foreign_check("C");
	cr_expect(strstr(text, "try --check=sum") != NULL, "%s", text);

	received_foreign_check("\025");
	cr_expect(strstr(text, "different CRC") != NULL, "%s", text);
	cr_expect(strstr(text, "--check") == NULL, "%s", text);
}

Test(advice, recommends_telnet_to_a_receiver_only_if_it_is_not_used)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	evidence_begin(&e, &xm_frames, false);
	receive_block(5, 5, 0, true);
	memset(block + 3, 0, 128);
	block[50] = 0xff;
	len = xm_block_seal(block, 6, 128, true);
	for (int i = 0; i < 3; i++) {
		evidence_received(&e, block, 50);
		evidence_received(&e, block + 50, 1);
		evidence_received(&e, block + 50, len - 50);
		evidence_sent(&e, (const uint8_t *)"\025", 1, false, ++retries);
	}

	advice_give(&e, &c, text, sizeof text);
	cr_expect(strstr(text, "0xff comes twice: is there a telnet") != NULL,
	    "%s", text);
	c.port = "telnet:host:23";
	advice_give(&e, &c, text, sizeof text);
	cr_expect(strstr(text, "0xff comes twice: does something") != NULL,
	    "%s", text);
}

Test(advice, recommends_a_longer_pause_if_there_is_one)
{
	struct advice_case c = { .failure = FAILURE_RETRIES,
		.sends = true,
		.last_text = "",
		.paced = true };

	send_in_vain(1, 0);
	gives_up();
	cr_expect(speaks_of("too slow (--byte-delay)"), "%s", text);
	advice_give(&e, &c, text, sizeof text);
	cr_expect(strstr(text, "too slow (a longer --byte-delay)") != NULL,
	    "%s", text);
}

Test(advice, names_no_byte_if_the_number_or_its_complement_may_be_wrong)
{
	evidence_begin(&e, &xm_frames, false);
	for (int i = 0; i < 3; i++)
		receive_block(6, 9, 0, false);

	cr_expect_str_eq(received(), "");
}

Test(advice, expects_a_header_after_the_end_of_a_file)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len;

	memset(block + 3, 0, 128);
	len = xm_block_seal(block, 0, 128, true);
	evidence_begin(&e, &xm_frames, false);
	receive_block(5, 5, 0, true);
	receive_bytes("\004");
	evidence_sent(&e, (const uint8_t *)"\006C", 2, false, retries);
	for (int i = 0; i < 3; i++) {
		evidence_received(&e, block, 3);
		evidence_received(&e, block + 2, len - 2);
		evidence_sent(&e, (const uint8_t *)"C", 1, false, ++retries);
	}

	received();
	cr_expect(
	    strstr(text, "each byte 0xff comes twice") != NULL, "%s", text);
}

Test(advice, calls_no_intact_block_damaged)
{
	evidence_begin(&e, &xm_frames, false);
	receive_block(0, 0, 0x55, true);
	for (int i = 0; i < 3; i++)
		receive_block(0, 0, 0x66, false);

	cr_expect_str_eq(received(), "");
}

Test(advice, detects_a_line_of_seven_bits_at_a_receiver)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };

	evidence_begin(&e, &xm_frames, false);
	for (int i = 0; i < 300; i++)
		receive_bytes("\x01\x01~text");

	cr_expect(advice_give(&e, &c, text, sizeof text) != NULL);
	cr_expect(strstr(text, "eighth bit") != NULL);
	receive_bytes("\xfe");
	cr_expect(advice_give(&e, &c, text, sizeof text) == NULL);
}

Test(advice, is_not_given_on_what_the_other_end_or_the_user_decided)
{
	send_block(1, 0);
	send_block(2, 0);
	receive_bytes("\030\030");

	cr_expect_str_eq(given(FAILURE_CANCELLED, NULL), "");
	cr_expect_str_eq(given(FAILURE_SIGNAL, NULL), "");
	cr_expect_str_eq(given(FAILURE_UNFINISHED, NULL), "");
}

Test(advice, handles_a_stream_without_end)
{
	static uint8_t bytes[4096];
	struct advice_case c = { .failure = FAILURE_RETRIES, .last_text = "" };

	evidence_begin(&e, &xm_frames, false);
	for (int i = 0; i < 1000; i++)
		evidence_received(&e, bytes, sizeof bytes);
	for (uint32_t i = 1; i < 9; i++) {
		evidence_received(&e, bytes, sizeof bytes);
		evidence_sent(&e, (const uint8_t *)"\025", 1, false, i);
	}

	advice_give(&e, &c, text, sizeof text);
	cr_expect(strstr(text, "same way") == NULL, "%s", text);
}
