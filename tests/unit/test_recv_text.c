#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* Text and noise that a receiver gets in place of a block. */

static void
receive(struct scripted_peer *d, const char *text)
{
	peer_send(d, text, strlen(text));
}

/* Begins a receiver that has acknowledged block 1 of a file. */
static void
begin(struct scripted_peer *d)
{
	receiver_begin(d);
	peer_send_block(d, 1, receiver_data, 128);
	cr_assert(HAS_SENT(d, "\006"));
}

Test(recv_text, ends_the_transfer_only_if_it_has_four_bytes)
{
	static const struct {
		const char *text;
		enum xm_error error;
	} rows[] = { { "abc", XM_OK }, { "abcd", XM_ESTOPPED },
		{ " ~\r\n", XM_ESTOPPED }, { "abc\x7f", XM_OK },
		{ "abc\x1f", XM_OK }, { "abcd\x80", XM_OK },
		{ "abcd\x80xyz", XM_OK } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d);
		receive(&d, rows[i].text);
		peer_wait(&d, 268);
		cr_assert(HAS_SENT(&d, "\025"), "row %zu", i);
		peer_wait(&d, 5000);

		cr_expect(peer_error(&d) == rows[i].error, "row %zu", i);
		peer_free(&d);
	}
}

/* The bytes of the text may arrive in parts, with a NAK between them. */
Test(recv_text, counts_from_the_last_binary_byte_on)
{
	static const struct {
		const char *after;
		enum xm_error error;
	} rows[] = { { "abc", XM_OK }, { "abcd", XM_ESTOPPED } };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin(&d);
		receive(&d, "abcd\x80");
		peer_wait(&d, 1000);
		cr_assert(HAS_SENT(&d, "\025"));
		receive(&d, rows[i].after);
		peer_wait(&d, 1000);
		cr_assert(HAS_SENT(&d, "\025"));
		peer_wait(&d, 5000);

		cr_expect(peer_error(&d) == rows[i].error, "row %d", i);
		peer_free(&d);
	}
}

Test(recv_text, counts_from_the_last_block_on)
{
	static const struct {
		const char *after;
		enum xm_error error;
	} rows[] = { { "", XM_OK }, { "abc", XM_OK }, { "abcd", XM_ESTOPPED } };

	for (int i = 0; i < 3; i++) {
		struct scripted_peer d;

		begin(&d);
		receive(&d, "Read error");
		peer_wait(&d, 1000);
		peer_send_block(&d, 2, receiver_data, 128);
		cr_assert(HAS_SENT(&d, "\025\006"));
		receive(&d, rows[i].after);
		peer_wait(&d, 16000);

		cr_expect(peer_error(&d) == rows[i].error, "row %d", i);
		peer_free(&d);
	}
}

/* A sender may print text about the file that it is going to send. */
Test(recv_text, ends_nothing_for_12_s_before_the_first_block_of_a_file)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\0001000", 9);
	receive(&d, "Sending name\r\n");
	peer_wait(&d, 12000);
	cr_expect(HAS_SENT(&d, "CCCC"));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_send_block(&d, 1, receiver_data, 128);
	cr_expect(HAS_SENT(&d, "\006"));
	peer_wait(&d, 40000);

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

/* The text is an error message of the sender, and then a prompt. */
Test(recv_text, ends_the_transfer_within_15_s_after_a_header)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\0001000", 9);
	receive(&d, "name: I/O error\r\n$ ");
	peer_wait(&d, 15000);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	peer_free(&d);
}

Test(recv_text, after_a_header_ends_the_transfer_15_s_after_its_last_byte)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\0001000", 9);
	for (int i = 0; i < 4; i++) {
		receive(&d, "Reading name\r\n");
		peer_wait(&d, 12000);
		cr_expect(peer_event(&d) == XM_NONE, "line %d", i);
	}
	peer_wait(&d, 3000);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	peer_free(&d);
}

Test(recv_text, before_two_CANs_cancels_only_if_it_is_printable_or_a_line_end)
{
	static const struct {
		const char *burst;
		enum xm_error error;
	} rows[] = { { " \030\030", XM_ECANCELLED },
		{ "~\030\030", XM_ECANCELLED }, { "\r\030\030", XM_ECANCELLED },
		{ "\n\030\030", XM_ECANCELLED }, { "\x7f\030\030", XM_OK },
		{ "\x1f\030\030", XM_OK } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d);
		receive(&d, rows[i].burst);
		peer_wait(&d, 1000);

		cr_expect(peer_error(&d) == rows[i].error, "row %zu", i);
		peer_free(&d);
	}
}

