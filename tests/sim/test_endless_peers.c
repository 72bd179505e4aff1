#include <criterion/criterion.h>
#include <string.h>

#include "harness/memory_endpoint.h"
#include "harness/random.h"
#include "harness/time_limit.h"
#include "harness/virtual_line.h"
#include "xm/internal.h"

/*
 * Peers that send without end. A peer first behaves well, so that the engine
 * reaches some state of its session; then it repeats the same bytes, or echoes.
 * The engine must end within its limit.
 */

enum { SAYING_MAX = 140, LIMIT_STEPS = 40 };

struct endless_peer {
	uint8_t saying[SAYING_MAX];
	size_t len; /* number of bytes that the peer repeats; 0: it echoes */
	uint32_t period_ms;
	bool random;

	const uint8_t *first_bytes; /* bytes that the peer sends first, piece by
				   piece */
	size_t first_bytes_len;
	size_t pieces[8];
	size_t piece;

	uint32_t next_ms;
	uint64_t state;
	uint8_t echo[4096];
	size_t echo_len;
};

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct endless_peer *n = self;

	(void)now_ms;
	if (len > sizeof n->echo - n->echo_len)
		len = sizeof n->echo - n->echo_len;
	if (len > 0)
		memcpy(n->echo + n->echo_len, bytes, len);
	n->echo_len += len;
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct endless_peer *n = self;
	size_t len = n->len;

	if (xm_before(now_ms, n->next_ms))
		return 0;
	if (n->first_bytes_len > 0) {
		len = n->pieces[n->piece++];
		memcpy(space, n->first_bytes, len);
		n->first_bytes += len;
		n->first_bytes_len -= len;
		n->next_ms = now_ms + 200;
		n->echo_len = 0;
		return len;
	}
	n->next_ms = now_ms + n->period_ms;
	if (n->len == 0) {
		len = n->echo_len < size ? n->echo_len : size;
		memcpy(space, n->echo, len);
		n->echo_len = 0;
		return len;
	}
	memcpy(space, n->saying, len);
	for (size_t i = 0; i < len && n->random; i++)
		space[i] = (uint8_t)random_next(&n->state);
	return len;
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	const struct endless_peer *n = self;

	return xm_before(now_ms, n->next_ms) ? n->next_ms - now_ms : 1;
}

/* The peer never ends by itself. */
static bool
ended(void *self)
{
	(void)self;
	return false;
}

/* Bytes that the peers repeat. */

static const struct saying {
	const char *name, *bytes;
	size_t len;
} sayings[] = {
	{ "echo", "", 0 },
	{ "random", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 32 },
	{ "one random byte", "x", 1 },
	{ "NUL", "\0", 1 },
	{ "SOH", "\001", 1 },
	{ "STX", "\002", 1 },
	{ "EOT", "\004", 1 },
	{ "ACK", "\006", 1 },
	{ "NAK", "\025", 1 },
	{ "CAN", "\030", 1 },
	{ "C", "C", 1 },
	{ "G", "G", 1 },
	{ "ACK C", "\006C", 2 },
	{ "NAK ACK", "\025\006", 2 },
	{ "a start", "\001\001\376", 3 },
	{ "text", "Hello, who is there?\r\n", 22 },
	{ "EOT and text", "\004bye\r\n", 6 },
	{ "block 0", NULL, 0 },
	{ "block 1", NULL, 1 },
	{ "the last block 0", NULL, 2 },
};

static const uint32_t periods_ms[] = { 12, 40, 60, 200, 1100, 2900, 9000,
	59000 };

static size_t
put_block(uint8_t *block, size_t which)
{
	static const char data[][5] = { "f\0001 ", "data", "" };

	memset(block, 0, 133);
	memcpy(block + 3, data[which], 4);
	return xm_block_seal(block, which == 1, 128, true);
}

static void
choose(struct endless_peer *n, const struct saying *s, uint32_t period_ms)
{
	*n = (struct endless_peer){ .period_ms = period_ms,
		.len = s->len,
		.random = strstr(s->name, "random") != NULL };
	if (s->bytes == NULL)
		n->len = put_block(n->saying, s->len);
	else
		memcpy(n->saying, s->bytes, s->len);
}

struct limits {
	uint64_t ms, retries;
};

/* Returns a description of the error, or NULL. */
static const char *
run_against(
    struct memory_endpoint *h, struct endless_peer *n, struct limits limits)
{
	struct virtual_line w;
	const char *wrong = NULL;
	uint64_t ms = 0;

	virtual_line_init(&w, endpoint_party(h),
	    (struct party){ n, input, output, wait_ms, ended });
	w.way[0].piece_len = w.way[1].piece_len = 64;
	while (xm_event(&h->xm) < XM_DONE && ms < limits.ms) {
		ms += 1000;
		virtual_line_run(&w, ms);
	}
	if (xm_event(&h->xm) < XM_DONE)
		wrong = "has not ended";
	else if (xm_counts(&h->xm).retries > limits.retries)
		wrong = "has tried too often";
	virtual_line_free(&w);
	return wrong;
}

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

