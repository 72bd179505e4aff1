#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

/*
 * An engine and a peer that repeats the same bytes: every sequence of one to
 * three bytes of the protocol, and whole blocks followed by such bytes. The
 * engine must end in time with each sequence, and with each pause between two
 * repetitions.
 */

static const struct xm_options hasty = { .wait_ms = 5000,
	.timeout_ms = 5000,
	.retries = 5,
	.block_len = 128,
	.pad = 0x1a };

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

/*
 * Returns the longest time that a receiver may take. The receiver waits
 * `wait_ms` for the first block, and one timeout for each of three more
 * messages. After the last file it waits 20 s for the next header, and again
 * 20 s after each repeated EOT, at most `retries` times. Its CANs take up to
 * 4 s.
 */
static uint32_t
receiver_limit_ms(const struct xm_options *o)
{
	return o->wait_ms + 3 * o->timeout_ms + (o->retries + 1u) * 20000 +
	       4000;
}

/*
 * Returns the longest time that a sender may take. The sender sends each of at
 * most seven messages (two headers, two blocks, two EOTs, and the final header)
 * `retries` + 2 times, and waits for one timeout each time. It also waits up to
 * 13.5 s for a request after each of two EOTs.
 */
static uint32_t
sender_limit_ms(const struct xm_options *o)
{
	return o->wait_ms + 7 * (o->retries + 2u) * o->timeout_ms + 2 * 13500 +
	       4000;
}

static const uint8_t alphabet[] = { SOH, STX, EOT, ACK, NAK, CAN, BS, 'C', 'G',
	'x', 0, 0xff };