/* At a wrong baud rate, a letter may arrive as two CANs. */
Test(recv_text, before_the_first_block_is_noise_if_a_byte_has_bit_7)
{
	static const struct {
		const char *noise, *cans;
		enum xm_error error;
	} rows[] = { { "\x7f", "\030\030", XM_ECANCELLED },
		{ "\x80", "\030\030", XM_OK },
		{ "\x80", "\030\030\030\030\030\030\030", XM_OK },
		{ "\x80", "\030\030\030\030\030\030\030\030", XM_ECANCELLED } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		receive(&d, rows[i].noise);
		peer_wait(&d, 100);
		receive(&d, rows[i].cans);
		peer_wait(&d, 2000);

		cr_expect(peer_error(&d) == rows[i].error, "row %zu", i);
		peer_free(&d);
	}
}

Test(recv_text, was_no_noise_if_an_intact_block_follows)
{
	struct scripted_peer d;

	receiver_begin(&d);
	receive(&d, "\x80\xfe");
	peer_send_block(&d, 1, receiver_data, 128);
	receive(&d, "\030\030");
	peer_wait(&d, 1000);

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

Test(recv_text, is_none_right_after_a_damaged_block)
{
	uint8_t block[XM_BLOCK_MAX + 2] = { 0 };
	struct scripted_peer d;
	size_t len = xm_block_seal(block, 2, 128, true);

	begin(&d);
	block[70] ^= 1;
	block[len] = block[len + 1] = CAN;
	peer_send(&d, block, len + 2);
	peer_wait(&d, 1000);

	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_text, noted_by_the_caller_ends_a_wait_for_data_after_5_s)
{
	struct scripted_peer d;

	begin(&d);
	peer_wait(&d, 3000);
	xm_recv_note_text(&d.host.xm, d.now_ms);
	peer_wait(&d, 4999);
	cr_expect(peer_error(&d) == XM_OK);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	peer_free(&d);
}

Test(recv_text, noted_by_the_caller_ends_nothing_in_other_states)
{
	static const char *const rows[] = { "\001", "\200", "\004" };

	for (size_t i = 0; i <= sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		if (i == 0) {
			receiver_begin_ymodem(&d, "name\0001000", 9);
		} else {
			begin(&d);
			receive(&d, rows[i - 1]);
		}
		xm_recv_note_text(&d.host.xm, d.now_ms);
		peer_wait(&d, 9000);

		cr_expect(peer_error(&d) != XM_ESTOPPED, "row %zu", i);
		peer_free(&d);
	}
}

/* Sends the last text of the sender and the prompt after it. */
static void
receive_last_text(struct scripted_peer *d)
{
	static const char words[] = "Read error\r\n=> ";

	receiver_begin(d);
	peer_send_block(d, 1, receiver_data, 128);
	peer_skip(d);
	peer_send(d, words, strlen(words));
	peer_wait(d, 268);
	cr_assert(peer_received(d, "\025", 1));
}

Test(recv_text, ends_the_transfer_5_s_after_the_NAK_that_answers_it)
{
	struct scripted_peer d;

	receive_last_text(&d);
	peer_wait(&d, 4999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	cr_expect_str_eq(d.host.text, "Read error\r\n=> ");
	peer_free(&d);
}

/*
 * After text, a block has come late; the sender may need the same time again
 * for the next block.
 */
Test(recv_text, waits_10_s_after_its_NAK_if_a_block_came_after_text_before)
{
	struct scripted_peer d;

	receive_last_text(&d);
	peer_send_block(&d, 2, receiver_data, 128);
	peer_send(&d, "Reading\r\n", 9);
	peer_wait(&d, 9000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 2000);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	peer_free(&d);
}

Test(recv_text, continues_if_a_block_follows_text)
{
	struct scripted_peer d;

	receive_last_text(&d);
	peer_send_block(&d, 2, receiver_data, 128);
	cr_expect(peer_received(&d, "\006", 1));
	peer_wait(&d, 9000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(recv_text, does_not_fail_at_text_inside_a_damaged_block)
{
	static char text[128];
	uint8_t block[XM_BLOCK_MAX];
	struct scripted_peer d;
	size_t len;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	memset(text, 'x', sizeof text);
	memcpy(block + 3, text, sizeof text);
	len = xm_block_seal(block, 2, 128, true);
	peer_send(&d, block + 1, len - 1); /* without its SOH */
	peer_wait(&d, 9000);

	cr_expect(peer_received(&d, "\025", 1));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}
