#include <criterion/criterion.h>
#include <string.h>

#include "unit/advice_setup.h"

/* Advice of a sender about a silence, a refusal or text of the other end. */

TestSuite(advice, .init = advice_set_up);

Test(advice, asks_about_the_wiring_only_if_no_block_was_answered)
{
	advice_receive("C");
	advice_send_block(0, 0);
	advice_given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(advice_text, "is its RX connected") != NULL, "%s",
	    advice_text);
	cr_expect(strstr(advice_text, "60 s") != NULL, "%s", advice_text);

	advice_receive("C");
	advice_retries++;
	advice_send_block(0, 0);
	advice_given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(advice_text, "RX") == NULL, "%s", advice_text);
	cr_expect(strstr(advice_text, "--timeout") != NULL, "%s", advice_text);
	advice_give_up();
	cr_expect(advice_says("8N1, 8-bit clean"), "%s", advice_text);
	cr_expect(!advice_says("RX"), "%s", advice_text);

	advice_reject();
	cr_expect(advice_says("8N1, 8-bit clean"), "%s", advice_text);
	cr_expect(strstr(advice_given(FAILURE_RETRIES, "tcp:host:2000"),
		      "try -p telnet:HOST:PORT") != NULL);
}

/*
 * Sends the blocks `from` to 255; `from` is 0 or 1. Their numbers and
 * complements include all byte values, so the advice suspects no value.
 */
static void
send_round(unsigned from)
{
	for (unsigned n = from; n < 256; n++)
		advice_send_block((uint8_t)n, 0);
}

Test(advice, names_255_blocks_if_the_next_one_fails)
{
	send_round(1);
	advice_send_rejected(0, 0);
	advice_give_up();
	cr_expect(advice_says("blocks 1 to 255"), "%s", advice_text);

	advice_set_up();
	send_round(1);
	advice_send_block(0, 0);
	advice_given(FAILURE_SILENCE, NULL);
	cr_expect(
	    strstr(advice_text, "blocks 1 to 255") != NULL, "%s", advice_text);
}

Test(advice, recommends_larger_blocks_only_if_all_were_short)
{
	send_round(1);
	advice_send_rejected(0, 0);
	advice_give_up();
	cr_expect(advice_says("try -k"), "%s", advice_text);

	advice_set_up();
	for (unsigned n = 1; n < 256; n++)
		advice_send_long_block((uint8_t)n);
	for (int i = 0; i < 10; i++) {
		advice_send_long_block(0);
		advice_reject();
	}
	advice_give_up();
	cr_expect(advice_says("number is 0 again"), "%s", advice_text);
	cr_expect(!advice_says("-k"), "%s", advice_text);
}

