#include <criterion/criterion.h>
#include <string.h>

#include "dialog.h"
#include "xm/inner.h"

/*
 * When a sender calls a transfer done: only after an ACK that belongs to the
 * last EOT, or to what follows it.
 */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char eot[] = { EOT };
static const char cancel[] = { CAN, CAN, CAN, CAN, CAN, CAN, CAN, CAN, BS, BS,
	BS, BS, BS, BS, BS, BS };

static void
receive(struct dialog *d, const char *text)
{
	dialog_hear(d, text, strlen(text));
}

static void
begin_xmodem(struct dialog *d, size_t len)
{
	memset(d, 0, sizeof *d);
	host_add(&d->host, "file", len, 1);
	dialog_send(d, &defaults);
	receive(d, "C");
	dialog_wait(d, 60);
	dialog_skip(d);
}

/* Files of 100 bytes; the first block 0 is out. */
static void
begin_ymodem(struct dialog *d, int files)
{
	struct xm_options options = defaults;

	options.ymodem = true;
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		host_add(&d->host, "file", 100, 1);
	dialog_send(d, &options);
	receive(d, "C");
	dialog_wait(d, 60);
	cr_assert(dialog_skip(d) == 133);
}

/* The first file's data is acknowledged, and its EOT is out. */
static void
begin_eot(struct dialog *d, int files)
{
	begin_ymodem(d, files);
	receive(d, "\006C");
	dialog_wait(d, 60);
	cr_assert(dialog_skip(d) == 133);
	receive(d, "\006");
	cr_assert(dialog_said(d, eot, 1));
}

/* The EOT was answered with C twice, and the final header is out. */
static void
begin_unconfirmed(struct dialog *d)
{
	begin_eot(d, 1);
	receive(d, "C");
	dialog_wait(d, 60);
	cr_assert(dialog_said(d, eot, 1));
	receive(d, "C");
	dialog_wait(d, 60);
	receive(d, "C");
	dialog_wait(d, 60);
	cr_assert(dialog_skip(d) == 133);
}

Test(send_end, needs_an_ACK_after_an_EOT_that_was_only_answered_with_C)
{
	static const struct {
		const char *answer;
		uint32_t wait_ms;
		enum xm_error error;
	} rows[] = {
		{ "\006", 0, XM_OK },
		{ "", 4000, XM_EUNFINISHED },
		{ "\030\030", 0, XM_EREJECTED },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dialog d;

		begin_unconfirmed(&d);
		cr_expect(!xm_settled(&d.host.xm));
		receive(&d, rows[i].answer);
		dialog_wait(&d, rows[i].wait_ms + 300);

		cr_expect(dialog_error(&d) == rows[i].error, "row %zu", i);
		cr_expect(dialog_event(&d) ==
			  (rows[i].error == XM_OK ? XM_DONE : XM_FAILED));
		dialog_free(&d);
	}
}

Test(send_end, needs_an_ACK_after_two_Cs_even_if_no_header_is_to_follow)
{
	struct xm_options options = defaults;
	struct dialog d = { 0 };

	options.ymodem = true;
	options.final = XM_FINAL_NEVER;
	host_add(&d.host, "file", 100, 1);
	dialog_send(&d, &options);
	receive(&d, "C");
	dialog_wait(&d, 60);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	receive(&d, "\006");
	for (int i = 0; i < 2; i++) {
		receive(&d, "C");
		dialog_wait(&d, 60);
	}

	cr_expect(dialog_error(&d) == XM_EUNFINISHED);
	dialog_free(&d);
}

Test(send_end, takes_CANs_in_answer_to_the_final_header_for_a_failure)
{
	struct dialog d;

	begin_eot(&d, 1);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	cr_assert(dialog_skip(&d) == 133);
	receive(&d, "\030\030\030");

	cr_expect(dialog_error(&d) == XM_EREJECTED);
	dialog_free(&d);
}

Test(send_end, gives_the_final_header_up_when_it_is_refused_to_the_end)
{
	struct dialog d;

	begin_eot(&d, 1);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	for (int i = 0; i <= defaults.retries; i++) {
		cr_assert(dialog_skip(&d) == 133, "try %d", i);
		receive(&d, "C");
		dialog_wait(&d, 60);
	}

	cr_expect(dialog_error(&d) == XM_EUNFINISHED);
	dialog_free(&d);
}

