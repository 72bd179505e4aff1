#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"
#include "xm/internal.h"

/* A pause of the line divides a block, and the second part arrives late. */

enum { BYTE_TIMEOUT_MS = 555 };

/*
 * Asserts that the receiver sends exactly these bytes after `ms`, and nothing
 * before.
 */
static void
expect_after(struct scripted_peer *d, uint32_t ms, const char *bytes)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_skip(d) == 0, "too early");
	peer_wait(d, 1);
	cr_assert(peer_received(d, bytes, strlen(bytes)), "too late");
}

static void
begin(struct scripted_peer *d)
{
	struct xm_options options = receiver_defaults;

	options.byte_timeout_ms = BYTE_TIMEOUT_MS;
	memset(d, 0, sizeof *d);
	peer_begin_receiver(d, &options);
	peer_skip(d);
}

/* Begins a receiver that has acknowledged block 1. */
static void
begin_file(struct scripted_peer *d)
{
	begin(d);
	peer_send_block(d, 1, receiver_data, 128);
	cr_assert(HAS_SENT(d, "\006"));
}

/* Sends half of a block; the other half is lost or late. */
static void
receive_half(struct scripted_peer *d, uint8_t number)
{
	uint8_t block[133] = { 0 };

	xm_block_seal(block, number, 128, true);
	peer_send(d, block, 60);
	peer_wait(d, BYTE_TIMEOUT_MS);
	cr_assert(peer_skip(d) == 1);
}

/*
 * Begins a receiver that has received late bytes, and so waits twice as long
 * for further ones.
 */
static void
begin_long_gap(struct scripted_peer *d)
{
	begin_file(d);
	receive_half(d, 2);
	receive_half(d, 2);
	peer_send(d, "late", 4);
}

Test(recv_late, waits_for_the_rest_as_long_as_the_option_says)
{
	struct scripted_peer d;
	uint8_t damaged[133] = { SOH, 2, 253, 1 };

	begin_file(&d);
	peer_send(&d, damaged, sizeof damaged);
	expect_after(&d, 30, "\025");
	peer_send(&d, "late", 4);
	expect_after(&d, BYTE_TIMEOUT_MS, "\025");
	peer_free(&d);
}

Test(recv_late, waits_twice_as_long_after_two_cut_blocks_in_a_row)
{
	struct scripted_peer d;

	begin_long_gap(&d);
	expect_after(&d, 2 * BYTE_TIMEOUT_MS, "\025");
	peer_free(&d);
}

Test(recv_late,
    waits_the_usual_time_after_two_cut_blocks_with_a_whole_one_between)
{
	struct scripted_peer d;

	begin_file(&d);
	receive_half(&d, 2);
	peer_send_block(&d, 2, receiver_data, 128);
	cr_assert(HAS_SENT(&d, "\006"));
	receive_half(&d, 3);
	peer_send(&d, "late", 4);
	expect_after(&d, BYTE_TIMEOUT_MS, "\025");
	peer_free(&d);
}

/* A block 0 whose name has no end is rejected, but no byte of it is missing. */
Test(recv_late, waits_the_usual_time_after_a_malformed_block_0_and_a_cut_block)
{
	struct scripted_peer d;
	char header[128];

	begin(&d);
	memset(header, 'n', sizeof header);
	peer_send_block(&d, 0, header, sizeof header);
	expect_after(&d, BYTE_TIMEOUT_MS, "C");
	receive_half(&d, 1);
	peer_send(&d, "\030late", 5);
	expect_after(&d, BYTE_TIMEOUT_MS, "C");
	peer_free(&d);
}

Test(recv_late, finds_a_block_after_byte_timeout_ms_though_the_wait_is_longer)
{
	static const struct {
		uint32_t after_ms;
		size_t len;
		bool found;
	} rows[] = { { BYTE_TIMEOUT_MS - 1, 128, false },
		{ BYTE_TIMEOUT_MS, 128, true },
		{ BYTE_TIMEOUT_MS, 1024, true } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		begin_long_gap(&d);
		peer_wait(&d, rows[i].after_ms);
		peer_send_block(&d, 2, receiver_data, rows[i].len);
		cr_expect(HAS_SENT(&d, "\006") == rows[i].found, "row %zu", i);
		peer_free(&d);
	}
}

Test(recv_late, finds_no_block_in_the_middle_of_late_bytes)
{
	struct scripted_peer d;
	uint8_t late[1 + 133] = { 'x' };

	begin_long_gap(&d);
	xm_block_seal(late + 1, 2, 128, true);
	peer_wait(&d, BYTE_TIMEOUT_MS);
	peer_send(&d, late, sizeof late);

	cr_expect(HAS_SENT(&d, ""));
	peer_free(&d);
}

/*
 * The SOH shows that the sender continues, so the CANs before it do not count.
 */
Test(recv_late, does_not_add_CANs_before_a_block_to_those_in_it)
{
	struct scripted_peer d;

	begin_long_gap(&d);
	peer_send(&d, "\030\030\030\030\030\030\030", 7);
	peer_wait(&d, BYTE_TIMEOUT_MS);
	peer_send(&d, "\001\030", 2);
	peer_wait(&d, 2 * BYTE_TIMEOUT_MS);

	cr_expect(HAS_SENT(&d, "\025"));
	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}
