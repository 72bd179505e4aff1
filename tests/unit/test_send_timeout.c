#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_timing.h"
#include "xm/internal.h"

/*
 * The time of silence after which a sender fails, and the event at which this
 * time begins.
 */

Test(send_timeout, fails_when_a_block_is_not_answered_in_time)
{
	struct scripted_peer d;

	timing_begin_block(&d, false, 1);
	timing_expect(&d, sender_defaults.timeout_ms, 16);
	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(send_timeout, counts_a_retry_as_unconfirmed_only_after_1_s_of_silence)
{
	for (uint32_t ms = 999; ms <= 1000; ms++) {
		struct scripted_peer d;

		timing_begin_block(&d, false, 1);
		sender_receive(&d, "\006");
		peer_skip(&d);
		peer_wait(&d, ms);
		sender_receive(&d, "\025");
		timing_expect(&d, 20, BLOCK_LEN);
		cr_expect(xm_counts(&d.host.xm).doubtful == (ms == 1000));
		peer_free(&d);
	}
}

Test(send_timeout, begins_when_the_caller_gives_a_file)
{
	struct xm_options options = sender_defaults;
	struct xm_file file = { .name = "file" };
	struct xm x;

	options.ymodem = true;
	options.start_now = true;
	xm_send_init(&x, 0, &options);
	cr_assert(xm_send_file(&x, 5000, &file));

	cr_expect(xm_wait_ms(&x, 5000) == options.timeout_ms);
}

Test(send_timeout, begins_when_the_caller_gives_data)
{
	struct xm_options options = sender_defaults;
	struct xm_file file = { .name = "" };
	size_t len;
	struct xm x;

	options.start_now = true;
	xm_send_init(&x, 0, &options);
	cr_assert(xm_send_file(&x, 0, &file));
	memset(xm_send_space(&x, &len), 0, 128);
	xm_send_data(&x, 5000, 128);

	cr_expect(xm_wait_ms(&x, 5000) == options.timeout_ms);
}

Test(send_timeout, begins_when_the_line_has_accepted_a_block)
{
	struct xm_options options = sender_defaults;
	struct xm_file file = { .name = "file" };
	const uint8_t *out;
	struct xm x;

	options.ymodem = true;
	options.start_now = true;
	xm_send_init(&x, 0, &options);
	cr_assert(xm_send_file(&x, 0, &file));
	xm_sent(&x, 3000, xm_output(&x, &out));

	cr_expect(xm_wait_ms(&x, 3000) == options.timeout_ms);
}