/* States of the sender, and the bytes that lead there. */
static const struct {
	const char *name, *first_bytes;
	size_t pieces[4];
	bool ymodem;
} sender_stages[] = {
	{ "the start", "", { 0 }, false },
	{ "the start of YMODEM", "", { 0 }, true },
	{ "its first block", "C", { 1 }, false },
	{ "its second block", "C\006", { 1, 1 }, false },
	{ "the EOT", "C\006\006", { 1, 1, 1 }, false },
	{ "block 0", "C", { 1 }, true },
	{ "its first block of YMODEM", "C\006C", { 1, 2 }, true },
	{ "the stream", "G", { 1 }, true },
	{ "the EOT of YMODEM", "C\006C\006\006", { 1, 2, 1, 1 }, true },
	{ "the next file", "C\006C\006\006\006", { 1, 2, 1, 2 }, true },
};

static void
sender_endures(size_t stage, const struct saying *s, uint32_t period_ms)
{
	struct memory_endpoint h = { 0 };
	struct endless_peer n;
	struct xm_options options = defaults;
	struct limits limits;
	const char *wrong;

	choose(&n, s, period_ms);
	n.first_bytes = (const uint8_t *)sender_stages[stage].first_bytes;
	n.first_bytes_len = strlen(sender_stages[stage].first_bytes);
	memcpy(n.pieces, sender_stages[stage].pieces,
	    sizeof sender_stages[stage].pieces);
	options.ymodem = sender_stages[stage].ymodem;
	endpoint_add(&h, "one", 200, 1);
	if (options.ymodem)
		endpoint_add(&h, "two", 200, 2);
	endpoint_begin_sender(&h, 0, &options);
	limits.ms = time_limit_sender_ms(&options, 12);
	limits.retries = time_limit_retries(&options, 12);
	wrong = run_against(&h, &n, limits);
	if (wrong != NULL)
		cr_expect_fail("at %s, with %s every %u ms: %s",
		    sender_stages[stage].name, s->name, period_ms, wrong);
	endpoint_free(&h);
}

/* States of the receiver. */
static const struct {
	const char *name;
	size_t blocks; /* number of messages that the peer sends first,
			  taken from block 0, block 1, EOT, EOT in order */
	bool streaming;
} receiver_stages[] = {
	{ "the start", 0, false },
	{ "the start of a stream", 0, true },
	{ "a file", 1, false },
	{ "the data", 2, false },
	{ "the first EOT", 3, false },
	{ "the next file", 4, false },
	{ "a stream", 2, true },
};

static void
receiver_endures(size_t stage, const struct saying *s, uint32_t period_ms)
{
	static uint8_t first_bytes[2 * 133 + 2];
	struct memory_endpoint h = { 0 };
	struct endless_peer n;
	struct xm_options options = defaults;
	struct limits limits;
	const char *wrong;

	choose(&n, s, period_ms);
	put_block(first_bytes, 0);
	put_block(first_bytes + 133, 1);
	first_bytes[266] = first_bytes[267] = EOT;
	n.first_bytes = first_bytes;
	for (size_t i = 0; i < receiver_stages[stage].blocks; i++) {
		n.pieces[i] = i < 2 ? 133 : 1;
		n.first_bytes_len += n.pieces[i];
	}
	options.streaming = receiver_stages[stage].streaming;
	endpoint_begin_receiver(&h, 0, &options);
	limits.ms = time_limit_receiver_ms(&options, 4 * ENDPOINT_FILES_MAX);
	limits.retries = time_limit_retries(&options, 4 * ENDPOINT_FILES_MAX);
	wrong = run_against(&h, &n, limits);
	if (wrong != NULL)
		cr_expect_fail("at %s, with %s every %u ms: %s",
		    receiver_stages[stage].name, s->name, period_ms, wrong);
	endpoint_free(&h);
}

#define COUNT(list) (sizeof list / sizeof *list)

Test(endless_peers, a_sender_ends_whatever_the_other_end_repeats)
{
	for (size_t stage = 0; stage < COUNT(sender_stages); stage++) {
		for (size_t s = 0; s < COUNT(sayings); s++) {
			for (size_t p = 0; p < COUNT(periods_ms); p++)
				sender_endures(
				    stage, &sayings[s], periods_ms[p]);
		}
	}
}

Test(endless_peers, a_receiver_ends_whatever_the_other_end_repeats)
{
	for (size_t stage = 0; stage < COUNT(receiver_stages); stage++) {
		for (size_t s = 0; s < COUNT(sayings); s++) {
			for (size_t p = 0; p < COUNT(periods_ms); p++)
				receiver_endures(
				    stage, &sayings[s], periods_ms[p]);
		}
	}
}
