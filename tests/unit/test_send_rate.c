#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"

/*
 * A line with a known baud rate: the sender calculates when a block has arrived
 * at the receiver.
 */

enum { BLOCK_LEN = 133 };

/* Begins a sender on a line on which a block takes one second. */
static void
begin(struct scripted_peer *d, bool ymodem)
{
	struct xm_options options = sender_defaults;

	options.bytes_per_s = BLOCK_LEN;
	options.ymodem = ymodem;
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", 1, 1);
	peer_begin_sender(d, &options);
	sender_receive(d, "C");
	peer_wait(d, 50);
	cr_assert(peer_skip(d) == BLOCK_LEN);
}

/* Asserts that the next output has `len` bytes and comes after exactly `ms`. */
static void
expect_after(struct scripted_peer *d, uint32_t ms, size_t len)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_skip(d) == 0, "too early");
	peer_wait(d, 1);
	cr_assert(peer_skip(d) == len, "too late");
}

/* The first ACK answers the first copy. */
Test(send_rate, waits_for_the_second_ACK_from_the_arrival_of_the_second_copy)
{
	struct scripted_peer d;

	begin(&d, false);
	peer_wait(&d, 700);
	sender_receive(&d, "C"); /* takes effect when the
				    block must have arrived */
	expect_after(&d, 320, BLOCK_LEN);
	peer_wait(&d, 80);
	sender_receive(&d, "\006"); /* comes 920 ms before the
				       second copy arrives */
	expect_after(&d, 920 + 1020 + 4500, 1);
	peer_free(&d);
}
