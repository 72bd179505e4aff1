#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/* When a receiver answers: to the millisecond, since time is virtual. */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char data[1024] = "some data";

#define SAID(d, bytes) dialog_said(d, bytes, sizeof bytes - 1)

/* Asserts that the next answer is this byte, and comes just then. */
#define ANSWERS_AFTER(d, ms, byte)                                             \
	do {                                                                   \
		dialog_wait(d, (ms)-1);                                        \
		cr_assert(dialog_skip(d) == 0, "too early");                   \
		dialog_wait(d, 1);                                             \
		cr_assert(dialog_said(d, byte, 1), "too late");                \
	} while (0)

static void
begin(struct dialog *d)
{
	memset(d, 0, sizeof *d);
	dialog_recv(d, &defaults);
	dialog_skip(d);
}

/* The fields end with a NUL, as string constants do. */
static void
receive_header(struct dialog *d, const char *fields, size_t len)
{
	char header[128] = { 0 };

	memcpy(header, fields, len);
	dialog_hear_block(d, 0, header, sizeof header);
}

static void
begin_ymodem(struct dialog *d, const char *fields, size_t len)
{
	begin(d);
	receive_header(d, fields, len);
	dialog_skip(d);
}

/* Half a block, whose rest is lost. */
static void
receive_half(struct dialog *d, uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };

	xm_block_seal(block, number, 128, true);
	dialog_hear(d, block, 60);
}

/* A block in two pieces, with a pause between them. */
static void
receive_with_pause(struct dialog *d, uint8_t number, uint32_t pause_ms)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 128, true);

	dialog_hear(d, block, 60);
	dialog_wait(d, pause_ms);
	dialog_hear(d, block + 60, len - 60);
	cr_assert(SAID(d, "\006"));
}

