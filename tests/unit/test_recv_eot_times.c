#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"

/* The times at which a receiver answers an EOT and requests another one. */

/*
 * Sends block 1 directly after the header, so that the receiver measures no
 * pause.
 */
static void
begin_ymodem(struct scripted_peer *d, const char *fields, size_t len)
{
	receiver_begin(d);
	receiver_gets_header(d, fields, len);
	peer_skip(d);
}

Test(recv_eot_times,
    answers_an_EOT_after_20_ms_if_no_data_is_missing_else_after_the_gap)
{
	static const struct {
		const char *size;
		uint32_t quiet_ms;
	} rows[] = { { "name\000128 ", 20 }, { "name\000129 ", 268 },
		{ "name\000    ", 268 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin_ymodem(&d, rows[i].size, 10);
		peer_send_block(&d, 1, receiver_data, 128);
		peer_skip(&d);
		peer_send(&d, "\004", 1);
		ANSWERS_AFTER(&d, rows[i].quiet_ms, "\025");
		peer_free(&d);
	}
}

Test(
    recv_eot_times, answers_an_EOT_after_100_ms_at_least_if_data_may_be_missing)
{
	static const struct {
		uint32_t pause_ms, quiet_ms;
	} rows[] = { { 0, 100 }, { 100, 224 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		receiver_begin(&d);
		for (uint8_t number = 1; number <= 30; number++)
			receiver_gets_pause(&d, number, rows[i].pause_ms);
		peer_send(&d, "\004", 1);
		ANSWERS_AFTER(&d, rows[i].quiet_ms, "\006");
		peer_free(&d);
	}
}

Test(recv_eot_times, answers_an_EOT_in_place_of_a_file_after_100_ms)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 100, "C");
	peer_free(&d);
}

Test(recv_eot_times, requests_an_EOT_every_3200_ms_if_the_size_is_unknown)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name", 5);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 268, "\025");
	ANSWERS_AFTER(&d, 3200, "\025");
	peer_free(&d);
}

/* qodem and OpenBSD's cu send one EOT and end. */
Test(recv_eot_times, ends_a_file_1_s_after_an_EOT_that_is_not_repeated)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128 ", 10);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 20, "\025");
	ANSWERS_AFTER(&d, 1000, "\006C");

	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_eot_times, ends_a_file_3200_ms_after_an_EOT_if_a_block_was_damaged)
{
	struct scripted_peer d;

	begin_ymodem(&d, "name\000128 ", 10);
	peer_send(&d, "\001\001\376xyz", 6);
	peer_wait(&d, 1100);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 20, "\025");
	ANSWERS_AFTER(&d, 3200, "\006C");

	cr_expect(d.host.file[0].whole);
	peer_free(&d);
}

Test(recv_eot_times, forgets_an_EOT_when_a_block_follows_it)
{
	struct scripted_peer d;

	receiver_begin(&d);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send(&d, "x\004", 2);
	peer_wait(&d, 1000);
	peer_skip(&d);
	/* This 0x04 is no EOT, but part of a block whose start was lost. */
	peer_send(&d, "\004", 1);
	ANSWERS_AFTER(&d, 268, "\025");
	peer_send_block(&d, 2, receiver_data, 128);
	peer_send_block(&d, 3, receiver_data, 128);
	cr_assert(peer_skip(&d) == 2);
	peer_send(&d, "x", 1);
	peer_wait(&d, 1000);
	peer_skip(&d);
	peer_send(&d, "\004", 1);
	peer_wait(&d, 1000);
	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}