static const uint32_t periods_ms[] = { 1, 15, 60, 250, 900, 1100, 2900, 4900,
	9900, 12000 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The state of an engine before its peer begins to repeat bytes. */
struct subject {
	const char *name;
	bool sends;
	bool ymodem;
	enum xm_check check;
	const char *first; /* input before the repeated bytes, or NULL */
	bool header;       /* the receiver got block 0 of an empty file */
	bool file;         /* the receiver also got the EOT of this file */
};

static const struct subject subjects[] = {
	{ .name = "XMODEM sender", .sends = true },
	{ .name = "XMODEM sender with a request", .sends = true, .first = "C" },
	{ .name = "YMODEM sender", .sends = true, .ymodem = true },
	{ .name = "YMODEM sender with a request",
	    .sends = true,
	    .ymodem = true,
	    .first = "C" },
	{ .name = "YMODEM sender that streams",
	    .sends = true,
	    .ymodem = true,
	    .first = "G" },
	{ .name = "receiver" },
	{ .name = "receiver of checksums", .check = XM_CHECK_SUM },
	{ .name = "receiver with block 0", .header = true },
	{ .name = "receiver with a file", .header = true, .file = true },
};

static void
begin_receiver(struct scripted_peer *d, const struct subject *s)
{
	static const char header[128] = "f\0000 ";

	if (s->header)
		peer_send_block(d, 0, header, sizeof header);
	for (int i = 0; i < 2 && s->file; i++) {
		peer_wait(d, 200);
		peer_send(d, "\004", 1);
	}
	peer_wait(d, 200);
}

static void
begin(struct scripted_peer *d, const struct subject *s,
    const struct xm_options *limits)
{
	struct xm_options options = *limits;

	memset(d, 0, sizeof *d);
	options.ymodem = s->ymodem;
	options.check = s->check;
	if (!s->sends) {
		peer_begin_receiver(d, &options);
		begin_receiver(d, s);
		return;
	}
	endpoint_add(&d->host, "a", 100, 1);
	if (s->ymodem)
		endpoint_add(&d->host, "b", 0, 2);
	peer_begin_sender(d, &options);
	if (s->first != NULL)
		peer_send(d, s->first, 1);
	peer_wait(d, 100);
}

/* Returns false if the engine is still running after its limit. */
static bool
ends(struct scripted_peer *d, uint32_t limit_ms, const uint8_t *bytes,
    size_t len, uint32_t period_ms)
{
	while (peer_event(d) < XM_DONE && d->now_ms < limit_ms) {
		peer_send(d, bytes, len);
		peer_wait(d, period_ms);
		peer_skip(d);
	}
	return peer_event(d) >= XM_DONE;
}

static void
check_bytes(const struct subject *s, const struct xm_options *limits,
    const uint8_t *bytes, size_t len, uint32_t period_ms)
{
	uint32_t limit_ms =
	    s->sends ? sender_limit_ms(limits) : receiver_limit_ms(limits);
	struct scripted_peer d;

	begin(&d, s, limits);
	cr_expect(ends(&d, limit_ms, bytes, len, period_ms),
	    "%s, timeout %u s, %zu bytes %02x %02x %02x every %u ms", s->name,
	    (unsigned)limits->timeout_ms / 1000, len, bytes[0], bytes[1],
	    bytes[2], (unsigned)period_ms);
	peer_free(&d);
}

/* Makes the n-th sequence of this length. */
static void
make_bytes(uint8_t *bytes, size_t len, unsigned n)
{
	for (size_t i = 0; i < len; i++) {
		bytes[i] = alphabet[n % COUNT(alphabet)];
		n /= COUNT(alphabet);
	}
}

static void
check_length(const struct xm_options *limits, size_t len, unsigned sequences,
    uint32_t period_ms)
{
	for (unsigned n = 0; n < sequences; n++) {
		uint8_t bytes[3] = { 0 };

		make_bytes(bytes, len, n);
		for (size_t s = 0; s < COUNT(subjects); s++)
			check_bytes(
			    &subjects[s], limits, bytes, len, period_ms);
	}
}

Test(periodic, bytes_do_not_keep_an_engine_running)
{
	for (size_t p = 0; p < COUNT(periods_ms); p++)
		check_length(&hasty, 1, COUNT(alphabet), periods_ms[p]);
}

Test(periodic, pairs_of_bytes_do_not_keep_an_engine_running)
{
	for (size_t p = 1; p < COUNT(periods_ms); p++)
		check_length(&hasty, 2, COUNT(alphabet) * COUNT(alphabet),
		    periods_ms[p]);
}

Test(periodic, triples_of_bytes_do_not_keep_an_engine_running)
{
	for (size_t p = 1; p < COUNT(periods_ms); p++)
		check_length(&hasty, 3,
		    COUNT(alphabet) * COUNT(alphabet) * COUNT(alphabet),
		    periods_ms[p]);
}

Test(periodic, bytes_do_not_keep_an_engine_running_with_the_default_limits)
{
	for (size_t p = 3; p < COUNT(periods_ms); p++) {
		check_length(&defaults, 1, COUNT(alphabet), periods_ms[p]);
		check_length(&defaults, 2, COUNT(alphabet) * COUNT(alphabet),
		    periods_ms[p]);
	}
}

/* Whole blocks. */

static const struct {
	const char *name, *data;
	size_t data_len;
	uint8_t number;
} blocks[] = {
	{ "block 0", "f\000100 ", 6, 0 },
	{ "block 0 of an empty file", "f\0000 ", 4, 0 },
	{ "the final block 0", "", 0, 0 },
	{ "block 1", "data", 4, 1 },
	{ "block 2", "data", 4, 2 },
};

/* Up to three bytes that the peer sends directly after a block. */
static const char *const attached[] = { "", "\001", "\002", "\004", "\004\004",
	"\030\030", "\001\001", "xxx" };

static void
check_block(const struct xm_options *limits, size_t block, size_t tail,
    uint32_t period_ms)
{
	uint8_t bytes[XM_BLOCK_MAX + 3] = { 0 };
	size_t len, tail_len = strlen(attached[tail]);
	struct scripted_peer d = { 0 };

	memcpy(bytes + 3, blocks[block].data, blocks[block].data_len);
	len = xm_block_seal(bytes, blocks[block].number, 128, true);
	memcpy(bytes + len, attached[tail], tail_len);
	peer_begin_receiver(&d, limits);
	cr_expect(ends(&d, receiver_limit_ms(limits), bytes, len + tail_len,
		      period_ms),
	    "%s with %zu bytes attached every %u ms", blocks[block].name,
	    tail_len, (unsigned)period_ms);
	peer_free(&d);
}

Test(periodic, blocks_do_not_keep_a_receiver_running)
{
	for (size_t b = 0; b < COUNT(blocks); b++) {
		for (size_t t = 0; t < COUNT(attached); t++) {
			for (size_t p = 1; p < COUNT(periods_ms); p++) {
				check_block(&hasty, b, t, periods_ms[p]);
				check_block(&defaults, b, t, periods_ms[p]);
			}
		}
	}
}

Test(periodic, blocks_beyond_the_size_do_not_keep_a_receiver_running)
{
	static const char header[128] = "f\000300 ";
	static const char data[128] = "data";
	struct scripted_peer d = { 0 };

	peer_begin_receiver(&d, &hasty);
	peer_send_block(&d, 0, header, sizeof header);
	for (unsigned n = 1; n <= 4; n++) {
		cr_expect(peer_event(&d) < XM_DONE, "block %u", n);
		peer_wait(&d, 20);
		peer_send_block(&d, (uint8_t)n, data, sizeof data);
		peer_wait(&d, 20);
	}

	cr_expect(peer_error(&d) == XM_EEXCESS);
	peer_free(&d);
}
