#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* The answers that a sender receives to its EOT. */

static const char eot[] = { EOT };

static void
begin_eot(struct scripted_peer *d)
{
	sender_offer_file(d, 100);
	sender_receive(d, "C");
	peer_wait(d, 60);
	peer_skip(d);
	sender_receive(d, "\x06");
	cr_assert(peer_received(d, eot, 1));
}

Test(send, is_done_when_the_EOT_is_acknowledged)
{
	struct scripted_peer d;

	begin_eot(&d);
	sender_receive(&d, "\x06");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, repeats_the_EOT_at_once_on_NAK_and_on_C)
{
	static const char *const answers[] = { "\x15", "C" };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_eot(&d);
		sender_receive(&d, answers[i]);
		peer_wait(&d, 50);

		cr_expect(peer_received(&d, eot, 1));
		sender_receive(&d, "\x06");
		cr_expect(peer_event(&d) == XM_DONE);
		peer_free(&d);
	}
}

/* Receivers of YMODEM answer every first EOT with NAK. */
Test(send, answers_the_first_NAK_of_an_EOT_even_without_retries)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d;

	memset(&d, 0, sizeof d);
	endpoint_add(&d.host, "file", 100, 1);
	options.retries = 0;
	options.timeout_ms = 500;
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	peer_skip(&d);
	sender_receive(&d, "\x06");
	cr_assert(peer_received(&d, eot, 1));
	peer_wait(&d, 130); /* more than a quarter of the timeout */
	sender_receive(&d, "\x15");
	peer_wait(&d, 50);
	cr_expect(peer_received(&d, eot, 1));
	sender_receive(&d, "\x15");
	peer_wait(&d, 200);

	cr_expect(xm_error(&d.host.xm) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send, counts_a_request_and_a_second_NAK_after_the_EOT_as_retries)
{
	static const struct {
		const char *answers[2];
		uint32_t retries;
	} rows[] = { { { "\x15", "\x15" }, 1 }, { { "C", "\x15" }, 2 } };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_eot(&d);
		for (int n = 0; n < 2; n++) {
			sender_receive(&d, rows[i].answers[n]);
			peer_wait(&d, 50);
		}
		sender_receive(&d, "\x06");

		cr_expect(peer_event(&d) == XM_DONE);
		cr_expect(xm_counts(&d.host.xm).retries == rows[i].retries);
		peer_free(&d);
	}
}

Test(send, repeats_the_EOT_slowly_on_silence_and_then_gives_up)
{
	struct scripted_peer d;

	begin_eot(&d); /* Cisco answers slowly, and repeated EOTs disturb it */
	peer_wait(&d, 14900); /* receivers repeat their answer after 10 s */
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 15200);
	cr_expect(peer_skip(&d) == 2);
	peer_wait(&d, 15000);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send, calls_CANs_in_answer_to_the_EOT_a_rejection)
{
	struct scripted_peer d;

	begin_eot(&d); /* the Gecko boot loader rejects an image at its EOT */
	sender_receive(&d, "\x18\x18\x18\r\nfile error 0x18\r\n");

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EREJECTED);
	peer_free(&d);
}

/*
 * Requests the EOT again after each EOT, until the sender has no retries left.
 */
static void
ask_to_the_end(struct scripted_peer *d)
{
	for (int i = 0; i < sender_defaults.retries; i++) {
		sender_receive(d, "\025");
		peer_wait(d, sender_defaults.timeout_ms / 50);
		cr_assert(peer_received(d, eot, 1), "try %d", i);
	}
	sender_receive(d, "\025");
	peer_wait(d, 20);
}

Test(send_eot, is_given_up_at_once_when_it_was_requested_too_often)
{
	struct scripted_peer d;

	begin_eot(&d);
	ask_to_the_end(&d);

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

/*
 * A receiver that has only some of the files must not treat the batch as
 * complete.
 */
Test(send_eot, is_given_up_with_CANs_in_a_batch)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	ask_to_the_end(&d);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_eot, is_not_repeated_after_four_bytes_of_text)
{
	for (int len = 3; len <= 4; len++) {
		struct scripted_peer d;

		begin_eot(&d);
		peer_send(&d, "boot", (size_t)len);
		peer_wait(&d, 15000);

		cr_expect(peer_skip(&d) == (len == 3));
		cr_expect(
		    peer_error(&d) == (len == 3 ? XM_OK : XM_EUNFINISHED));
		peer_free(&d);
	}
}

