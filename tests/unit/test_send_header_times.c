#include <criterion/criterion.h>

#include "unit/send_timing.h"

/* The time between the ACK of a block 0 and the data that follows. */

Test(send_header_times, sends_data_1200_ms_after_an_ACK_without_a_request)
{
	struct scripted_peer d;

	timing_begin_block(&d, true, 1);
	sender_receive(&d, "\006");
	timing_expect(&d, 1200, BLOCK_LEN);
	peer_free(&d);
}

Test(
    send_header_times, sends_data_100_ms_after_an_ACK_if_no_request_is_expected)
{
	struct scripted_peer d;

	timing_begin_block(&d, true, 1);
	xm_send_expect_no_request(&d.host.xm);
	sender_receive(&d, "\006");
	timing_expect(&d, 100, BLOCK_LEN);
	peer_free(&d);
}

Test(send_header_times, sends_data_at_a_request_though_none_was_expected)
{
	struct scripted_peer d;

	timing_begin_block(&d, true, 1);
	xm_send_expect_no_request(&d.host.xm);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	peer_wait(&d, 1000);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send_header_times,
    gives_a_second_file_up_5_s_after_an_ACK_without_a_request)
{
	struct scripted_peer d;

	timing_begin_eot(&d, true, 2);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "\006");
	timing_expect(&d, 5000, 16);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send_header_times, waits_4500_ms_for_the_ACK_of_a_second_block_0)
{
	struct scripted_peer d;

	timing_begin_block(&d, true, 1);
	sender_receive(&d, "C");
	timing_expect(&d, 300, BLOCK_LEN);
	sender_receive(&d, "\006");
	timing_expect(&d, 300 + 4500, BLOCK_LEN);
	peer_free(&d);
}

Test(send_header_times,
    waits_5_s_more_for_a_request_if_the_file_is_not_the_first)
{
	struct scripted_peer d;

	timing_begin_eot(&d, true, 2);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "\006");
	timing_expect(&d, 20 + 1500 + 5000, 16);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send_header_times,
    needs_no_later_request_if_one_came_while_it_awaited_a_copys_ACK)
{
	struct scripted_peer d;

	timing_begin_eot(&d, true, 2);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20 + 1500, BLOCK_LEN);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send_header_times,
    needs_a_later_request_though_one_came_early_in_the_first_file)
{
	struct scripted_peer d;

	timing_begin_block(&d, true, 2);
	sender_receive(&d, "C");
	timing_expect(&d, 300, BLOCK_LEN);
	sender_receive(&d, "\006C");
	timing_expect(&d, 300 + 4500, BLOCK_LEN);
	sender_receive(&d, "\006");
	sender_receive(&d, "\006");
	sender_receive(&d, "\006");
	cr_assert(peer_skip(&d) == 2 * BLOCK_LEN + 1);
	sender_receive(&d, "\006C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "C");
	timing_expect(&d, 20, BLOCK_LEN);
	sender_receive(&d, "\006");
	timing_expect(&d, 20 + 1500 + 5000, 16);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}
