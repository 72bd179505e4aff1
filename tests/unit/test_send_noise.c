#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* Received bytes that are not an answer. */

Test(send_noise, finds_no_answer_in_a_burst_of_telemetry)
{
	struct scripted_peer d = { 0 };

	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &sender_defaults);
	peer_send(&d, "\375\034\000\001\201\025", 6);
	peer_wait(&d, 1000);
	cr_expect(peer_skip(&d) == 0);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	for (int i = 0; i < 3; i++) {
		peer_send(&d, "\375\034\000\006\202\221", 6);
		peer_wait(&d, 1000);
	}
	peer_send(&d, "\006\202\221", 3);
	peer_wait(&d, 1000);
	peer_send(&d, "\375\034\030\030\202\221", 6);
	peer_wait(&d, 1000);

	cr_expect(peer_skip(&d) == 0);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(send_noise, takes_an_ACK_after_a_glitch_and_after_text_in_UTF_8)
{
	static const char *const bursts[] = { "\377\006", "\200\006",
		"\xc3\x9c\x62"
		"er 25 \xc2\xb0"
		"C\r\n\006" };

	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		struct scripted_peer d;

		sender_begin_xmodem(&d, 100);
		sender_receive(&d, bursts[i]);

		cr_expect(sender_sent_eot(&d), "burst %zu", i);
		peer_free(&d);
	}
}

/*
 * An incomplete UTF-8 character counts as one byte of noise. A burst with only
 * one such byte may contain an answer.
 */
Test(send_noise, takes_an_ACK_after_a_character_of_UTF_8_that_is_cut_short)
{
	struct scripted_peer d;

	sender_offer_file(&d, 300);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	peer_skip(&d);
	sender_receive(&d, "\xc3.\006");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 2);
	peer_free(&d);
}

Test(send_noise, stops_on_a_line_that_echoes)
{
	uint8_t echo[XM_BLOCK_MAX];
	struct scripted_peer d;

	sender_begin_xmodem(&d, 300);
	memcpy(echo, d.said, 133);
	peer_send(&d, echo, 133);

	cr_expect(peer_error(&d) == XM_EECHO);
	cr_expect(peer_event(&d) == XM_FAILED);
	peer_free(&d);
}

Test(send_noise, finds_no_answer_in_the_number_of_an_echoed_block)
{
	struct scripted_peer d;

	sender_begin_xmodem(
	    &d, 2000); /* the number of block 6 is the code of ACK */
	for (int i = 1; i < 6; i++)
		sender_receive(&d, "\006");
	peer_skip(&d);
	peer_send(&d, "\001\006", 2);
	cr_expect(peer_skip(&d) == 0);
	peer_send(&d, "\371", 1);

	cr_expect(peer_error(&d) == XM_EECHO);
	peer_free(&d);
}

/* At a wrong baud rate, a letter may arrive as two CANs. */
Test(send_noise, ignores_CANs_in_noise_before_the_session_is_established)
{
	struct scripted_peer d;

	sender_offer_file(&d, 100);
	sender_receive(&d, "\xf8\x9e\x80\xfe");
	peer_wait(&d, 100);
	sender_receive(&d, "\x18\x18");
	peer_wait(&d, 2000);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, sender_defaults.wait_ms);

	cr_expect(peer_error(&d) == XM_ENOSTART);
	peer_free(&d);
}

Test(send_noise, ends_at_CANs_in_noise_once_the_session_is_established)
{
	struct scripted_peer d;

	sender_offer_file(&d, 300);
	sender_receive(&d, "\xf8\x9e\x80\xfe");
	peer_wait(&d, 100);
	sender_receive(&d, "C");
	peer_wait(&d, 400);
	sender_receive(&d, "\006");
	sender_receive(&d, "\x18\x18");

	cr_expect(peer_error(&d) == XM_ECANCELLED);
	peer_free(&d);
}

/* No UTF-8 character contains the byte 0xc1. */
Test(send_noise, finds_a_request_after_two_bytes_only_if_they_are_a_character)
{
	static const struct {
		const char *burst;
		bool starts;
	} rows[] = { { "\xc1\xbf\nC", false }, { "\xc2\x80\nC", true } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		sender_offer_file(&d, 100);
		sender_receive(&d, rows[i].burst);
		peer_wait(&d, 60);

		cr_expect(
		    peer_skip(&d) == (rows[i].starts ? 133 : 0), "row %zu", i);
		peer_free(&d);
	}
}

Test(send_noise, finds_no_request_after_any_number_of_cut_characters)
{
	for (int n = 3; n < 600; n++) {
		struct xm_request r = { 0 };

		for (int i = 0; i < n; i++)
			(void)xm_request_take(&r, 0xc3);
		cr_expect(
		    xm_request_is_noise(r, (const uint8_t *)"\nC", 2), "%d", n);
	}
}
