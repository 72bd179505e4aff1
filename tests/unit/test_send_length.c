#include <criterion/criterion.h>
#include <stdio.h>

#include "harness/memory_endpoint.h"
#include "harness/random.h"
#include "harness/scripted_peer.h"

/* A sender chooses between blocks of 1024 and of 128 bytes on noisy lines. */

/* A sender on a line that damages one byte in `one_in`, at random. */
struct noisy {
	struct party party;
	uint32_t one_in;
	uint64_t state;
	unsigned starts[2]; /* number of blocks of 128 and of 1024 bytes */
};

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct noisy *n = self;

	n->party.input(n->party.self, now_ms, bytes, len);
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct noisy *n = self;
	size_t len = n->party.output(n->party.self, now_ms, space, size);

	if (len == 128 + 5)
		n->starts[0]++;
	else if (len == 1024 + 5)
		n->starts[1]++;
	for (size_t i = 0; i < len; i++) {
		if (n->one_in > 0 && random_below(&n->state, n->one_in) == 0)
			space[i] ^= 0x10;
	}
	return len;
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	struct noisy *n = self;

	return n->party.wait_ms(n->party.self, now_ms);
}

static bool
ended(void *self)
{
	struct noisy *n = self;

	return n->party.ended(n->party.self);
}

struct run {
	uint32_t took_ms;
	unsigned shorts, longs; /* number of blocks of each length */
};

struct way {
	uint32_t one_in;
	uint32_t latency_ms;
	uint16_t block_len;
	enum xm_tail tail;
};

static struct run
run(struct way way, uint32_t seed)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;
	struct memory_endpoint sender = { .sends = true },
			       receiver = { .files = 0 };
	struct noisy noisy = { .one_in = way.one_in, .state = seed + 60 };
	struct virtual_line wire;
	struct run r;

	options.ymodem = true;
	options.block_len = way.block_len;
	options.tail = way.tail;
	endpoint_add(&sender, "file", 100000, 1);
	endpoint_begin_sender(&sender, 0, &options);
	endpoint_begin_receiver(&receiver, 0, &options);
	noisy.party = endpoint_party(&sender);
	virtual_line_init(&wire,
	    (struct party){ &noisy, input, output, wait_ms, ended },
	    endpoint_party(&receiver));
	wire.way[0].latency_us = way.latency_ms * 1000;
	wire.way[1].latency_us = way.latency_ms * 1000;
	cr_assert(virtual_line_run(&wire, 36000000));
	cr_assert(xm_event(&sender.xm) == XM_DONE);
	cr_assert(endpoint_same(&sender, &receiver, 0));
	r = (struct run){ virtual_line_now_ms(&wire), noisy.starts[0],
		noisy.starts[1] };
	virtual_line_free(&wire);
	endpoint_free(&sender);
	endpoint_free(&receiver);
	return r;
}

/* Runs the transfer on several lines that have the same error rate. */
static struct run
runs(struct way way)
{
	struct run sum = { 0 };

	for (uint32_t seed = 1; seed <= 8; seed++) {
		struct run r = run(way, seed);

		sum.took_ms += r.took_ms;
		sum.shorts += r.shorts;
		sum.longs += r.longs;
	}
	return sum;
}

Test(send_length, stays_on_a_clean_line)
{
	struct run r = runs((struct way){ 0, 0, 1024, XM_TAIL_AUTO });

	/* Only block 0 and the last block are short. */
	cr_expect(r.shorts == 8 * 2, "%u", r.shorts);
}

Test(send_length, stays_where_few_blocks_are_lost)
{
	struct run r = runs((struct way){ 20000, 0, 1024, XM_TAIL_AUTO });

	cr_expect(r.shorts < r.longs / 4, "%u, %u", r.shorts, r.longs);
}

Test(send_length, falls_and_rises_again_where_many_blocks_are_lost)
{
	struct run r = runs((struct way){ 2000, 0, 1024, XM_TAIL_AUTO });

	cr_expect(r.shorts > r.longs, "%u, %u", r.shorts, r.longs);
	cr_expect(r.longs > 8 * 5, "%u", r.longs);
}