/* A C that comes within 5 s may be a late request for block 1. */
Test(send_eot, of_an_empty_file_is_retransmitted_only_on_a_C_5_s_after_it)
{
	for (uint32_t ms = 4999; ms <= 5000; ms++) {
		struct scripted_peer d;

		sender_offer_batch(&d, 1);
		d.host.file[0].len = 0;
		sender_receive(&d, "C");
		peer_wait(&d, 50);
		sender_receive(&d, "\006C");
		peer_wait(&d, 20);
		cr_assert(peer_skip(&d) == 133 + 1);
		peer_wait(&d, ms - 20);
		sender_receive(&d, "C");
		peer_wait(&d, 20);

		cr_expect(peer_skip(&d) == (ms == 5000), "after %u ms", ms);
		peer_free(&d);
	}
}

/*
 * Sends the first file of a batch, and lets the sender repeat the EOT of this
 * file.
 */
static void
begin_second_eot(struct scripted_peer *d, const char *answer, int times)
{
	sender_begin_eot(d, 2);
	for (int i = 0; i < times; i++) {
		sender_receive(d, answer);
		peer_wait(d, 15000);
		cr_assert(peer_received(d, eot, 1));
	}
	sender_receive(d, "\006C");
	peer_wait(d, 20);
	sender_receive(d, "\006C");
	peer_wait(d, 20);
	sender_receive(d, "\006");
	cr_assert(peer_skip(d) == 133 + 133 + 1);
}

Test(send_eot, of_a_second_file_is_also_retransmitted_twice_on_silence)
{
	struct scripted_peer d;

	begin_second_eot(&d, "", 2);
	for (int i = 0; i < 2; i++) {
		peer_wait(&d, 15000);
		cr_expect(peer_received(&d, eot, 1));
	}
	peer_wait(&d, 15000);

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_eot, of_a_second_file_is_repeated_on_the_first_C)
{
	struct scripted_peer d;

	begin_second_eot(&d, "C", 1);
	sender_receive(&d, "C");
	peer_wait(&d, 20);

	cr_expect(peer_received(&d, eot, 1));
	peer_free(&d);
}

Test(send_eot, is_repeated_on_a_NAK_though_C_came_before)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "\025");
	peer_wait(&d, 60);

	cr_expect(sender_sent_eot(&d));
	peer_free(&d);
}

Test(send_eot, of_the_last_file_confirms_an_earlier_unconfirmed_file)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	for (int i = 0; i < 3; i++) {
		sender_receive(&d, "C");
		peer_wait(&d, 60);
	}
	cr_assert(peer_skip(&d) == 1 + 133); /* the EOT and the next header */
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\006");
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	/* The receiver has ended without an answer to the final header. */
	peer_wait(&d, 60000);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

/*
 * The NAK answers the first EOT. The C answers a second EOT, which was damaged.
 */
Test(send_eot, is_repeated_at_a_C_that_follows_a_NAK)
{
	static const char *const answers[] = { "\025", "C", "\025", "C" };
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		sender_receive(&d, answers[i]);
		peer_wait(&d, 60);
		cr_expect(sender_sent_eot(&d), "answer %zu", i);
	}
	peer_free(&d);
}

/* A board may print text about its work before it answers. */
Test(send_eot, is_acknowledged_14_s_after_text)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "Verifying\r\n");
	peer_wait(&d, 14000);
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "\006");
	peer_wait(&d, 13500);

	cr_expect(peer_event(&d) == XM_DONE);
	cr_expect(peer_error(&d) == XM_OK);
	peer_free(&d);
}

Test(send_eot, can_be_retransmitted_before_the_header_of_the_next_file)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	sender_receive(&d, "\006");
	peer_wait(&d, 60);
	sender_receive(&d, "\025"); /* the ACK before did not answer the EOT */
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(memcmp(d.said + 3, "file", 5) == 0);
	peer_free(&d);
}
