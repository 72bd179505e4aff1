#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char data[128] = "some data";

Test(recv_calls, answers_the_first_EOT_as_the_option_says)
{
	static const struct {
		bool ymodem;
		enum xm_eot eot;
		const char *answer;
	} rows[] = {
		{ false, XM_EOT_AUTO, "\006" },
		{ false, XM_EOT_ACK, "\006" },
		{ false, XM_EOT_NAK, "\025" },
		{ true, XM_EOT_AUTO, "\025" },
		{ true, XM_EOT_ACK, "\006C" },
		{ true, XM_EOT_NAK, "\025" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct xm_options options = defaults;
		char header[128] = "name";
		struct scripted_peer d = { 0 };

		options.eot = rows[i].eot;
		peer_begin_receiver(&d, &options);
		if (rows[i].ymodem)
			peer_send_block(&d, 0, header, sizeof header);
		peer_send_block(&d, 1, data, 128);
		peer_wait(&d, 50);
		peer_skip(&d);
		peer_send(&d, "\004", 1);
		peer_wait(&d, 300);

		cr_expect(
		    peer_received(&d, rows[i].answer, strlen(rows[i].answer)),
		    "row %zu", i);
		peer_free(&d);
	}
}

Test(recv_calls, knows_the_last_file_by_the_number_of_files_left)
{
	static const struct {
		const char *fields;
		bool last;
	} rows[] = { { "name\0001000 0 0 0 1 1000", true },
		{ "name\0001000 0 0 0 2 2000", false },
		{ "names\0009 0 0 0 1 9      ", true } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint8_t block[XM_BLOCK_MAX] = { 0 };
		size_t len;
		struct xm x;

		memcpy(block + 3, rows[i].fields, 23);
		len = xm_block_seal(block, 0, 128, true);
		xm_recv_init(&x, 0, &defaults);
		xm_input(&x, 0, block, len);
		cr_assert(xm_event(&x) == XM_FILE);
		cr_expect(xm_recv_is_last(&x) == rows[i].last);
	}
}

Test(recv_calls, knows_that_XMODEM_has_one_file)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 1, 128, true);
	struct xm x;

	xm_recv_init(&x, 0, &defaults);
	xm_input(&x, 0, block, len);
	cr_assert(xm_event(&x) == XM_FILE);

	cr_expect(xm_recv_is_last(&x));
}

Test(recv_calls, rejects_a_block_0_without_an_end_though_more_bytes_follow)
{
	char header[128];
	struct scripted_peer d = { 0 };

	memset(header, 'x', sizeof header);
	peer_begin_receiver(&d, &defaults);
	peer_skip(&d);
	peer_send_block(&d, 0, header, sizeof header);
	peer_send(&d, "x", 1);
	peer_wait(&d, 1001);

	cr_expect(peer_received(&d, "C", 1));
	peer_free(&d);
}

/* Up to three bytes are noise; four may be the rest of a block. */
Test(recv_calls, accepts_an_EOT_after_three_rejected_bytes_but_not_after_four)
{
	for (size_t len = 3; len <= 4; len++) {
		struct scripted_peer d = { 0 };

		peer_begin_receiver(&d, &defaults);
		peer_send_block(&d, 1, data, 128);
		peer_send(&d, "\001\002\300\200", len);
		peer_wait(&d, 1001);
		for (int i = 0; i < 2; i++) {
			peer_skip(&d);
			peer_send(&d, "\004", 1);
			peer_wait(&d, 400);
		}

		cr_expect(peer_received(&d, len == 3 ? "\006" : "\025", 1),
		    "%zu bytes", len);
		peer_free(&d);
	}
}

Test(recv_calls, counts_the_silence_from_the_answer_to_an_event)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 1, 128, true);
	const uint8_t *out;
	struct xm x;

	xm_recv_init(&x, 0, &defaults);
	xm_sent(&x, 0, xm_output(&x, &out));
	xm_input(&x, 100, block, len);
	cr_assert(xm_event(&x) == XM_FILE);
	/* The caller needs 2 s to open the file. */
	xm_recv_ack(&x, 2100);
	cr_assert(xm_event(&x) == XM_DATA);
	xm_recv_ack(&x, 2100);
	xm_sent(&x, 2100, xm_output(&x, &out));

	/* the answer is repeated after REPEAT_MS (recv.c) */
	cr_expect(xm_wait_ms(&x, 2100) == 10000);
}

