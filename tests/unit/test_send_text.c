#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/* Text and echoes that a sender receives in place of answers. */

static void
receive(struct scripted_peer *d, const char *text)
{
	peer_send(d, text, strlen(text));
}

/* Begins a sender that has sent the first block or block 0. */
static void
begin(struct scripted_peer *d, bool ymodem, int files)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;

	options.ymodem = ymodem;
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		endpoint_add(&d->host, "file", 100, 1);
	peer_begin_sender(d, &options);
	receive(d, "C");
	peer_wait(d, 50);
	cr_assert(peer_skip(d) == 133);
}

/* Begins a sender that has sent block 0 of the second file. */
static void
begin_second(struct scripted_peer *d)
{
	begin(d, true, 2);
	receive(d, "\006C");
	peer_wait(d, 20);
	receive(d, "\006");
	receive(d, "\006C");
	peer_wait(d, 20);
	cr_assert(peer_skip(d) == 133 + 1 + 133);
}

Test(send_text, ends_the_batch_if_four_bytes_of_text_come_before_a_request)
{
	static const struct {
		const char *answer;
		bool goes_on;
	} rows[] = { { "\006a\nC", true }, { "\006ab\nC", false } };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_second(&d);
		receive(&d, rows[i].answer);
		peer_wait(&d, 20);
		cr_expect(peer_skip(&d) == (rows[i].goes_on ? 133 : 16));
		cr_expect(
		    peer_error(&d) == (rows[i].goes_on ? XM_OK : XM_EONEFILE));
		peer_free(&d);
	}
}

Test(send_text, finds_an_echo_by_the_first_three_bytes_of_the_block)
{
	static const struct {
		const char *answer;
		bool echo;
	} rows[] = {
		{ "\001\001\376", true },
		{ "x\001\001\376", true },
		{ "\001x\001\001\376", true },
		{ "\001\001", false },
		{ "\001\001x\376", false },
		{ "\001x\001\376", false },
		{ "\001\376", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d, false, 1);
		receive(&d, rows[i].answer);
		cr_expect(peer_error(&d) == (rows[i].echo ? XM_EECHO : XM_OK),
		    "row %zu", i);
		peer_free(&d);
	}
}

/*
 * Expects that received text does not change the time at which the wait ends.
 */
static void
expect_wait(struct scripted_peer *d, uint32_t ms)
{
	receive(d, "text\b\b");
	cr_expect(peer_skip(d) == 0);
	peer_wait(d, ms - 1);
	cr_expect(peer_event(d) == XM_NONE);
	cr_expect(peer_skip(d) == 0);
	peer_wait(d, 1);
	cr_expect(peer_event(d) != XM_NONE || peer_skip(d) > 0);
	peer_free(d);
}

Test(send_text, shortens_no_wait_for_the_start_for_a_C_or_for_a_second_ACK)
{
	struct scripted_peer d;
	struct xm_options options = XM_OPTIONS_DEFAULT;

	memset(&d, 0, sizeof d);
	peer_begin_sender(&d, &options);
	expect_wait(&d, options.wait_ms);

	begin(&d, true, 1);
	receive(&d, "\006"); /* block 0 is acknowledged */
	expect_wait(&d, 1200);

	for (int ymodem = 0; ymodem < 2; ymodem++) {
		begin(&d, ymodem, 1);
		receive(&d, "C");
		peer_wait(&d, 300);
		receive(&d, "\006"); /* the ACK of one of two copies */
		cr_assert(peer_skip(&d) == 133);
		expect_wait(&d, 300 + 4500);
	}
}

Test(send_text, shortens_no_wait_for_the_ACK_of_a_final_header)
{
	struct scripted_peer d;

	begin(&d, true, 1);
	receive(&d, "\006C");
	peer_wait(&d, 20);
	receive(&d, "\006");
	receive(&d, "\006C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133 + 1 + 133);
	expect_wait(&d, 4000);
}

Test(send_text, ends_the_transfer_though_it_came_while_a_block_was_written)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = XM_OPTIONS_DEFAULT;
	const uint8_t *out;
	uint32_t ms = 5050;

	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	receive(&d, "C");
	peer_wait(&d, 50);
	cr_assert(peer_skip(&d) == 133);
	xm_input(&d.host.xm, 50, (const uint8_t *)"\006", 1);
	endpoint_party(&d.host).input(&d.host, 50, NULL, 0);
	cr_assert(xm_output(&d.host.xm, &out) == 133);
	xm_input(&d.host.xm, 50, (const uint8_t *)"Disk full\r\n", 11);
	xm_sent(&d.host.xm, 50, 133);
	xm_input(&d.host.xm, ms - 1, NULL, 0);
	cr_expect(xm_error(&d.host.xm) == XM_OK);
	xm_input(&d.host.xm, ms, NULL, 0);

	cr_expect(xm_error(&d.host.xm) == XM_ESTOPPED);
	peer_free(&d);
}

