#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "unit/advice_setup.h"

/* Advice of a sender about rejected blocks. */

TestSuite(advice_damage, .init = advice_set_up);

Test(advice_damage, suspects_telnet_if_only_blocks_with_0xff_are_rejected)
{
	for (uint8_t n = 1; n < 5; n++)
		advice_send_block(n, 0);
	advice_send_rejected(5, 0xff);
	advice_give_up();

	cr_expect(advice_says("telnet:"), "%s", advice_text);
	cr_expect_str_eq(advice_given(FAILURE_RETRIES, "telnet:host:23"), "");
}

Test(advice_damage, names_the_load_address_after_a_reset_at_a_block)
{
	static const char *const texts[] = { "data abort\r\npc : [<47f39b70>]",
		"Resetting CPU ...\r\n",
		"\"Synchronous Abort\" handler, esr 0x96000044\r\n",
		"Unhandled exception: Store/AMO access fault\r\n",
		"\r\nU-Boot 2023.01\r\nDRAM:  128 MiB\r\n" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		advice_set_up();
		advice_receive("U-Boot 2023.01\r\nC");
		advice_send_block(1, 0);
		cr_expect_str_eq(advice_after(FAILURE_CANCELLED, NULL, ""),
		    "the receiver cancelled at the first block: does it "
		    "expect YMODEM (-y)?");
		advice_receive(texts[i]);
		advice_give_up();
		cr_expect(strstr(advice_after(FAILURE_STOPPED, NULL, "=> "),
			      "is the load address right") != NULL,
		    "%s: %s", texts[i], advice_text);
	}
}

Test(advice_damage, forgets_the_text_of_a_reset_when_the_transfer_goes_on)
{
	advice_send_block(1, 0);
	advice_receive("resetting ...\r\n\006");
	advice_send_block(2, 0);
	advice_give_up();

	cr_expect(
	    strstr(advice_after(FAILURE_SILENCE, NULL, ""), "reset") == NULL);
}

Test(advice_damage, asks_for_the_load_address_if_the_first_data_is_cancelled)
{
	advice_protocol = "YMODEM";
	advice_send_block(0, 0);
	advice_receive("\006C");
	advice_send_long_block(1);
	advice_give_up();

	cr_expect_str_eq(advice_after(FAILURE_CANCELLED, NULL, ""),
	    "the receiver accepted the header and cancelled at the first data: "
	    "is the load address right, and is there enough space?");
}

Test(advice_damage, suspects_flow_control_at_block_17_or_19)
{
	for (uint8_t n = 1; n < 17; n++)
		advice_send_block(n, 0);
	advice_send_rejected(17, 0);
	advice_give_up();

	cr_expect(advice_says("only rejected blocks contain the byte 0x11"),
	    "%s", advice_text);
	cr_expect(advice_says("XON and XOFF"), "%s", advice_text);
}

Test(advice_damage, suspects_line_ends_at_block_10)
{
	for (uint8_t n = 1; n < 10; n++)
		advice_send_block(n, 0);
	advice_send_rejected(10, 0);
	advice_give_up();

	cr_expect(advice_says("line ends"), "%s", advice_text);
}

Test(advice_damage, suspects_a_terminal_if_a_byte_is_one_of_its_keys)
{
	for (uint8_t n = 1; n < 8; n++)
		advice_send_block(n, 0);
	advice_send_rejected(8, 0x7f);
	advice_give_up();

	cr_expect(advice_says("only rejected blocks contain the byte 0x7f"),
	    "%s", advice_text);
	cr_expect(advice_says("as a key"), "%s", advice_text);
}

Test(advice_damage, names_any_value_that_only_rejected_blocks_have)
{
	for (unsigned v = 1; v < 256; v++) {
		char name[] = "the byte 0x00";

		advice_set_up();
		snprintf(name, sizeof name, "the byte 0x%02x", v);
		for (uint8_t n = 100; n < 104; n++)
			advice_send_block(n, 0);
		advice_send_rejected(104, (uint8_t)v);
		advice_give_up();

		/*
		 * Accepted blocks have these values as start byte, number or
		 * complement.
		 */
		if (v == 1 || (v >= 100 && v < 104) || (v > 151 && v <= 155))
			cr_expect_str_eq(
			    advice_given(FAILURE_RETRIES, NULL), "");
		else
			cr_expect(
			    advice_says(name), "%02x: %s", v, advice_text);
	}
}

Test(advice_damage, names_no_byte_if_there_are_several_to_choose_from)
{
	for (uint8_t n = 1; n < 17; n++)
		advice_send_block(n, 0);
	advice_send_rejected(17, 0xff);
	advice_give_up();

	cr_expect(advice_says("8-bit clean"), "%s", advice_text);
	cr_expect(!advice_says("telnet"));
}

Test(advice_damage, names_no_byte_before_the_third_rejection)
{
	for (uint8_t n = 1; n < 100; n++)
		advice_send_block(n, 0);
	for (int i = 0; i < 2; i++) {
		advice_send_block(100, 0xff);
		advice_reject();
	}
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

Test(advice_damage, names_no_byte_after_few_other_blocks)
{
	advice_send_block(1, 0);
	advice_send_rejected(2, 0xff);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

/*
 * Noise hits a long block more often than a short one.  So a few intact short
 * blocks do not prove that a byte value damages the long block.
 */
Test(advice_damage, names_no_byte_of_a_long_block_after_a_few_short_ones)
{
	uint8_t block[XM_BLOCK_MAX];

	advice_send_long_block(100);
	for (uint8_t n = 101; n < 107; n++)
		advice_send_block(n, 0);
	memset(block + 3, 0xff, 1024);
	for (int i = 0; i < 30; i++) {
		evidence_sent(&advice_evidence, block,
		    xm_block_seal(block, 107, 1024, true), true,
		    advice_retries);
		advice_reject();
	}
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

/*
 * On a bad line, two blocks may be accepted by chance. So the byte 0xff, which
 * occurs only in the rejected block, is not suspect.
 */
Test(advice_damage, names_no_byte_after_two_other_blocks)
{
	advice_send_block(100, 0);
	advice_send_block(101, 0);
	for (int i = 0; i < 4; i++)
		advice_send_rejected(102, 0xff);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

Test(advice_damage, names_no_byte_while_new_bytes_come_with_every_block)
{
	for (uint8_t n = 100; n < 104; n++)
		advice_send_block(n, n + 60);
	advice_send_rejected(104, 0x55);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

Test(advice_damage, names_no_byte_on_a_line_that_damages_others_as_well)
{
	for (uint8_t n = 1; n < 5; n++) {
		advice_send_block(n, 0);
		advice_reject();
		advice_send_block(n, 0);
	}
	advice_send_rejected(5, 0xff);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, NULL), "");
}

Test(advice_damage, is_silent_about_damage_that_has_no_pattern)
{
	advice_send_block(1, 0xff);
	advice_send_block(2, 0x11);
	advice_send_block(3, 0x0d);
	advice_send_rejected(4, 0x55);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, "/dev/ttyS0"), "");
}

Test(advice_damage, does_not_name_a_byte_that_gets_through_at_last)
{
	advice_send_block(1, 0);
	advice_send_block(2, 0);
	advice_send_block(3, 0);
	advice_send_block(4, 0);
	advice_send_block(5, 0xff);
	advice_reject();
	advice_send_block(5, 0xff);
	advice_send_rejected(6, 0xff);
	advice_give_up();

	cr_expect_str_eq(advice_given(FAILURE_RETRIES, "/dev/ttyS0"), "");
}