Test(recv_times, answers_an_EOT_after_20_ms_only_if_no_data_is_missing)
{
	static const struct {
		const char *size;
		uint32_t quiet_ms;
	} rows[] = { { "name\000128 ", 20 }, { "name\000129 ", 100 },
		{ "name\000    ", 100 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dialog d;

		begin_ymodem(&d, rows[i].size, 10);
		dialog_hear_block(&d, 1, data, 128);
		dialog_skip(&d);
		dialog_hear(&d, "\004", 1);
		ANSWERS_AFTER(&d, rows[i].quiet_ms, "\025");
		dialog_free(&d);
	}
}

Test(recv_times, ends_a_file_3200_ms_after_an_EOT_that_is_not_repeated)
{
	struct dialog d;

	begin_ymodem(&d, "name\000128 ", 10);
	dialog_hear_block(&d, 1, data, 128);
	dialog_hear(&d, "\004", 1);
	dialog_wait(&d, 20);
	dialog_skip(&d);
	dialog_wait(&d, 3199);
	cr_expect(dialog_skip(&d) == 0);
	dialog_wait(&d, 1);

	cr_expect(SAID(&d, "\006C"));
	cr_expect(d.host.file[0].whole);
	dialog_free(&d);
}

Test(recv_times, waits_longer_for_a_block_on_a_line_with_longer_pauses)
{
	static const struct {
		uint32_t pause_ms, gap_ms;
	} rows[] = { { 0, 24 }, { 1, 26 }, { 100, 224 }, { 480, 984 },
		{ 600, 1000 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dialog d;

		begin(&d);
		for (uint8_t number = 1; number <= 30; number++)
			receive_with_pause(&d, number, rows[i].pause_ms);
		receive_half(&d, 31);
		ANSWERS_AFTER(&d, rows[i].gap_ms, "\025");
		dialog_free(&d);
	}
}

Test(recv_times, waits_a_second_for_a_block_before_it_knows_the_line)
{
	struct dialog d;

	begin(&d);
	receive_half(&d, 1);
	ANSWERS_AFTER(&d, 1000, "C");
	dialog_free(&d);
}

Test(recv_times, waits_a_second_again_when_a_block_was_late)
{
	struct dialog d;

	begin(&d);
	for (uint8_t number = 1; number <= 30; number++)
		receive_with_pause(&d, number, 0);
	receive_half(&d, 31);
	ANSWERS_AFTER(&d, 24, "\025");
	dialog_hear(&d, "the rest of it", 14);
	ANSWERS_AFTER(&d, 1000, "\025");
	dialog_free(&d);
}

Test(recv_times, rejects_a_damaged_block_after_30_ms_of_silence)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	struct dialog d;
	size_t len = xm_block_seal(block, 2, 128, true);

	begin(&d);
	dialog_hear_block(&d, 1, data, 128);
	dialog_skip(&d);
	block[70] ^= 1;
	dialog_hear(&d, block, len);
	ANSWERS_AFTER(&d, 30, "\025");
	dialog_free(&d);
}

Test(recv_times, repeats_a_lost_answer_every_10_s_until_the_timeout)
{
	struct dialog d;

	begin(&d);
	dialog_hear_block(&d, 1, data, 128);
	dialog_skip(&d);
	for (int i = 0; i < 5; i++)
		ANSWERS_AFTER(&d, 10000, "\025");
	dialog_wait(&d, 9999);
	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_wait(&d, 1);

	cr_expect(dialog_error(&d) == XM_ESILENCE);
	dialog_free(&d);
}

Test(recv_times, answers_a_repeated_block_only_after_5_s)
{
	for (uint32_t ms = 4999; ms <= 5000; ms++) {
		struct dialog d;

		begin(&d);
		dialog_hear_block(&d, 1, data, 128);
		dialog_skip(&d);
		dialog_wait(&d, ms);
		dialog_hear_block(&d, 1, data, 128);
		cr_expect(dialog_skip(&d) == (ms < 5000 ? 0 : 1));
		dialog_free(&d);
	}
}

static void
end_file(struct dialog *d)
{
	begin_ymodem(d, "name\000128 ", 10);
	dialog_hear_block(d, 1, data, 128);
	for (int i = 0; i < 2; i++) {
		dialog_hear(d, "\004", 1);
		dialog_wait(d, 20);
	}
	cr_assert(SAID(d, "\006\025\006C"));
}

Test(recv_times, asks_every_3_s_for_the_next_file_and_is_done_after_20_s)
{
	struct dialog d;

	end_file(&d);
	for (int i = 0; i < 6; i++)
		ANSWERS_AFTER(&d, 3000, "C");
	dialog_wait(&d, 1999);
	cr_expect(dialog_event(&d) == XM_NONE);
	dialog_wait(&d, 1);

	cr_expect(dialog_event(&d) == XM_DONE);
	dialog_free(&d);
}

Test(recv_times, is_done_4_s_after_the_last_ACK_if_the_line_does_not_take_it)
{
	struct dialog d;
	struct xm *x = &d.host.xm;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 0, 128, true);

	end_file(&d);
	cr_assert(xm_input(x, d.now_ms, block, len) == len);
	cr_expect(xm_wait_ms(x, d.now_ms) == 4000);
	xm_input(x, d.now_ms + 3999, NULL, 0);
	cr_expect(dialog_event(&d) == XM_NONE);
	xm_input(x, d.now_ms + 4000, NULL, 0);

	cr_expect(dialog_event(&d) == XM_DONE);
	dialog_free(&d);
}

Test(recv_times, is_cancelled_at_once_while_the_last_ACK_waits_for_the_line)
{
	struct dialog d;
	struct xm *x = &d.host.xm;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 0, 128, true);
	const uint8_t *out;

	end_file(&d);
	cr_assert(xm_input(x, d.now_ms, block, len) == len);
	cr_assert(xm_output(x, &out) == 1 && *out == ACK);
	xm_cancel(x, d.now_ms);

	cr_expect(xm_output(x, &out) == 16 && *out == CAN);
	dialog_free(&d);
}

Test(recv_times, forgets_an_EOT_when_a_block_follows_it)
{
	struct dialog d;

	/* The byte was a part of the block, whose start was lost. */
	begin(&d);
	dialog_hear_block(&d, 1, data, 128);
	dialog_hear(&d, "x\004", 2);
	dialog_wait(&d, 1000);
	dialog_skip(&d);
	dialog_hear(&d, "\004", 1);
	ANSWERS_AFTER(&d, 100, "\025");
	dialog_hear_block(&d, 2, data, 128);
	dialog_hear_block(&d, 3, data, 128);
	cr_assert(dialog_skip(&d) == 2);
	dialog_hear(&d, "x", 1);
	dialog_wait(&d, 1000);
	dialog_skip(&d);
	dialog_hear(&d, "\004", 1);
	ANSWERS_AFTER(&d, 100, "\025");
	cr_expect(!d.host.file[0].whole);
	dialog_free(&d);
}
