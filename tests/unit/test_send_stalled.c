#include <criterion/criterion.h>

#include "unit/send_setup.h"

/* A transfer ends if the line accepts no bytes for a minute. */

Test(send_stalled, cancels_when_the_line_stalls_with_files_left)
{
	const uint8_t *out;
	struct scripted_peer d;

	sender_begin_eot(&d, 2);
	xm_input(&d.host.xm, d.now_ms, (const uint8_t *)"\006", 1);
	endpoint_party(&d.host).input(
	    &d.host, d.now_ms, (const uint8_t *)"C", 1);
	d.now_ms += 60;
	endpoint_party(&d.host).input(&d.host, d.now_ms, NULL, 0);
	cr_assert(xm_output(&d.host.xm, &out) == 133);
	d.now_ms += 60000;
	endpoint_party(&d.host).input(&d.host, d.now_ms, NULL, 0);

	cr_expect(xm_output(&d.host.xm, &out) == sizeof sender_cancel);
	cr_expect(xm_error(&d.host.xm) == XM_ESTALLED);
	peer_free(&d);
}

Test(send_stalled, waits_for_a_line_that_is_slow_but_moves)
{
	const uint8_t *out;
	struct memory_endpoint h = { 0 };

	endpoint_add(&h, "file", 100, 1);
	endpoint_begin_sender(&h, 0, &sender_defaults);
	endpoint_party(&h).input(&h, 0, (const uint8_t *)"C", 1);
	endpoint_party(&h).input(&h, 60, NULL, 0);
	cr_assert(xm_output(&h.xm, &out) == 133);
	for (uint32_t i = 1; i <= 5; i++) {
		xm_sent(&h.xm, 60 + i * 50000, 20);
		endpoint_party(&h).input(&h, 60 + i * 50000, NULL, 0);
		cr_expect(xm_event(&h.xm) == XM_NONE, "after %u", i);
	}
	endpoint_party(&h).input(&h, 60 + 400000, NULL, 0);
	endpoint_party(&h).input(&h, 60 + 500000, NULL, 0);

	cr_expect(xm_error(&h.xm) == XM_ESTALLED);
	endpoint_free(&h);
}
