#include <criterion/criterion.h>
#include <stdio.h>

#include "host.h"

/*
 * The sender's choice between blocks of 1024 and of 128 bytes, on lines that
 * damage some of the bytes that it sends.
 */

/* A party whose bytes are damaged: one in so many, at random. */
struct noisy {
	struct party party;
	uint32_t one_in;
	uint32_t state;
	unsigned starts[2]; /* blocks of 128 and of 1024 bytes */
};

static void
hear(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct noisy *n = self;

	n->party.hear(n->party.self, now_ms, bytes, len);
}

static size_t
speak(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct noisy *n = self;
	size_t len = n->party.speak(n->party.self, now_ms, space, size);

	if (len == 128 + 5)
		n->starts[0]++;
	else if (len == 1024 + 5)
		n->starts[1]++;
	for (size_t i = 0; i < len; i++) {
		n->state = n->state * 1664525 + 1013904223;
		if (n->one_in > 0 && (n->state >> 8) % n->one_in == 0)
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
	unsigned shorts, longs; /* blocks sent */
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
	struct host sender = { .sends = true }, receiver = { .files = 0 };
	struct noisy noisy = { .one_in = way.one_in, .state = seed };
	struct wire wire;
	struct run r;

	options.ymodem = true;
	options.block_len = way.block_len;
	options.tail = way.tail;
	host_add(&sender, "file", 100000, 1);
	host_send(&sender, 0, &options);
	host_recv(&receiver, 0, &options);
	noisy.party = host_party(&sender);
	wire_init(&wire, (struct party){ &noisy, hear, speak, wait_ms, ended },
	    host_party(&receiver));
	wire.way[0].latency_us = way.latency_ms * 1000;
	wire.way[1].latency_us = way.latency_ms * 1000;
	cr_assert(wire_run(&wire, 36000000));
	cr_assert(xm_event(&sender.xm) == XM_DONE);
	cr_assert(host_same(&sender, &receiver, 0));
	r = (struct run){ wire_now_ms(&wire), noisy.starts[0],
		noisy.starts[1] };
	wire_free(&wire);
	host_free(&sender);
	host_free(&receiver);
	return r;
}

/* The same on several lines of that kind. */
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

Test(length, stays_on_a_clean_line)
{
	struct run r = runs((struct way){ 0, 0, 1024, XM_TAIL_AUTO });

	/* Block 0, the last one, and nothing else. */
	cr_expect(r.shorts == 8 * 2, "%u", r.shorts);
}

Test(length, stays_where_few_blocks_are_lost)
{
	struct run r = runs((struct way){ 20000, 0, 1024, XM_TAIL_AUTO });

	cr_expect(r.shorts < r.longs / 4, "%u, %u", r.shorts, r.longs);
}

Test(length, falls_and_rises_again_where_many_blocks_are_lost)
{
	struct run r = runs((struct way){ 2000, 0, 1024, XM_TAIL_AUTO });

	cr_expect(r.shorts > r.longs, "%u, %u", r.shorts, r.longs);
	cr_expect(r.longs > 8 * 5, "%u", r.longs);
}

Test(length, wins_where_many_blocks_are_lost)
{
	struct run full = runs((struct way){ 2000, 0, 1024, XM_TAIL_FULL });
	struct run any = runs((struct way){ 2000, 0, 1024, XM_TAIL_AUTO });

	cr_expect(full.shorts == 8 * 2, "%u", full.shorts);
	cr_expect(any.took_ms * 10 < full.took_ms * 8, "%u, %u", any.took_ms,
	    full.took_ms);
}

Test(length, does_not_stay_short_where_the_answers_have_a_long_way)
{
	struct run full = runs((struct way){ 2500, 200, 1024, XM_TAIL_FULL });
	struct run any = runs((struct way){ 2500, 200, 1024, XM_TAIL_AUTO });

	cr_expect(any.took_ms * 10 < full.took_ms * 12, "%u, %u", any.took_ms,
	    full.took_ms);
}

Test(length, was_asked_to_be_short_and_stays_so)
{
	struct run r = runs((struct way){ 2000, 0, 128, XM_TAIL_AUTO });

	cr_expect(r.longs == 0);
}