Test(send_length, is_faster_where_many_blocks_are_lost)
{
	struct run full = runs((struct way){ 2000, 0, 1024, XM_TAIL_FULL });
	struct run any = runs((struct way){ 2000, 0, 1024, XM_TAIL_AUTO });

	cr_expect(full.shorts == 8 * 2, "%u", full.shorts);
	cr_expect(any.took_ms * 10 < full.took_ms * 8, "%u, %u", any.took_ms,
	    full.took_ms);
}

Test(send_length, makes_a_line_with_slow_answers_at_most_20_percent_slower)
{
	struct run full = runs((struct way){ 2500, 200, 1024, XM_TAIL_FULL });
	struct run any = runs((struct way){ 2500, 200, 1024, XM_TAIL_AUTO });

	cr_expect(any.took_ms * 10 < full.took_ms * 12, "%u, %u", any.took_ms,
	    full.took_ms);
}

Test(send_length, stays_short_if_it_was_set)
{
	struct run r = runs((struct way){ 2000, 0, 128, XM_TAIL_AUTO });

	cr_expect(r.longs == 0);
}

/* A sender with the test as its receiver. */

/* Begins a sender that has sent its first block of 1024 bytes. */
static void
begin_long(struct scripted_peer *d, enum xm_tail tail)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;

	memset(d, 0, sizeof *d);
	options.block_len = 1024;
	options.tail = tail;
	endpoint_add(&d->host, "file", 200000, 1);
	peer_begin_sender(d, &options);
	peer_send(d, "C", 1);
	peer_wait(d, 50);
	cr_assert(peer_skip(d) == 1029);
	peer_send(d, "\006", 1);
	cr_assert(peer_skip(d) == 1029);
}

/* Sends an ACK after `after_ms`. Returns the length of the next block. */
static size_t
acknowledge(struct scripted_peer *d, uint32_t after_ms)
{
	peer_wait(d, after_ms);
	peer_send(d, "\006", 1);
	return peer_skip(d);
}

/* Rejects the block several times. It is sent again with the same length. */
static void
refuse(struct scripted_peer *d, int times)
{
	for (int i = 0; i < times; i++) {
		peer_send(d, "\025", 1);
		peer_wait(d, 20);
		cr_assert(peer_skip(d) == 1029);
	}
}

Test(send_length, falls_when_a_block_is_rejected_twice_or_two_in_a_row_are)
{
	struct scripted_peer d;

	begin_long(&d, XM_TAIL_AUTO);
	refuse(&d, 2);
	cr_expect(acknowledge(&d, 10) == 133);
	peer_free(&d);

	begin_long(&d, XM_TAIL_AUTO);
	refuse(&d, 1);
	cr_expect(acknowledge(&d, 10) == 1029);
	refuse(&d, 1);
	cr_expect(acknowledge(&d, 10) == 133);
	peer_free(&d);
}

/* The first block may be rejected because the receiver was not ready. */
Test(send_length, stays_when_the_first_block_of_a_session_is_rejected)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;
	struct scripted_peer d = { 0 };

	options.block_len = 1024;
	endpoint_add(&d.host, "file", 200000, 1);
	peer_begin_sender(&d, &options);
	peer_send(&d, "C", 1);
	peer_wait(&d, 50);
	cr_assert(peer_skip(&d) == 1029);
	for (int i = 0; i < 2; i++) {
		peer_send(&d, "C", 1);
		peer_wait(&d, 300);
		cr_assert(peer_skip(&d) == 1029);
	}
	peer_send(&d, "\006\006\006", 3);

	cr_expect(peer_skip(&d) == 1029);
	peer_free(&d);
}

Test(send_length, stays_when_a_block_and_the_block_0_before_it_are_rejected)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	options.block_len = 1024;
	endpoint_add(&d.host, "first", 1, 1);
	endpoint_add(&d.host, "second", 200000, 1);
	peer_begin_sender(&d, &options);
	peer_send(&d, "C", 1);
	peer_wait(&d, 50);
	peer_send(&d, "\006C", 2);
	peer_wait(&d, 20);
	peer_send(&d, "\006", 1);
	peer_send(&d, "\006C", 2);
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133 + 1029 + 1 + 133);
	for (int i = 0; i < 2; i++) {
		peer_send(&d, "C", 1);
		peer_wait(&d, 20);
		cr_assert(peer_skip(&d) == 133);
	}
	peer_send(&d, "\006\006\006C", 4);
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 1029);
	refuse(&d, 1);
	peer_send(&d, "\006\006", 2);

	cr_expect(peer_skip(&d) == 1029);
	peer_free(&d);
}