Test(advice, does_not_name_255_blocks_if_there_were_511)
{
	send_round(1);
	send_round(0);
	advice_send_rejected(0, 0);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

Test(advice, does_not_name_255_blocks_in_another_file)
{
	send_round(1);
	evidence_sent(&advice_evidence, (const uint8_t *)"\004", 1, false,
	    advice_retries);
	advice_send_rejected(0, 0);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

Test(advice, names_the_timeout_if_a_block_was_not_answered)
{
	advice_send_block(1, 0);
	advice_receive("\006");
	advice_send_block(2, 0);

	advice_given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(advice_text, "60 s") != NULL, "%s", advice_text);
	cr_expect(strstr(advice_text, "--timeout") != NULL, "%s", advice_text);
}

Test(advice, names_the_timeout_though_other_blocks_were_rejected)
{
	advice_send_block(1, 0);
	advice_reject();
	advice_send_block(1, 0);
	advice_send_block(2, 0);

	advice_given(FAILURE_SILENCE, NULL);
	cr_expect(strstr(advice_text, "--timeout") != NULL, "%s", advice_text);
}

Test(advice, names_no_timeout_if_the_block_was_rejected_before)
{
	advice_send_block(1, 0);
	advice_send_block(2, 0);
	advice_reject();
	advice_send_block(2, 0);

	cr_expect_str_eq(advice_given(FAILURE_SILENCE, NULL), "");
}

Test(advice, quotes_the_last_text_after_a_silence)
{
	advice_send_block(1, 0);
	advice_receive("\006");
	advice_send_block(2, 0);
	advice_receive("Flash error\r\n=> ");

	advice_after(FAILURE_SILENCE, NULL, "=> ");
	cr_expect(strstr(advice_text, "text received was \"=> \"") != NULL,
	    "%s", advice_text);
	cr_expect(strstr(advice_text, "--timeout") == NULL);
}

Test(advice, quotes_text_that_came_with_the_last_answer)
{
	advice_send_block(1, 0);
	advice_receive("\006Flash error\r\n=> ");
	advice_send_block(2, 0);

	advice_after(FAILURE_SILENCE, NULL, "=> ");
	cr_expect(strstr(advice_text, "text received was \"=> \"") != NULL,
	    "%s", advice_text);
}

Test(advice, quotes_a_short_prompt)
{
	advice_send_block(1, 0);
	advice_receive("\006");
	advice_send_block(2, 0);
	advice_receive("\r\n$ ");
	advice_after(FAILURE_SILENCE, NULL, "$ ");
	cr_expect(strstr(advice_text, "text received was \"$ \"") != NULL, "%s",
	    advice_text);

	advice_after(FAILURE_SILENCE, NULL, "$");
	cr_expect(strstr(advice_text, "--timeout") != NULL, "%s", advice_text);
}

Test(advice, does_not_quote_a_prompt_before_a_late_request)
{
	advice_receive("$ ");
	advice_send_block(1, 0);
	advice_receive("C");

	advice_after(FAILURE_SILENCE, NULL, "$ ");
	cr_expect(strstr(advice_text, "said") == NULL, "%s", advice_text);
}

/*
 * A receiver of the other protocol may cancel, reject the block, or be silent.
 */
Test(advice, asks_for_the_other_protocol_if_no_block_was_accepted)
{
	static const char *const protocols[] = { "XMODEM", "YMODEM" };
	static const char *const words[] = { "YMODEM (-y)", "XMODEM (no -y)" };

	for (int i = 0; i < 2; i++) {
		advice_set_up();
		advice_protocol = protocols[i];
		advice_send_block(0, 0);
		advice_given(FAILURE_SILENCE, NULL);
		cr_expect(
		    strstr(advice_text, words[i]) != NULL, "%s", advice_text);
		advice_receive("\030\030");
		advice_given(FAILURE_CANCELLED, NULL);
		cr_expect(
		    strstr(advice_text, "cancelled at the first") != NULL);
		cr_expect(
		    strstr(advice_text, words[i]) != NULL, "%s", advice_text);

		advice_set_up();
		advice_protocol = protocols[i];
		for (int n = 0; n < 10; n++) {
			advice_send_block(0, 0);
			advice_receive("C");
			advice_retries++;
		}
		advice_give_up();
		cr_expect(advice_says(words[i]), "%s", advice_text);

		advice_set_up();
		advice_protocol = protocols[i];
		advice_send_rejected(0, 0);
		advice_give_up();
		cr_expect(advice_says(words[i]), "%s", advice_text);
	}
}

Test(advice, asks_for_no_protocol_if_a_cancel_has_a_reason)
{
	advice_send_block(1, 0);
	advice_receive("\030\030\r\nDisk full\r\n");

	cr_expect_str_eq(
	    advice_after(FAILURE_CANCELLED, NULL, "Disk full"), "");
}

Test(advice, asks_for_another_crc_only_if_blocks_have_one)
{
	advice_send_rejected(1, 0);
	advice_give_up();
	cr_expect(!advice_says("CRC"), "%s", advice_text);

	advice_set_up();
	for (int i = 0; i < 10; i++) {
		advice_send_long_block(1);
		advice_reject();
	}
	advice_give_up();
	cr_expect(advice_says("or another CRC"), "%s", advice_text);
}

Test(advice, does_not_quote_text_before_the_last_answer)
{
	advice_receive("Ready for XMODEM CCC");
	advice_send_block(1, 0);
	advice_after(FAILURE_SILENCE, NULL, "Ready for XMODEM");
	cr_expect(strstr(advice_text, "said") == NULL, "%s", advice_text);

	advice_send_block(1, 0);
	advice_receive("U-Boot\r\n\006");
	advice_send_block(2, 0);

	advice_after(FAILURE_SILENCE, NULL, "U-Boot");
	cr_expect(strstr(advice_text, "said") == NULL, "%s", advice_text);
	cr_expect(strstr(advice_text, "--timeout") != NULL, "%s", advice_text);
}

Test(advice, detects_a_telnet_server_by_its_first_commands)
{
	advice_receive("\xff\xfd\x03\xff\xfb\x01login: ");

	cr_expect(advice_says("telnet commands arrive"), "%s", advice_text);
	advice_given(FAILURE_RETRIES, "telnet:host:23");
	cr_expect(strstr(advice_text, "telnet") == NULL, "%s", advice_text);
}

static const struct {
	const char *received, *last_text, *words;
} starts[] = {
	{ "", "", "nothing was received" },
	{ "\x80\xf8\xe0\xfe\x80\xf8\x1c\xfe\xe0", "", "115200 baud, 7E2?" },
	{ "login: ", "login: ",
	    "\"login: \": does the other end wait for a command" },
	{ "\b\r\n", "", "" },
};

/* Both ends are receivers, or the line echoes the requests. */
Test(advice, detects_that_a_receiver_gets_only_requests)
{
	static const char *const requests[] = { "CCCC", "C", "\025",
		"GCC\025" };
	struct advice_case c = { .failure = FAILURE_NO_START };

	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		evidence_begin(&advice_evidence, &xm_frames, false);
		advice_receive(requests[i]);
		c.last_text = requests[i][0] == '\025' ? "" : "C";
		advice_give(
		    &advice_evidence, &c, advice_text, sizeof advice_text);
		cr_expect(strstr(advice_text,
			      "only requests for a file were received") != NULL,
		    "%s", advice_text);
	}
	evidence_begin(&advice_evidence, &xm_frames, false);
	advice_receive("Cisco");
	c.last_text = "Cisco";
	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	cr_expect(strstr(advice_text,
		      "does the other end wait for a command") != NULL,
	    "%s", advice_text);
}