Test(recv_calls, knows_how_many_bytes_of_the_block_are_missing)
{
	struct scripted_peer d = { 0 };
	struct xm *x = &d.host.xm;

	peer_begin_receiver(&d, &defaults);
	cr_expect(xm_recv_missing(x) == 0);
	peer_send(&d, "\001", 1);
	cr_expect(xm_recv_missing(x) == 132);
	peer_send(&d, "\001\376", 2);
	cr_expect(xm_recv_missing(x) == 130);
	peer_wait(&d, 1000);
	cr_expect(xm_recv_missing(x) == 0);
	peer_send(&d, "\002", 1);
	cr_expect(xm_recv_missing(x) == 1028);
	peer_free(&d);
}

Test(recv_calls, knows_whether_a_file_begins_with_an_EOT_or_with_a_block)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 1, 128, true);
	struct xm x;

	xm_recv_init(&x, 0, &defaults);
	xm_input(&x, 0, (uint8_t *)"\004", 1);
	xm_input(&x, 1000, NULL, 0);
	xm_input(&x, 1000, (uint8_t *)"\004", 1);
	xm_input(&x, 2000, NULL, 0);
	cr_assert(xm_event(&x) == XM_FILE);
	cr_expect(xm_recv_is_bare_eot(&x));

	xm_recv_init(&x, 0, &defaults);
	xm_input(&x, 0, block, len);
	cr_assert(xm_event(&x) == XM_FILE);
	cr_expect(!xm_recv_is_bare_eot(&x));

	block[3] = 'f';
	len = xm_block_seal(block, 0, 128, true);
	xm_recv_init(&x, 0, &defaults);
	xm_input(&x, 0, block, len);
	cr_assert(xm_event(&x) == XM_FILE);
	cr_expect(!xm_recv_is_bare_eot(&x));
}

Test(recv_calls, waits_5_s_from_the_time_at_which_text_is_noted)
{
	struct scripted_peer d = { 0 };
	struct xm *x = &d.host.xm;

	peer_begin_receiver(&d, &defaults);
	peer_send_block(&d, 1, data, 128);
	xm_recv_note_text(x, 2000);

	cr_expect(xm_wait_ms(x, 2000) == 5000);
	peer_free(&d);
}

/*
 * On a line with pauses, the receiver waits longer before it rejects a block.
 * The time in which the caller stores data is no pause of the line.
 */
Test(recv_calls, does_not_count_the_time_to_store_data_as_a_pause)
{
	struct scripted_peer d = { 0 };
	struct xm *x = &d.host.xm;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	const uint8_t *out;

	peer_begin_receiver(&d, &defaults);
	peer_send_block(&d, 1, data, 128);
	for (uint8_t number = 2; number <= 12; number++) {
		size_t len = xm_block_seal(block, number, 128, true);

		cr_assert(xm_input(x, d.now_ms, block, len) == len);
		cr_assert(xm_event(x) == XM_DATA);
		d.now_ms += 500;
		xm_recv_ack(x, d.now_ms);
		xm_sent(x, d.now_ms, xm_output(x, &out));
	}
	peer_skip(&d);
	peer_send(&d, "\001\015\362", 3);
	peer_wait(&d, 30);

	cr_expect(peer_received(&d, "\025", 1));
	peer_free(&d);
}

Test(recv_calls, needs_an_EOT_though_the_file_has_its_announced_size)
{
	char header[128] = "name\000128 ";
	struct scripted_peer d = { 0 };

	peer_begin_receiver(&d, &defaults);
	peer_send_block(&d, 0, header, sizeof header);
	peer_send_block(&d, 1, data, 128);
	peer_skip(&d);
	peer_wait(&d, 10000);

	cr_expect(peer_received(&d, "\025", 1));
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}