Test(send_length, stays_if_blocks_between_the_rejected_ones_get_through)
{
	struct scripted_peer d;

	begin_long(&d, XM_TAIL_AUTO);
	for (int i = 0; i < 10; i++) {
		refuse(&d, 1);
		for (int clean = 0; clean < 3; clean++)
			cr_assert(acknowledge(&d, 10) == 1029);
	}
	peer_free(&d);
}

Test(send_length, does_not_fall_if_all_blocks_have_to_be_long)
{
	struct scripted_peer d;

	begin_long(&d, XM_TAIL_FULL);
	refuse(&d, 10);
	cr_expect(acknowledge(&d, 10) == 1029);
	peer_free(&d);
}

Test(send_length, rises_after_40_short_blocks_and_falls_at_one_rejection)
{
	struct scripted_peer d;

	begin_long(&d, XM_TAIL_AUTO);
	refuse(&d, 1);
	for (int fall = 0; fall < 2; fall++) {
		refuse(&d, 1);
		cr_assert(acknowledge(&d, 1000) == 133);
		for (int i = 1; i < 40; i++)
			cr_assert(acknowledge(&d, 1) == 133, "block %d", i);
		cr_assert(acknowledge(&d, 1) == 1029);
	}
	peer_free(&d);
}

Test(send_length, rises_later_if_a_short_block_is_rejected)
{
	struct scripted_peer d;

	begin_long(&d, XM_TAIL_AUTO);
	refuse(&d, 2);
	cr_assert(acknowledge(&d, 1000) == 133);
	for (int i = 1; i < 30; i++)
		cr_assert(acknowledge(&d, 1) == 133);
	peer_send(&d, "\025", 1);
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133);
	for (int i = 1; i < 32; i++)
		cr_assert(acknowledge(&d, 1) == 133, "block %d", i);
	cr_expect(acknowledge(&d, 1) == 1029);
	peer_free(&d);
}

Test(send_length, rises_for_good_if_eight_short_blocks_are_no_faster)
{
	/* The long block takes 800 ms, as eight short ones of 100 ms do. */
	for (uint32_t ms = 99; ms <= 100; ms++) {
		struct scripted_peer d;

		begin_long(&d, XM_TAIL_AUTO);
		refuse(&d, 2);
		cr_assert(acknowledge(&d, 760) == 133);
		for (int i = 1; i < 8; i++)
			cr_assert(acknowledge(&d, ms) == 133);
		cr_expect(acknowledge(&d, ms) == (ms < 100 ? 133 : 1029));
		if (ms == 100) {
			refuse(&d, 8);
			cr_expect(acknowledge(&d, 10) == 1029);
		}
		peer_free(&d);
	}
}

/* Begins a second file. Returns the length of its first block. */
static size_t
begin_second_file(struct scripted_peer *d)
{
	cr_assert(acknowledge(d, 10) == 1); /* the next output is the EOT */
	peer_send(d, "\006C", 2);
	peer_wait(d, 20);
	cr_assert(peer_skip(d) == 133);
	peer_send(d, "\006C", 2);
	peer_wait(d, 20);
	return peer_skip(d);
}

Test(send_length, stays_for_a_file_after_the_rejections_of_a_short_tail)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	options.block_len = 1024;
	options.tail = XM_TAIL_SHORT;
	endpoint_add(&d.host, "first", 1024 + 200, 1);
	endpoint_add(&d.host, "second", 200000, 1);
	peer_begin_sender(&d, &options);
	peer_send(&d, "C", 1);
	peer_wait(&d, 50);
	peer_send(&d, "\006C", 2);
	peer_wait(&d, 20);
	cr_assert(peer_skip(&d) == 133 + 1029);
	cr_assert(acknowledge(&d, 10) == 133);
	cr_assert(acknowledge(&d, 10) == 133);
	for (int i = 0; i < 10; i++) {
		peer_send(&d, "\025", 1);
		peer_wait(&d, 20);
		cr_assert(peer_skip(&d) == 133);
	}
	cr_assert(begin_second_file(&d) == 1029);
	for (int i = 0; i < 3; i++)
		cr_expect(acknowledge(&d, 10) == 1029);
	peer_free(&d);
}
