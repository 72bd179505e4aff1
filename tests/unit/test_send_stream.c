#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* A sender of YMODEM-g. */

/* Begins a sender whose output is block 1. */
static void
begin(struct memory_endpoint *h)
{
	struct xm_options options = sender_defaults;
	struct party p = endpoint_party(h);
	const uint8_t *out;

	memset(h, 0, sizeof *h);
	options.ymodem = true;
	endpoint_add(h, "file", 1000, 1);
	endpoint_begin_sender(h, 0, &options);
	p.input(h, 0, (const uint8_t *)"G", 1);
	p.input(h, 60, NULL, 0);
	xm_sent(&h->xm, 60, xm_output(&h->xm, &out));
	p.input(h, 60, (const uint8_t *)"G", 1);
	p.input(h, 400, NULL, 0);
	cr_assert(xm_output(&h->xm, &out) == 133);
	cr_assert(out[1] == 1);
}

static void
receive(struct memory_endpoint *h, const char *text)
{
	endpoint_party(h).input(h, 400, (const uint8_t *)text, strlen(text));
}

Test(send_stream, stops_at_the_fourth_byte_of_text)
{
	const uint8_t *out;
	struct memory_endpoint h;

	begin(&h);
	receive(&h, "abc");
	cr_expect(xm_event(&h.xm) == XM_NONE);
	cr_expect(xm_output(&h.xm, &out) == 133);
	receive(&h, "d");

	cr_expect(xm_error(&h.xm) == XM_ECANCELLED);
	cr_expect(xm_output(&h.xm, &out) == 0);
	endpoint_free(&h);
}

Test(send_stream, stops_at_four_bytes_of_text_that_came_during_two_blocks)
{
	const uint8_t *out;
	struct memory_endpoint h;

	begin(&h);
	receive(&h, "abc");
	xm_sent(&h.xm, 400, 133);
	receive(&h, "");
	cr_assert(xm_output(&h.xm, &out) == 133);
	cr_assert(out[1] == 2);
	receive(&h, "d");

	cr_expect(xm_error(&h.xm) == XM_ECANCELLED);
	endpoint_free(&h);
}

/* In YMODEM-g, receivers do not acknowledge the final header. */
Test(send_stream, is_done_with_a_final_header_though_nobody_requested_it)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	options.final = XM_FINAL_ALWAYS;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, "G");
		peer_wait(&d, 60);
	}
	sender_receive(&d, "\006");
	cr_assert(peer_skip(&d) == 2 * 133 + 1);
	peer_wait(&d, 13501);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

/*
 * Begins a sender that has sent the header of a second file, after a first file
 * of `len` bytes.
 */
static void
begin_second(struct scripted_peer *d, size_t len)
{
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "one", len, 1);
	endpoint_add(&d->host, "two", 100, 1);
	peer_begin_sender(d, &options);
	for (int i = 0; i < 2; i++) {
		sender_receive(d, "G");
		peer_wait(d, 60);
	}
	sender_receive(d, "\006G");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133 + (len > 0 ? 133 : 0) + 1 + 133);
}

/*
 * Returns true if the sender has sent the only block of a file and the EOT,
 * without an ACK between them.
 */
static bool
streams_file(struct scripted_peer *d)
{
	uint8_t number = d->said[1];

	return peer_skip(d) == 133 + 1 && number == 1;
}

Test(send_stream, continues_though_a_later_header_is_answered_with_ACK)
{
	struct scripted_peer d;

	begin_second(&d, 100);
	sender_receive(&d, "\006G");
	peer_wait(&d, 60);

	cr_expect(streams_file(&d));
	peer_free(&d);
}

Test(send_stream, continues_though_both_copies_of_a_later_header_get_an_ACK)
{
	struct scripted_peer d;

	begin_second(&d, 100);
	sender_receive(&d, "\025");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006");
	peer_wait(&d, 60);
	sender_receive(&d, "\006G");
	peer_wait(&d, 60);

	cr_expect(streams_file(&d));
	peer_free(&d);
}

/* The first file may be empty, so that no data block was accepted. */
Test(send_stream, repeats_a_later_header_after_NAK_and_continues_after_G)
{
	for (size_t len = 0; len <= 100; len += 100) {
		struct scripted_peer d;

		begin_second(&d, len);
		peer_wait(&d, 7000);
		sender_receive(&d, "\025");
		peer_wait(&d, 60);
		cr_expect(d.said[1] == 0);
		cr_assert(peer_skip(&d) == 133, "%zu", len);
		sender_receive(&d, "G");
		peer_wait(&d, 60);

		cr_expect(streams_file(&d), "%zu", len);
		peer_free(&d);
	}
}

/* The line has changed C to G. */
Test(send_stream, does_not_begin_with_a_G_in_a_session_with_ACKs)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 7000);
	sender_receive(&d, "G");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_stream, forgets_text_before_a_G_that_requests_the_next_header)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006stored\nG");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	peer_wait(&d, 59000);

	cr_expect(peer_event(&d) == XM_NONE);
	peer_free(&d);
}
