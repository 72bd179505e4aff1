#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;
static const char cancel[] = { CAN, CAN, CAN, CAN, CAN, CAN, CAN, CAN, BS, BS,
	BS, BS, BS, BS, BS, BS };

Test(engine, cancels_at_once_while_it_waits)
{
	struct scripted_peer d = { 0 };

	peer_begin_receiver(&d, &defaults);
	peer_skip(&d);
	xm_cancel(&d.host.xm, d.now_ms);
	peer_send(&d, NULL, 0);

	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EABORTED);
	peer_free(&d);
}

Test(engine, ends_a_cancel_4_s_after_the_call)
{
	struct scripted_peer d = { 0 };

	peer_begin_receiver(&d, &defaults);
	xm_cancel(&d.host.xm, d.now_ms + 1000);

	cr_expect(xm_wait_ms(&d.host.xm, d.now_ms + 1000) == 4000);
	peer_free(&d);
}

Test(engine, cancels_a_sender_when_the_block_that_it_writes_has_ended)
{
	struct xm_options options = defaults;
	struct memory_endpoint h = { 0 };
	const uint8_t *out;

	options.start_now = true;
	endpoint_add(&h, "file", 100, 1);
	endpoint_begin_sender(&h, 0, &options);
	endpoint_party(&h).input(&h, 0, NULL, 0);
	xm_sent(&h.xm, 0, 100);
	xm_cancel(&h.xm, 0);
	cr_expect(xm_output(&h.xm, &out) == 33);
	xm_sent(&h.xm, 0, 33);

	cr_expect(xm_output(&h.xm, &out) == sizeof cancel);
	cr_expect(memcmp(out, cancel, sizeof cancel) == 0);
	xm_sent(&h.xm, 0, sizeof cancel);
	cr_expect(xm_event(&h.xm) == XM_FAILED);
	endpoint_free(&h);
}

Test(engine, cancels_a_receiver_when_the_block_that_comes_in_has_ended)
{
	static const char data[128];
	struct scripted_peer d = { 0 };

	peer_begin_receiver(&d, &defaults);
	peer_skip(&d);
	peer_send(&d, "\001\001\376", 3);
	xm_cancel(&d.host.xm, d.now_ms);
	peer_send(&d, data, 100);
	cr_expect(peer_skip(&d) == 0);
	peer_send(&d, data, 30);

	peer_wait(&d, 2000);
	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_error(&d) == XM_EABORTED);
	peer_free(&d);
}

Test(engine, ends_a_cancel_even_if_the_line_takes_nothing)
{
	struct xm_options options = defaults;
	struct memory_endpoint h = { 0 };
	uint32_t now_ms = 0;

	options.start_now = true;
	endpoint_add(&h, "file", 100, 1);
	endpoint_begin_sender(&h, now_ms, &options);
	endpoint_party(&h).input(&h, now_ms, NULL, 0);
	xm_cancel(&h.xm, now_ms);
	for (int i = 0; i < 3 && xm_event(&h.xm) == XM_NONE; i++) {
		now_ms += xm_wait_ms(&h.xm, now_ms);
		xm_input(&h.xm, now_ms, NULL, 0);
	}

	cr_expect(xm_event(&h.xm) == XM_FAILED);
	cr_expect(xm_error(&h.xm) == XM_EABORTED);
	cr_expect(now_ms <= 10000);
	endpoint_free(&h);
}

Test(engine, fails_when_the_line_takes_no_output)
{
	struct xm_options options = defaults;
	struct memory_endpoint h = { 0 };

	options.start_now = true;
	endpoint_add(&h, "file", 100, 1);
	endpoint_begin_sender(&h, 0, &options);
	endpoint_party(&h).input(&h, 0, NULL, 0);
	cr_expect(xm_wait_ms(&h.xm, 0) == options.timeout_ms);
	xm_input(&h.xm, options.timeout_ms, NULL, 0);

	cr_expect(xm_event(&h.xm) == XM_FAILED);
	cr_expect(xm_error(&h.xm) == XM_ESTALLED);
	endpoint_free(&h);
}

