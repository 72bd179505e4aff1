#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/*
 * A sender that repeats a block after silence, for receivers that never send
 * NAK (the option --resend-after).
 */

static void
begin(struct scripted_peer *d, bool ymodem, uint32_t resend_ms)
{
	struct xm_options options = sender_defaults;

	memset(d, 0, sizeof *d);
	options.ymodem = ymodem;
	options.resend_ms = resend_ms;
	endpoint_add(&d->host, "file", 500, 1);
	peer_begin_sender(d, &options);
	sender_receive(d, "C");
	peer_wait(d, 50);
	cr_assert(peer_skip(d) == 133);
}

/* Begins a sender that has sent the second block. */
static void
begin_second(struct scripted_peer *d)
{
	begin(d, false, 3000);
	sender_receive(d, "\006");
	cr_assert(peer_skip(d) == 133);
}

/* Begins a sender that has sent the EOT. */
static void
begin_eot(struct scripted_peer *d)
{
	begin(d, false, 3000);
	for (int i = 0; i < 4; i++)
		sender_receive(d, "\006");
	cr_assert(peer_skip(d) == 3 * 133 + 1);
}

/* Asserts that the sender sends this block after `ms`, and nothing before. */
static void
expect_block_after(struct scripted_peer *d, uint32_t ms, uint8_t number)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_skip(d) == 0, "too early");
	peer_wait(d, 1);
	cr_assert(peer_skip(d) == 133, "too late");
	cr_expect(d->said[1] == number);
}

Test(send_resend, sends_a_block_again_after_silence_until_the_timeout)
{
	struct scripted_peer d;

	begin_second(&d);
	expect_block_after(&d, 3000, 2);
	cr_expect(xm_counts(&d.host.xm).doubtful == 1);
	cr_expect(xm_counts(&d.host.xm).retries == 1);
	for (int i = 2; i < 20; i++)
		expect_block_after(&d, 3000, 2);
	peer_wait(&d, 2999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESILENCE);
	cr_expect(xm_counts(&d.host.xm).doubtful == 19);
	peer_free(&d);
}

Test(send_resend, sends_block_0_again_too)
{
	struct scripted_peer d;

	begin(&d, true, 3000);
	expect_block_after(&d, 3000, 0);
	peer_free(&d);
}

Test(send_resend, sends_a_block_again_after_1_ms_if_set)
{
	struct scripted_peer d;

	begin(&d, false, 1);
	expect_block_after(&d, 1, 1);
	peer_free(&d);
}

Test(send_resend, waits_no_longer_than_the_timeout)
{
	struct scripted_peer d;

	begin(&d, false, sender_defaults.timeout_ms + 1);
	peer_wait(&d, sender_defaults.timeout_ms - 1);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

/*
 * An early repetition would disturb Cisco's device, which is slow to
 * acknowledge an EOT.
 */
Test(send_resend, retransmits_an_EOT_no_sooner_than_without_the_option)
{
	struct scripted_peer d;

	begin_eot(&d);
	peer_wait(&d, 14999);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 1);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_resend, stops_when_text_came_in_place_of_an_ACK)
{
	struct scripted_peer d;

	begin_second(&d);
	sender_receive(&d, "=> \b");
	peer_wait(&d, 2999);
	cr_expect(peer_event(&d) == XM_NONE);
	peer_wait(&d, 1);

	cr_expect(peer_error(&d) == XM_ESTOPPED);
	peer_free(&d);
}

/*
 * The ACK of the first copy arrives late, and a second ACK answers the second
 * copy.
 */
Test(send_resend, does_not_count_the_ACK_of_a_copy_for_the_next_block)
{
	struct scripted_peer d;

	begin_second(&d);
	expect_block_after(&d, 3000, 2);
	sender_receive(&d, "\006");
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 3000);
	sender_receive(&d, "\006");
	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 3);
	peer_wait(&d, 2000);
	cr_expect(peer_skip(&d) == 0);
	sender_receive(&d, "\006");
	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 4);
	peer_free(&d);
}

/* A block that was repeated after a NAK gets only one ACK. */
Test(send_resend, expects_one_ACK_of_a_later_block_that_was_rejected)
{
	struct scripted_peer d;

	begin_second(&d);
	expect_block_after(&d, 3000, 2);
	sender_receive(&d, "\006");
	sender_receive(&d, "\006");
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 10);
	sender_receive(&d, "\025");
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006");

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 4);
	peer_free(&d);
}
