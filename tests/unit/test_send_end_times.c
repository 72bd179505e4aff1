#include <criterion/criterion.h>

#include "unit/send_timing.h"

/*
 * The times of a sender at the end of its transfer: after an EOT, the last ACK
 * or a CAN.
 */

Test(send_end_times, retransmits_an_EOT_twice_at_intervals_of_15_s)
{
	struct scripted_peer d;

	timing_begin_eot(&d, false, 1);
	timing_expect(&d, 15000, 1);
	timing_expect(&d, 15000, 1);
	timing_expect_end(&d, 15000, XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_end_times, repeats_no_EOT_if_the_timeout_is_shorter_than_15_s)
{
	static const struct {
		uint32_t timeout_ms;
		bool repeats;
	} rows[] = { { 14999, false }, { 15000, true } };

	for (int i = 0; i < 2; i++) {
		struct xm_options options = sender_defaults;
		struct scripted_peer d;

		options.timeout_ms = rows[i].timeout_ms;
		timing_begin(&d, &options, 1);
		sender_receive(&d, "C");
		peer_wait(&d, 50);
		for (int block = 0; block < 3; block++)
			sender_receive(&d, "\006");
		peer_skip(&d);
		peer_wait(&d, rows[i].timeout_ms);

		cr_expect(peer_skip(&d) == rows[i].repeats);
		cr_expect(peer_error(&d) ==
			  (rows[i].repeats ? XM_OK : XM_EUNFINISHED));
		peer_free(&d);
	}
}

Test(send_end_times, is_done_13500_ms_after_the_ACK_of_the_last_EOT)
{
	struct scripted_peer d;

	timing_begin_eot(&d, true, 1);
	sender_receive(&d, "\006");
	timing_expect_end(&d, 13500, XM_OK);
	peer_free(&d);
}

Test(send_end_times, is_done_3_s_after_text_that_follows_the_last_EOT)
{
	static const struct {
		const char *text;
		uint32_t ms;
	} rows[] = { { "\006abc.\b", 3000 }, { "\006=> ", 3000 },
		{ "\006abc", 13500 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		timing_begin_eot(&d, true, 1);
		sender_receive(&d, rows[i].text);
		timing_expect_end(&d, rows[i].ms, XM_OK);
		peer_free(&d);
	}
}

Test(send_end_times, is_done_4_s_after_the_final_header)
{
	struct scripted_peer d;

	timing_begin_eot(&d, true, 1);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	timing_expect_end(&d, 4000, XM_OK);
	peer_free(&d);
}

Test(send_end_times, treats_CANs_within_20_ms_of_the_last_ACK_as_an_end)
{
	for (uint32_t ms = 19; ms <= 20; ms++) {
		struct scripted_peer d;

		timing_begin_eot(&d, true, 1);
		sender_receive(&d, "\006");
		peer_wait(&d, ms);
		sender_receive(&d, "\030\030");
		cr_expect(peer_error(&d) == (ms < 20 ? XM_OK : XM_EREJECTED));
		peer_free(&d);
	}
}

Test(send_end_times, ends_1_s_after_a_single_CAN)
{
	struct scripted_peer d;

	timing_begin_block(&d, false, 1);
	sender_receive(&d, "\006");
	peer_skip(&d);
	sender_receive(&d, "\030");
	timing_expect_end(&d, 1000, XM_ECANCELLED);
	peer_free(&d);
}

Test(send_end_times, treats_CANs_a_second_apart_as_two_single_CANs)
{
	for (uint32_t ms = 999; ms <= 1000; ms++) {
		struct scripted_peer d;

		timing_begin_eot(&d, false, 1);
		sender_receive(&d, "\030");
		peer_wait(&d, ms);
		sender_receive(&d, "\030");
		cr_expect(peer_error(&d) == (ms < 1000 ? XM_EREJECTED : XM_OK));
		peer_free(&d);
	}
}

Test(send_end_times, ignores_a_single_CAN_after_the_final_header)
{
	struct scripted_peer d;

	timing_begin_eot(&d, true, 1);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "\030");
	timing_expect_end(&d, 4000, XM_OK);
	peer_free(&d);
}