Test(engine, takes_no_input_while_an_event_is_pending)
{
	struct xm xm;

	xm_send_init(&xm, 0, &defaults);

	cr_expect(xm_event(&xm) == XM_FILE);
	cr_expect(xm_input(&xm, 0, (const uint8_t *)"C", 1) == 0);
	cr_expect(xm_wait_ms(&xm, 0) == 0);
}

Test(engine, has_the_text_of_the_last_input)
{
	struct xm xm;
	const uint8_t *text;

	xm_recv_init(&xm, 0, &defaults);
	cr_expect(xm_input(&xm, 0, (const uint8_t *)"Hello", 5) == 5);
	cr_expect(xm_text(&xm, &text) == 5);
	cr_expect(memcmp(text, "Hello", 5) == 0);
	xm_input(&xm, 0, NULL, 0);
	cr_expect(xm_text(&xm, &text) == 0);
}

Test(engine, takes_no_more_text_than_it_can_keep)
{
	static const char words[] = "Copyright (C) COPYRIGHT (C) CCK 2026 CG.";
	struct xm xm;
	const uint8_t *text;
	char heard[sizeof words] = "";
	size_t heard_len = 0;
	size_t used = 0;

	xm_send_init(&xm, 0, &defaults);
	cr_assert(xm_send_file(&xm, 0, &(struct xm_file){ .name = "f" }));
	while (used < strlen(words)) {
		size_t n = xm_input(&xm, 0, (const uint8_t *)words + used,
		    strlen(words) - used);
		size_t text_len = xm_text(&xm, &text);

		cr_assert(n > 0 && text_len <= XM_TEXT_MAX);
		used += n;
		memcpy(heard + heard_len, text, text_len);
		heard_len += text_len;
	}
	cr_expect(heard_len > 30);
	cr_expect(
	    strncmp(heard, "Copyright (C) COPYRIGHT", 23) == 0, "%s", heard);
}

Test(engine, works_across_the_wrap_of_the_clock)
{
	struct scripted_peer d = { .now_ms = UINT32_MAX - 500 };

	peer_begin_receiver(&d, &defaults);
	peer_skip(&d);
	peer_wait(&d, 2990);
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 20);

	cr_expect(peer_received(&d, "C", 1));
	peer_free(&d);
}

Test(engine, names_its_state)
{
	struct xm xm;

	xm_recv_init(&xm, 0, &defaults);

	cr_expect_str_eq(xm_state(&xm), "waiting");
}

