#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* What is no answer at all. */

Test(send_noise, takes_nothing_in_a_burst_of_telemetry_for_an_answer)
{
	struct dialog d = { 0 };

	host_add(&d.host, "file", 100, 1);
	dialog_send(&d, &sender_defaults);
	dialog_hear(&d, "\375\034\000\001\201\025", 6);
	dialog_wait(&d, 1000);
	cr_expect(dialog_skip(&d) == 0);
	sender_hear(&d, "C");
	dialog_wait(&d, 60);
	cr_expect(dialog_skip(&d) == 133);
	for (int i = 0; i < 3; i++) {
		dialog_hear(&d, "\375\034\000\006\202\221", 6);
		dialog_wait(&d, 1000);
	}
	dialog_hear(&d, "\006\202\221", 3);
	dialog_wait(&d, 1000);
	dialog_hear(&d, "\375\034\030\030\202\221", 6);
	dialog_wait(&d, 1000);

	cr_expect(dialog_skip(&d) == 0);
	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_free(&d);
}

Test(send_noise, takes_an_ACK_after_a_glitch_and_after_text_in_UTF_8)
{
	static const char *const bursts[] = { "\377\006", "\200\006",
		"\xc3\x9c\x62"
		"er 25 \xc2\xb0"
		"C\r\n\006" };

	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		struct dialog d;

		sender_begin_xmodem(&d, 100);
		sender_hear(&d, bursts[i]);

		cr_expect(sender_sent_eot(&d), "burst %zu", i);
		dialog_free(&d);
	}
}

Test(send_noise, stops_on_a_line_that_echoes)
{
	uint8_t echo[XM_BLOCK_MAX];
	struct dialog d;

	sender_begin_xmodem(&d, 300);
	memcpy(echo, d.said, 133);
	dialog_hear(&d, echo, 133);

	cr_expect(dialog_error(&d) == XM_EECHO);
	cr_expect(dialog_event(&d) == XM_FAILED);
	dialog_free(&d);
}

Test(send_noise, takes_the_number_of_an_echoed_block_for_no_answer)
{
	struct dialog d;

	sender_begin_xmodem(
	    &d, 2000); /* block 6 has an ACK in it, block 24 a CAN */
	for (int i = 1; i < 6; i++)
		sender_hear(&d, "\006");
	dialog_skip(&d);
	dialog_hear(&d, "\001\006", 2);
	cr_expect(dialog_skip(&d) == 0);
	dialog_hear(&d, "\371", 1);

	cr_expect(dialog_error(&d) == XM_EECHO);
	dialog_free(&d);
}