Test(send_end, waits_4_s_for_the_ACK_of_the_final_header)
{
	struct dialog d;

	begin_eot(&d, 1);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	dialog_skip(&d);
	dialog_wait(&d, 3900); /* barebox asks again after 3.25 s */
	cr_expect(dialog_event(&d) == XM_NONE);
	receive(&d, "C");
	dialog_wait(&d, 60);
	cr_expect(dialog_skip(&d) == 133);
	dialog_wait(&d, 4000);

	cr_expect(dialog_event(&d) == XM_DONE);
	dialog_free(&d);
}

Test(send_end, takes_a_lone_CAN_after_the_EOT_for_noise)
{
	struct dialog d;

	begin_eot(&d, 2);
	receive(&d, "\030"); /* it was a NAK */
	dialog_wait(&d, 3200);
	cr_expect(dialog_event(&d) == XM_NONE);
	receive(&d, "\025");
	dialog_wait(&d, 60);

	cr_expect(dialog_said(&d, eot, 1));
	dialog_free(&d);
}

Test(send_end, takes_a_lone_CAN_before_the_next_request_for_noise)
{
	struct dialog d;

	begin_eot(&d, 1);
	receive(&d, "\006");
	dialog_wait(&d, 100);
	receive(&d, "\030");
	dialog_wait(&d, 3000);
	receive(&d, "C");
	dialog_wait(&d, 60);

	cr_expect(dialog_skip(&d) == 133);
	dialog_free(&d);
}

Test(send_end, takes_CANs_seconds_apart_for_noise)
{
	struct dialog d;

	begin_eot(&d, 1);
	for (int i = 0; i < 4; i++) {
		receive(&d, "\030");
		dialog_wait(&d, 2000);
	}

	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_free(&d);
}

Test(send_end, cancels_when_a_lone_CAN_answers_the_header_of_a_later_file)
{
	struct dialog d;

	begin_eot(&d, 2);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	cr_assert(dialog_skip(&d) == 133);
	receive(&d, "\030");
	dialog_wait(&d, 1100);

	cr_expect(dialog_said(&d, cancel, sizeof cancel));
	cr_expect(dialog_error(&d) == XM_ECANCELLED);
	dialog_free(&d);
}

/* A request for block 1 may cross the EOT of an empty file. */
Test(send_end, takes_a_C_soon_after_the_EOT_of_an_empty_file_for_an_older_one)
{
	struct dialog d = { 0 };
	struct xm_options options = defaults;

	options.ymodem = true;
	host_add(&d.host, "file", 0, 1);
	dialog_send(&d, &options);
	receive(&d, "C");
	dialog_wait(&d, 60);
	cr_assert(dialog_skip(&d) == 133);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	cr_assert(dialog_said(&d, eot, 1));
	dialog_wait(&d, 4000);
	receive(&d, "C");
	dialog_wait(&d, 60);
	cr_expect(dialog_skip(&d) == 0);
	dialog_wait(&d, 3000);
	receive(&d, "C");
	dialog_wait(&d, 60);

	cr_expect(dialog_said(&d, eot, 1));
	dialog_free(&d);
}

Test(send_end, does_without_a_third_EOT_after_256_blocks_as_after_one)
{
	struct xm_options options = defaults;
	struct dialog d = { 0 };

	options.ymodem = true;
	host_add(&d.host, "file", (size_t)256 * 128, 1);
	dialog_send(&d, &options);
	receive(&d, "C");
	dialog_wait(&d, 60);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	for (int i = 0; i < 256; i++) {
		cr_assert(dialog_skip(&d) > 0);
		receive(&d, "\006");
	}
	cr_assert(dialog_said(&d, eot, 1));
	receive(&d, "C");
	dialog_wait(&d, 60);
	cr_assert(dialog_said(&d, eot, 1));
	receive(&d, "C");
	dialog_wait(&d, 60);
	receive(&d, "C");
	dialog_wait(&d, 60);

	cr_expect(dialog_skip(&d) == 133);
	dialog_free(&d);
}

Test(send_end, cancels_when_it_gives_up_with_files_left)
{
	struct dialog d;

	begin_eot(&d, 2);
	receive(&d, "\006");
	dialog_wait(&d, 13400);
	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_wait(&d, 200);

	cr_expect(dialog_said(&d, cancel, sizeof cancel));
	cr_expect(dialog_error(&d) == XM_EONEFILE);
	dialog_free(&d);
}

