#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"

/* Text in place of an ACK: the receiver has ended, or its board is busy. */

/*
 * Receives the text. Expects that the sender ends the transfer with CANs after
 * `ms` of silence.
 */
static void
expect_stop(struct scripted_peer *d, const char *text, uint32_t ms)
{
	sender_receive(d, text);
	peer_wait(d, ms - 1);
	cr_expect(peer_event(d) == XM_NONE, "%s", text);
	peer_wait(d, 1);
	cr_expect(peer_skip(d) == 16, "%s", text);
	cr_expect(peer_error(d) == XM_ESTOPPED, "%s", text);
	peer_free(d);
}

/* Begins a sender that has sent the second block of a file. */
static void
begin_later_block_within(
    struct scripted_peer *d, const char *answer, uint32_t timeout_ms)
{
	struct xm_options options = sender_defaults;

	options.timeout_ms = timeout_ms;
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", 300, 1);
	peer_begin_sender(d, &options);
	sender_receive(d, "C");
	peer_wait(d, 50);
	sender_receive(d, answer);
	cr_assert(peer_skip(d) == 2 * 133);
}

static void
begin_later_block(struct scripted_peer *d, const char *answer)
{
	begin_later_block_within(d, answer, 60000);
}

Test(send_stopped, ends_the_transfer_5_s_after_text_in_place_of_an_ACK)
{
	struct scripted_peer d;

	begin_later_block(&d, "\006");
	expect_stop(&d, "Disk full\r\n=> ", 5000);
}

/*
 * A user sets a timeout of more than 60 s for a slow board, so the sender then
 * also waits longer after text.
 */
Test(send_stopped, ends_the_transfer_after_a_twelfth_of_a_timeout_above_60_s)
{
	struct scripted_peer d;

	begin_later_block_within(&d, "\006", 600000);
	expect_stop(&d, "erasing sector 3\r\n", 50000);
	begin_later_block_within(&d, "Writing\r\n\006", 600000);
	expect_stop(&d, "erasing sector 3\r\n", 150000);
	begin_later_block_within(&d, "\006", 12000);
	expect_stop(&d, "Disk full\r\n", 5000);
}

Test(send_stopped,
    ends_the_transfer_after_15_s_while_a_board_may_erase_its_flash)
{
	struct scripted_peer d;

	sender_begin_xmodem(&d, 100);
	expect_stop(&d, "Image too big\r\n=> ", 15000);
	sender_begin_ymodem(&d, 1);
	expect_stop(&d, "Image too big\r\n=> ", 15000);
}

/* Without the line ends, the text has fewer than four bytes. */
Test(send_stopped, ends_the_transfer_5_s_after_a_short_prompt)
{
	static const char *const prompts[] = { "\r\n> ", "# ", "\n$ ", "=> " };
	struct scripted_peer d;

	for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++) {
		begin_later_block(&d, "\006");
		expect_stop(&d, prompts[i], 5000);
	}
}

Test(send_stopped, does_not_end_the_transfer_after_short_text_that_is_no_prompt)
{
	static const char *const texts[] = { "#", ">", "$", " >", "% ",
		"\016\017> " };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct scripted_peer d;

		begin_later_block(&d, "\006");
		sender_receive(&d, texts[i]);
		peer_wait(&d, 59000);
		cr_expect(peer_event(&d) == XM_NONE, "%s", texts[i]);
		peer_free(&d);
	}
}

Test(send_stopped, does_not_end_the_transfer_after_text_of_three_bytes)
{
	struct scripted_peer d;

	begin_later_block(&d, "\006");
	sender_receive(&d, "=>\b");
	peer_wait(&d, 59999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

/* The ACK may be lost; the receiver repeats it after 10 s. */
Test(send_stopped, ends_the_transfer_after_15_s_if_text_came_before_other_ACKs)
{
	struct scripted_peer d;

	begin_later_block(&d, "Writing\r\n\006");
	expect_stop(&d, "Writing\r\n", 15000);
}

Test(send_stopped,
    waits_15_s_only_if_an_earlier_ACK_came_after_four_bytes_of_text)
{
	struct scripted_peer d;

	begin_later_block(&d, "abc\006");
	expect_stop(&d, "Disk full\r\n", 5000);
	begin_later_block(&d, "abcd\006");
	expect_stop(&d, "Disk full\r\n", 15000);
}

Test(send_stopped, does_not_end_the_transfer_after_noise_or_after_a_dot)
{
	static const char *const texts[] = { "abcd\016\017efg", "Erasing..." };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_later_block(&d, "\006");
		sender_receive(&d, texts[i]);
		peer_wait(&d, 59000);
		cr_expect(peer_event(&d) == XM_NONE, "%s", texts[i]);
		sender_receive(&d, "\006");
		cr_expect(peer_skip(&d) == 133, "%s", texts[i]);
		peer_free(&d);
	}
}

Test(send_stopped, ends_the_transfer_5_s_after_text_of_any_length)
{
	static const size_t lengths[] = { 4, 255, 256, 257, 300, 512 };

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct scripted_peer d;
		char text[513] = "";

		memset(text, 'x', lengths[i]);
		begin_later_block(&d, "\006");
		expect_stop(&d, text, 5000);
	}
}
