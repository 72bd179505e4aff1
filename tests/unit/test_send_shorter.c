#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"

/*
 * How a sender changes from blocks of 1024 bytes to blocks of 128 bytes, block
 * by block.
 */

/*
 * Sends a file. Each letter is a block: 'a' is acknowledged at once, 'r' after
 * one NAK. Returns the length of the block after the last letter.
 */
static size_t
length_after(const char *blocks)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };
	size_t len;

	options.block_len = 1024;
	endpoint_add(&d.host, "file", 100000, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 50);
	sender_receive(&d, "\006"); /* no copy of the first block follows */
	for (; *blocks != '\0'; blocks++) {
		if (*blocks == 'r') {
			sender_receive(&d, "\025");
			peer_wait(&d, 20);
		}
		peer_skip(&d);
		sender_receive(&d, "\006");
	}
	len = peer_skip(&d) - 5;
	peer_free(&d);
	return len;
}

Test(send_shorter, follows_two_rejected_blocks_in_a_row_or_three_of_five)
{
	static const struct {
		const char *blocks;
		size_t len;
	} rows[] = { { "r", 1024 }, { "rr", 128 }, { "rar", 1024 },
		{ "rarar", 128 }, { "raar", 1024 }, { "raarr", 128 },
		{ "raarar", 1024 }, { "raaaarr", 128 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_eq(length_after(rows[i].blocks), rows[i].len, "%s",
		    rows[i].blocks);
}