Test(send_end, cancels_when_the_line_stalls_with_files_left)
{
	const uint8_t *out;
	struct dialog d;

	begin_eot(&d, 2);
	xm_input(&d.host.xm, d.now_ms, (const uint8_t *)"\006", 1);
	host_party(&d.host).hear(&d.host, d.now_ms, (const uint8_t *)"C", 1);
	d.now_ms += 60;
	host_party(&d.host).hear(&d.host, d.now_ms, NULL, 0);
	cr_assert(xm_output(&d.host.xm, &out) == 133);
	d.now_ms += 60000;
	host_party(&d.host).hear(&d.host, d.now_ms, NULL, 0);

	cr_expect(xm_output(&d.host.xm, &out) == sizeof cancel);
	cr_expect(xm_error(&d.host.xm) == XM_ESTALLED);
	dialog_free(&d);
}

Test(send_end, waits_longer_than_receivers_repeat_their_request)
{
	struct dialog d;

	/* The NAK of the first EOT has become an ACK. */
	begin_eot(&d, 1);
	receive(&d, "\006");
	dialog_wait(&d, 10000);
	cr_expect(dialog_event(&d) == XM_NONE);
	receive(&d, "\025");
	dialog_wait(&d, 60);
	cr_expect(dialog_said(&d, eot, 1));
	receive(&d, "\006");
	dialog_wait(&d, 13500);

	cr_expect(dialog_event(&d) == XM_DONE);
	dialog_free(&d);
}

Test(send_end, waits_3_s_when_the_receiver_prints_text_instead_of_a_request)
{
	struct dialog d;

	begin_eot(&d, 1);
	receive(&d, "\006\r\nCopying\r\n");
	dialog_wait(&d, 2900);
	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_wait(&d, 200);

	cr_expect(dialog_event(&d) == XM_DONE);
	dialog_free(&d);
}

Test(send_end, awaits_the_request_after_the_ACK_of_an_empty_XMODEM_file)
{
	struct dialog d;

	begin_xmodem(&d, 0);
	receive(&d, "\006"); /* the receiver's C has become an ACK */
	dialog_wait(&d, 3000);
	receive(&d, "C");
	dialog_wait(&d, 60);
	cr_expect(dialog_said(&d, eot, 1));
	receive(&d, "\006");
	dialog_wait(&d, 13500);

	cr_expect(dialog_event(&d) == XM_DONE);
	dialog_free(&d);
}

/* Copies. */

Test(send_end, waits_for_two_ACKs_of_a_first_block_sent_twice)
{
	struct dialog d;

	begin_xmodem(&d, 1);
	dialog_wait(&d, 2000);
	receive(&d, "C"); /* it crossed the block on a line with a long way */
	dialog_wait(&d, 400);
	cr_assert(dialog_skip(&d) == 133);
	dialog_wait(&d, 500);
	receive(&d, "\006");
	dialog_wait(&d, 2300);
	cr_expect(dialog_skip(&d) == 0);
	receive(&d, "\006");

	cr_expect(dialog_said(&d, eot, 1));
	dialog_free(&d);
}

Test(send_end, waits_for_the_second_ACK_as_long_as_the_copies_are_apart)
{
	struct dialog d;

	begin_xmodem(&d, 1);
	dialog_wait(&d, 2000);
	receive(&d, "C");
	dialog_wait(&d, 400);
	dialog_skip(&d);
	receive(&d, "\006");
	dialog_wait(&d, 2300 + 1400);
	cr_expect(dialog_skip(&d) == 0);
	dialog_wait(&d, 300);

	cr_expect(dialog_said(&d, eot, 1));
	dialog_free(&d);
}

Test(send_end, goes_on_when_the_second_copy_of_a_block_is_refused)
{
	struct dialog d;

	begin_xmodem(&d, 1);
	dialog_wait(&d, 2000);
	receive(&d, "C");
	dialog_wait(&d, 400);
	dialog_skip(&d);
	receive(&d, "\006");
	dialog_wait(&d, 1000);
	receive(&d, "\025");
	dialog_wait(&d, 60);
	cr_expect(dialog_skip(&d) == 0);
	dialog_wait(&d, 3000);

	cr_expect(dialog_said(&d, eot, 1));
	dialog_free(&d);
}

/* The NAK may be about noise after the first copy. */
Test(send_end, waits_for_the_second_ACK_though_a_NAK_comes_between)
{
	struct dialog d;

	begin_xmodem(&d, 1);
	dialog_wait(&d, 2000);
	receive(&d, "C");
	dialog_wait(&d, 400);
	dialog_skip(&d);
	receive(&d, "\006");
	dialog_wait(&d, 500);
	receive(&d, "\025");
	dialog_wait(&d, 500);
	receive(&d, "\006");
	cr_expect(dialog_said(&d, eot, 1));

	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_free(&d);
}