Test(advice, depends_on_the_bytes_received_if_no_session_begins)
{
	for (size_t i = 0; i < 2 * sizeof starts / sizeof *starts; i++) {
		size_t row = i / 2;
		struct advice_case c = { .failure = FAILURE_NO_START,
			.sends = i % 2 == 0,
			.baud = 115200,
			.mode = "7E2",
			.last_text = starts[row].last_text };

		evidence_begin(&advice_evidence, &xm_frames, c.sends);
		advice_receive(starts[row].received);
		cr_expect((advice_give(&advice_evidence, &c, advice_text,
			       sizeof advice_text) != NULL) ==
			  (*starts[row].words != '\0'));
		cr_expect(strstr(advice_text, starts[row].words) != NULL, "%s",
		    advice_text);
	}
}

Test(advice, calls_noise_that_a_receiver_rejects_unreadable)
{
	struct advice_case c = { .failure = FAILURE_RETRIES,
		.baud = 9600,
		.mode = "8N1",
		.last_text = "" };

	evidence_begin(&advice_evidence, &xm_frames, false);
	for (int i = 0; i < 20; i++) {
		evidence_sent(&advice_evidence, (const uint8_t *)"C", 1, false,
		    advice_retries++);
		advice_receive("\x80\xf8\xe0\xfe\x80\xf8\x1c\xfe\xe0");
	}

	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	cr_expect(
	    strstr(advice_text, "do both ends use 9600 baud, 8N1?") != NULL,
	    "%s", advice_text);
}