Test(send_text, is_cancelled_by_a_CAN_before_text_but_not_after_it)
{
	static const struct {
		const char *answer;
		bool cancels;
	} rows[] = { { "\030>", true }, { "\030\r\n>", true },
		{ "OK\030>", true }, { "OK\030\006", false },
		{ "OK\030\025", false } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin(&d, false, 1);
		receive(&d, rows[i].answer);

		cr_expect((peer_error(&d) == XM_ECANCELLED) == rows[i].cancels,
		    "row %zu", i);
		peer_free(&d);
	}
}

Test(send_text, passes_on_no_CAN_as_text)
{
	struct scripted_peer d;

	begin(&d, false, 1);
	receive(&d, "\r\n\030\006");
	receive(&d, "busy\030");

	cr_expect_str_eq(d.host.text, "\r\nbusy");
	peer_free(&d);
}

Test(send_text, continues_if_text_comes_while_a_block_is_being_written)
{
	const uint8_t *out;
	struct scripted_peer d = { 0 };
	struct xm_options options = XM_OPTIONS_DEFAULT;

	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	xm_input(&d.host.xm, 0, (const uint8_t *)"C", 1);
	xm_input(&d.host.xm, 50, NULL, 0);
	endpoint_party(&d.host).input(&d.host, 50, NULL, 0);
	cr_assert(xm_output(&d.host.xm, &out) == 133);
	xm_sent(&d.host.xm, 51, 20);
	endpoint_party(&d.host).input(
	    &d.host, 52, (const uint8_t *)"flash erased\n", 13);

	cr_expect(xm_event(&d.host.xm) == XM_NONE);
	cr_expect(xm_output(&d.host.xm, &out) == 113);
	peer_free(&d);
}

Test(send_text, forgets_one_CAN_that_came_while_the_block_was_being_written)
{
	const uint8_t *out;
	struct scripted_peer d = { 0 };
	struct xm_options options = XM_OPTIONS_DEFAULT;

	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	xm_input(&d.host.xm, 0, (const uint8_t *)"C", 1);
	xm_input(&d.host.xm, 50, NULL, 0);
	endpoint_party(&d.host).input(&d.host, 50, NULL, 0);
	cr_assert(xm_output(&d.host.xm, &out) == 133);
	xm_sent(&d.host.xm, 51, 20);
	endpoint_party(&d.host).input(&d.host, 52, (const uint8_t *)"\030", 1);
	d.now_ms = 60;
	peer_send(&d, NULL, 0);
	cr_assert(peer_skip(&d) == 113);
	receive(&d, "flash erased\n\006");

	cr_expect(peer_received(&d, "\004", 1));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

/* A sender tries a checksum only before the session is established. */
Test(send_text, keeps_the_CRC_when_block_1_after_a_header_is_rejected)
{
	struct scripted_peer d;

	begin(&d, true, 1);
	receive(&d, "\006C");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	for (int i = 0; i < 8; i++) {
		peer_wait(&d, 1000);
		receive(&d, "\025");
		peer_wait(&d, 100);
		cr_expect(peer_skip(&d) == 133, "copy %d", i);
	}
	peer_free(&d);
}

Test(send_text, before_the_ACK_of_a_later_block_0_does_not_end_the_batch)
{
	struct scripted_peer d;

	begin_second(&d);
	receive(&d, "Creating file\r\n\006C");
	peer_wait(&d, 20);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_text, is_an_echo_only_without_silence_between_its_bytes)
{
	struct scripted_peer d;

	begin(&d, false, 1);
	receive(&d, "\001");
	peer_wait(&d, 100);
	receive(&d, "\001\376");

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

/* A board sends NULs when its power is switched on. */
Test(send_text, is_no_echo_before_the_first_block)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = XM_OPTIONS_DEFAULT;

	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	peer_send(&d, "\000\000\000\000", 4);

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

Test(send_text, between_two_CANs_makes_them_single_ones)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = XM_OPTIONS_DEFAULT;

	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	receive(&d, "\030a\030");

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}

/* Begins a sender that has written half of the first block. */
static void
begin_writing(struct scripted_peer *d)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;

	options.start_now = true;
	options.resend_ms = 3000;
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", 100, 1);
	endpoint_begin_sender(&d->host, 0, &options);
	endpoint_party(&d->host).input(&d->host, 0, NULL, 0);
	xm_sent(&d->host.xm, 0, 60);
}

Test(send_text, is_an_echo_while_the_block_is_being_written)
{
	struct scripted_peer d;

	begin_writing(&d);
	xm_input(&d.host.xm, 0, (const uint8_t *)"\001\001\376", 3);

	cr_expect(peer_error(&d) == XM_EECHO);
	peer_free(&d);
}

Test(send_text, is_no_echo_if_it_began_before_the_block_was_sent_again)
{
	struct scripted_peer d;
	struct xm *x = &d.host.xm;

	begin_writing(&d);
	xm_sent(x, 0, 73);
	xm_input(x, 0, (const uint8_t *)"\001\001", 2);
	xm_input(x, 3000, NULL, 0);
	cr_assert(xm_counts(x).retries == 1);
	xm_input(x, 3000, (const uint8_t *)"\376", 1);

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}