Test(engine, changes_nothing_when_it_is_cancelled_after_the_end)
{
	struct scripted_peer d = { 0 };
	char final[128] = { 0 };

	peer_begin_receiver(&d, &defaults);
	peer_send_block(&d, 0, final, sizeof final);
	cr_assert(peer_event(&d) == XM_DONE);
	peer_skip(&d);
	xm_cancel(&d.host.xm, d.now_ms);

	cr_expect(peer_event(&d) == XM_DONE);
	cr_expect(peer_error(&d) == XM_OK);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(engine, keeps_its_error_and_its_time_when_it_is_cancelled_while_it_fails)
{
	struct xm_options options = defaults;
	struct xm xm;

	/* The line accepts neither the request nor the CANs. */
	options.wait_ms = 1000;
	xm_recv_init(&xm, 0, &options);
	xm_input(&xm, 1000, NULL, 0);
	cr_assert(xm_error(&xm) == XM_ENOSTART);
	cr_assert(xm_event(&xm) == XM_NONE);
	xm_cancel(&xm, 3000);
	xm_input(&xm, 4999, NULL, 0);
	cr_expect(xm_event(&xm) == XM_NONE);
	xm_input(&xm, 5000, NULL, 0);

	cr_expect(xm_event(&xm) == XM_FAILED);
	cr_expect(xm_error(&xm) == XM_ENOSTART);
}

Test(engine, is_cancelled_once_however_often_xm_cancel_is_called)
{
	struct scripted_peer d = { 0 };
	struct xm *x = &d.host.xm;

	/* The receiver has received part of a block. */
	peer_begin_receiver(&d, &defaults);
	peer_send(&d, "\001\001\376", 3);
	peer_skip(&d);
	xm_cancel(x, 0);
	xm_cancel(x, 3000);
	cr_expect(xm_wait_ms(x, 3000) == 1000);
	d.now_ms = 4000;
	peer_send(&d, NULL, 0);
	cr_expect(peer_received(&d, cancel, sizeof cancel));
	cr_expect(peer_error(&d) == XM_EABORTED);
	peer_free(&d);
}

Test(engine, can_be_cancelled_while_an_event_is_pending)
{
	struct scripted_peer d = { 0 };
	struct xm *x = &d.host.xm;
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, 1, 128, true);
	const uint8_t *out;

	/* The caller cancels before it has answered the event XM_FILE. */
	peer_begin_receiver(&d, &defaults);
	peer_skip(&d);
	xm_input(x, 0, block, len);
	cr_assert(xm_event(x) == XM_FILE);
	xm_cancel(x, 0);

	cr_expect(xm_event(x) == XM_NONE);
	cr_expect(xm_output(x, &out) == sizeof cancel);
	cr_expect(memcmp(out, cancel, sizeof cancel) == 0);
	peer_free(&d);
}

Test(engine, gives_a_slow_line_another_timeout_whenever_it_has_taken_a_byte)
{
	struct xm_options options = defaults;
	struct memory_endpoint h = { 0 };
	uint32_t now_ms = 0;

	options.start_now = true;
	endpoint_add(&h, "file", 100, 1);
	endpoint_begin_sender(&h, 0, &options);
	endpoint_party(&h).input(&h, 0, NULL, 0);
	for (int i = 0; i < 20; i++) {
		xm_sent(&h.xm, now_ms + 1, 1);
		now_ms += options.timeout_ms;
		xm_input(&h.xm, now_ms, NULL, 0);
		cr_assert(xm_event(&h.xm) == XM_NONE);
		cr_assert(xm_wait_ms(&h.xm, now_ms) == options.timeout_ms);
	}
	xm_input(&h.xm, now_ms + options.timeout_ms, NULL, 0);

	cr_expect(xm_error(&h.xm) == XM_ESTALLED);
	endpoint_free(&h);
}

/* A call without the matching event is a programming error. */

Test(
    engine, aborts_when_a_second_file_is_given_for_one_event, .signal = SIGABRT)
{
	struct xm_file file = { .name = "" };
	struct xm x;

	xm_send_init(&x, 0, &defaults);
	xm_send_file(&x, 0, &file);
	xm_send_file(&x, 0, &file);
}

Test(engine, aborts_when_xm_send_space_is_called_before_XM_DATA,
    .signal = SIGABRT)
{
	struct xm x;
	size_t len;

	xm_send_init(&x, 0, &defaults);
	xm_send_space(&x, &len);
}

Test(engine, aborts_when_xm_send_data_is_called_before_XM_DATA,
    .signal = SIGABRT)
{
	struct xm x;

	xm_send_init(&x, 0, &defaults);
	xm_send_data(&x, 0, 0);
}

Test(engine, aborts_when_more_data_is_given_than_there_is_space,
    .signal = SIGABRT)
{
	struct xm_options options = defaults;
	struct xm_file file = { .name = "" };
	struct xm x;

	options.start_now = true;
	xm_send_init(&x, 0, &options);
	xm_send_file(&x, 0, &file);
	cr_assert(xm_event(&x) == XM_DATA);
	xm_send_data(&x, 0, options.block_len + 1u);
}

Test(engine, aborts_when_xm_recv_ack_is_called_without_an_event,
    .signal = SIGABRT)
{
	struct xm x;

	xm_recv_init(&x, 0, &defaults);
	xm_recv_ack(&x, 0);
}
