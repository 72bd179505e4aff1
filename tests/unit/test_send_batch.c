#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* How a sender sends headers, and several files in a batch. */

static const char eot[] = { EOT };

static void
begin_header(struct scripted_peer *d, int files)
{
	sender_offer_batch(d, files);
	sender_receive(d, "C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	cr_assert(d->said[1] == 0);
}

static void
begin_last_header(struct scripted_peer *d, int files)
{
	begin_header(d, files);
	sender_receive(d, "\006C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	sender_receive(d, "\x06");
	cr_assert(peer_received(d, eot, 1));
}

Test(send, continues_after_ACK_C_to_block_0_once_the_line_is_quiet)
{
	struct scripted_peer d;

	begin_header(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send, continues_soon_after_a_bare_ACK_to_the_first_block_0)
{
	struct scripted_peer d;

	begin_header(&d, 1); /* U-Boot sends no C after its ACK */
	sender_receive(&d, "\x06");
	peer_wait(&d, 1190);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 20);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 1);
	peer_free(&d);
}

Test(send, sends_no_data_of_a_second_file_after_a_bare_ACK)
{
	struct scripted_peer d;

	begin_last_header(&d, 2);
	sender_receive(&d, "\006\006C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	sender_receive(&d, "\x06\r\n=> "); /* U-Boot has ended and
					      prints its prompt */
	peer_wait(&d, 20000);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send, ends_a_batch_with_an_empty_block_0_when_requested)
{
	struct scripted_peer d;

	begin_last_header(&d, 1);
	sender_receive(&d, "\x06");
	peer_wait(&d, 1000); /* an STM32 sends C 1 s after its ACK */
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	for (int i = 0; i < 128; i++)
		cr_expect(d.said[3 + i] == 0);
	sender_receive(&d, "\x06");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, is_done_without_an_empty_block_0_when_not_requested)
{
	struct scripted_peer d;

	begin_last_header(&d, 1);
	sender_receive(&d, "\x06\r\nCopying\r\n");
	peer_wait(&d, 3000);

	cr_expect(peer_skip(&d) == 0);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, is_done_when_CANs_follow_an_acknowledged_EOT)
{
	struct scripted_peer d;

	begin_last_header(&d, 1);
	sender_receive(&d, "\x06\x18\x18");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, does_not_treat_a_G_after_the_EOT_as_a_lost_ACK)
{
	struct scripted_peer d;

	/* The receiver has not received block 0, so it repeats its request. */
	sender_offer_batch(&d, 1);
	for (int i = 0; i < 4; i++) {
		sender_receive(&d, "G");
		peer_wait(&d, 3000);
	}

	peer_skip(&d);
	sender_receive(&d, "G");
	peer_wait(&d, 100);
	cr_expect(peer_received(&d, eot, 1));
	cr_expect(!xm_settled(&d.host.xm));
	peer_free(&d);
}

Test(send, does_not_treat_a_C_after_the_EOT_of_an_empty_file_as_a_lost_ACK)
{
	struct scripted_peer d;

	/* Block 0 of an empty file is acknowledged, and both EOTs are lost. */
	sender_offer_batch(&d, 1);
	d.host.file[0].len = 0;
	sender_receive(&d, "C");
	peer_wait(&d, 100);
	sender_receive(&d, "\006C");
	peer_wait(&d, 3000);
	sender_receive(&d, "C");
	peer_wait(&d, 3000);
	peer_skip(&d);
	sender_receive(&d, "C");
	peer_wait(&d, 100);

	cr_expect(peer_received(&d, eot, 1));
	cr_expect(!xm_settled(&d.host.xm));
	peer_free(&d);
}

Test(send, treats_a_second_C_after_the_EOT_as_a_lost_ACK)
{
	struct scripted_peer d;

	begin_last_header(&d, 1);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_received(&d, eot, 1));
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(d.said[1] == 0);
	peer_free(&d);
}

Test(send, stops_a_stream_when_the_receiver_sends_text_or_CANs)
{
	static const char *const answers[] = { "\030\030", "aborted (-84)\n" };

	for (int i = 0; i < 2; i++) {
		struct memory_endpoint h = { 0 };
		struct xm_options options = sender_defaults;
		const uint8_t *out;

		options.ymodem = true;
		endpoint_add(&h, "file", 1000, 1);
		endpoint_begin_sender(&h, 0, &options);
		endpoint_party(&h).input(&h, 0, (const uint8_t *)"G", 1);
		endpoint_party(&h).input(&h, 60, NULL, 0);
		xm_sent(&h.xm, 60, xm_output(&h.xm, &out));
		endpoint_party(&h).input(&h, 60, (const uint8_t *)"G", 1);
		endpoint_party(&h).input(&h, 400, NULL, 0);
		cr_expect(xm_output(&h.xm, &out) == 133);
		endpoint_party(&h).input(
		    &h, 400, (const uint8_t *)answers[i], strlen(answers[i]));

		cr_expect(xm_error(&h.xm) == XM_ECANCELLED, "answer %d", i);
		cr_expect(xm_output(&h.xm, &out) == 0);
		endpoint_free(&h);
	}
}

Test(send, does_not_count_a_block_as_unconfirmed_if_its_NAK_came_early)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.bytes_per_s = 120;
	endpoint_add(&d.host, "file", 300, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	peer_wait(&d, 2000);
	sender_receive(&d, "\x06");
	peer_wait(&d, 100);
	sender_receive(&d, "\x15");
	peer_wait(&d, 3000);

	cr_expect(xm_counts(&d.host.xm).retries == 1);
	cr_expect(xm_counts(&d.host.xm).doubtful == 0);
	peer_free(&d);
}

Test(send, counts_the_customary_NAK_to_an_EOT_as_no_retry)
{
	struct scripted_peer d = { 0 };
	struct xm_options options = sender_defaults;

	options.retries = 0;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "\x06");
	peer_skip(&d);
	sender_receive(&d, "\x15");
	peer_wait(&d, 60);

	cr_expect(peer_received(&d, eot, 1));
	sender_receive(&d, "\x06");
	cr_expect(peer_event(&d) == XM_DONE);
	cr_expect(xm_counts(&d.host.xm).retries == 0);
	peer_free(&d);
}

Test(send, sends_no_second_file_to_the_next_stage_of_a_boot)
{
	struct scripted_peer d;

	begin_last_header(&d, 2);
	sender_receive(&d, "\006\006C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	sender_receive(&d, "\006Loaded it\r\n");
	peer_wait(&d, 500);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_received(&d, sender_cancel, sizeof sender_cancel));
	cr_expect(peer_error(&d) == XM_EONEFILE);
	peer_free(&d);
}

Test(send, streams_only_if_the_first_request_was_G)
{
	struct scripted_peer d;

	sender_offer_batch(&d, 1);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	sender_receive(&d, "\006G");
	peer_wait(&d, 400);

	cr_expect(peer_skip(&d) == 133);
	peer_wait(&d, 2000);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send, streams_without_ACKs_when_requested_with_G)
{
	struct scripted_peer d;

	sender_offer_batch(&d, 1);
	sender_receive(&d, "G");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	sender_receive(&d, "G");
	peer_wait(&d, 30);
	cr_expect(peer_skip(&d) == 133 + 1);
	cr_expect(d.said[133] == EOT);
	sender_receive(&d, "\x06G");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}