Test(send_end, waits_for_two_ACKs_of_a_block_0_sent_twice)
{
	struct dialog d;

	begin_ymodem(&d, 1);
	dialog_wait(&d, 2000);
	receive(&d, "C");
	dialog_wait(&d, 400);
	cr_assert(dialog_skip(&d) == 133);
	receive(&d, "\006C");
	dialog_wait(&d, 2000);
	cr_expect(dialog_skip(&d) == 0);
	receive(&d, "\006C");
	dialog_wait(&d, 60);

	cr_expect(dialog_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	dialog_free(&d);
}

Test(send_end, waits_for_three_ACKs_of_a_block_0_sent_three_times)
{
	struct dialog d;

	begin_ymodem(&d, 1);
	for (int i = 0; i < 2; i++) {
		dialog_wait(&d, 2000);
		receive(&d, "C");
		dialog_wait(&d, 400);
		cr_assert(dialog_skip(&d) == 133);
	}
	for (int i = 0; i < 2; i++) {
		receive(&d, "\006");
		dialog_wait(&d, 1500);
		cr_expect(dialog_skip(&d) == 0, "after ACK %d", i);
	}
	receive(&d, "\006C");
	dialog_wait(&d, 60);

	cr_expect(dialog_skip(&d) == 133);
	dialog_free(&d);
}

Test(send_end, takes_no_copys_ACK_for_that_of_the_next_block)
{
	struct dialog d;

	begin_ymodem(&d, 1);
	dialog_wait(&d, 2000);
	receive(&d, "C");
	dialog_wait(&d, 400);
	cr_assert(dialog_skip(&d) == 133);
	receive(&d, "\006C");
	dialog_wait(&d, 2500 + 1500);
	cr_expect(dialog_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	dialog_free(&d);
}

Test(send_end, leaves_a_session_with_a_repeated_block_0_only_after_silence)
{
	for (int asked = 0; asked < 2; asked++) {
		struct dialog d;

		begin_ymodem(&d, 1);
		dialog_wait(&d, 2000);
		receive(&d, "C");
		dialog_wait(&d, 400);
		receive(&d, "\006C\006C");
		dialog_wait(&d, 60);
		receive(&d, "\006");
		receive(&d, "\006C");
		dialog_wait(&d, 60);
		receive(&d, "\006");
		cr_expect(dialog_event(&d) == XM_NONE);
		dialog_wait(&d, 100);
		if (asked)
			receive(&d, "C");
		dialog_wait(&d, 250);

		cr_expect(dialog_error(&d) == (asked ? XM_EUNFINISHED : XM_OK));
		cr_expect(dialog_event(&d) >= XM_DONE);
		dialog_free(&d);
	}
}

Test(send_end, is_not_done_if_a_request_comes_with_the_ACK_of_the_final_header)
{
	struct dialog d;

	begin_eot(&d, 1);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	receive(&d, "\006C");
	dialog_wait(&d, 60);

	cr_expect(dialog_error(&d) == XM_EUNFINISHED);
	dialog_free(&d);
}

/* The kind of session. */

Test(send_end, streams_only_if_block_0_is_answered_with_G)
{
	struct xm_options options = defaults;
	struct dialog d = { 0 };

	options.ymodem = true;
	host_add(&d.host, "file", 300, 1);
	dialog_send(&d, &options);
	receive(&d, "G"); /* it was a C */
	dialog_wait(&d, 60);
	receive(&d, "\006C");
	dialog_wait(&d, 60);
	dialog_skip(&d);
	dialog_wait(&d, 5000);
	cr_expect(dialog_skip(&d) == 0); /* it waits for an ACK */
	receive(&d, "\006");

	cr_expect(dialog_skip(&d) == 133);
	cr_expect(d.said[1] == 2);
	dialog_free(&d);
}

/* Both Gs were damaged Cs, and the ACK was the one of block 0. */
Test(send_end, repeats_the_EOT_of_a_stream_if_it_is_asked_with_C)
{
	struct dialog d = { 0 };
	struct xm_options options = defaults;

	options.ymodem = true;
	host_add(&d.host, "file", 0, 1);
	dialog_send(&d, &options);
	receive(&d, "G");
	dialog_wait(&d, 60);
	receive(&d, "G");
	dialog_wait(&d, 400);
	dialog_skip(&d);
	receive(&d, "\006C");
	dialog_wait(&d, 60);

	cr_expect(dialog_said(&d, eot, 1));
	dialog_free(&d);
}

Test(send_end, streams_if_the_first_G_was_damaged)
{
	struct xm_options options = defaults;
	struct dialog d = { 0 };

	options.ymodem = true;
	host_add(&d.host, "file", 300, 1);
	dialog_send(&d, &options);
	receive(&d, "C"); /* it was a G */
	dialog_wait(&d, 60);
	receive(&d, "G");
	dialog_wait(&d, 400);
	cr_assert(dialog_skip(&d) == 2 * 133);
	receive(&d, "G");
	dialog_wait(&d, 4000);

	cr_expect(dialog_skip(&d) == 3 * 133 + 1);
	dialog_free(&d);
}

Test(send_end, says_that_a_receiver_wants_YMODEM_if_it_asks_for_another_file)
{
	struct dialog d;

	begin_xmodem(&d, 100); /* U-Boot's loady drops the first block */
	dialog_wait(&d, 4250);
	receive(&d, "C");
	dialog_wait(&d, 400);
	receive(&d, "\006");
	dialog_wait(&d, 6100);
	cr_assert(dialog_skip(&d) == 134);
	receive(&d, "\006");
	receive(&d, "\006C");
	dialog_wait(&d, 60);

	cr_expect(dialog_error(&d) == XM_EYMODEM);
	dialog_free(&d);
}

Test(send_end, leaves_the_request_of_a_boots_next_stage_alone)
{
	static const char *const next[] = { "\r\nU-Boot SPL\r\nC", "C" };

	for (int i = 0; i < 2; i++) {
		struct dialog d;

		begin_xmodem(&d, 100);
		receive(&d, "\006");
		receive(&d, "\006");
		dialog_wait(&d, i == 0 ? 1 : 500);
		receive(&d, next[i]);
		dialog_wait(&d, 60);

		cr_expect(dialog_event(&d) == XM_DONE);
		dialog_free(&d);
	}
}

/* Noise. */

Test(send_end, takes_nothing_in_a_burst_of_telemetry_for_an_answer)
{
	struct dialog d = { 0 };

	host_add(&d.host, "file", 100, 1);
	dialog_send(&d, &defaults);
	dialog_hear(&d, "\375\034\000\001\201\025", 6);
	dialog_wait(&d, 1000);
	cr_expect(dialog_skip(&d) == 0);
	receive(&d, "C");
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

Test(send_end, takes_an_ACK_after_a_glitch_and_after_text_in_UTF_8)
{
	static const char *const bursts[] = { "\377\006", "\200\006",
		"\xc3\x9c\x62"
		"er 25 \xc2\xb0"
		"C\r\n\006" };

	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		struct dialog d;

		begin_xmodem(&d, 100);
		receive(&d, bursts[i]);

		cr_expect(dialog_said(&d, eot, 1), "burst %zu", i);
		dialog_free(&d);
	}
}

Test(send_end, stops_on_a_line_that_echoes)
{
	uint8_t echo[XM_BLOCK_MAX];
	struct dialog d;

	begin_xmodem(&d, 300);
	memcpy(echo, d.said, 133);
	dialog_hear(&d, echo, 133);

	cr_expect(dialog_error(&d) == XM_EECHO);
	cr_expect(dialog_event(&d) == XM_FAILED);
	dialog_free(&d);
}

Test(send_end, takes_the_number_of_an_echoed_block_for_no_answer)
{
	struct dialog d;

	begin_xmodem(&d, 2000); /* block 6 has an ACK in it, block 24 a CAN */
	for (int i = 1; i < 6; i++)
		receive(&d, "\006");
	dialog_skip(&d);
	dialog_hear(&d, "\001\006", 2);
	cr_expect(dialog_skip(&d) == 0);
	dialog_hear(&d, "\371", 1);

	cr_expect(dialog_error(&d) == XM_EECHO);
	dialog_free(&d);
}

/* Long output. */

Test(send_end, waits_for_a_line_that_is_slow_but_moves)
{
	const uint8_t *out;
	struct host h = { 0 };

	host_add(&h, "file", 100, 1);
	host_send(&h, 0, &defaults);
	host_party(&h).hear(&h, 0, (const uint8_t *)"C", 1);
	host_party(&h).hear(&h, 60, NULL, 0);
	cr_assert(xm_output(&h.xm, &out) == 133);
	for (uint32_t i = 1; i <= 5; i++) {
		xm_sent(&h.xm, 60 + i * 50000, 20);
		host_party(&h).hear(&h, 60 + i * 50000, NULL, 0);
		cr_expect(xm_event(&h.xm) == XM_NONE, "after %u", i);
	}
	host_party(&h).hear(&h, 60 + 400000, NULL, 0);
	host_party(&h).hear(&h, 60 + 500000, NULL, 0);

	cr_expect(xm_error(&h.xm) == XM_ESTALLED);
	host_free(&h);
}
