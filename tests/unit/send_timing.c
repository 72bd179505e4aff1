#include "unit/send_timing.h"

#include <criterion/criterion.h>
#include <string.h>

void
timing_expect(struct scripted_peer *d, uint32_t ms, size_t len)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_skip(d) == 0, "too early");
	peer_wait(d, 1);
	cr_assert(peer_skip(d) == len, "too late");
}

void
timing_expect_end(struct scripted_peer *d, uint32_t ms, enum xm_error error)
{
	peer_wait(d, ms - 1);
	cr_assert(peer_event(d) == XM_NONE, "too early");
	peer_wait(d, 1);
	cr_assert(peer_event(d) >= XM_DONE, "too late");
	cr_assert(peer_error(d) == error);
}

void
timing_begin(
    struct scripted_peer *d, const struct xm_options *options, int files)
{
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		endpoint_add(&d->host, "file", 300, 1);
	peer_begin_sender(d, options);
}

void
timing_begin_block(struct scripted_peer *d, bool ymodem, int files)
{
	struct xm_options options = sender_defaults;

	options.ymodem = ymodem;
	timing_begin(d, &options, files);
	sender_receive(d, "C");
	timing_expect(d, 50, BLOCK_LEN);
}

void
timing_begin_eot(struct scripted_peer *d, bool ymodem, int files)
{
	timing_begin_block(d, ymodem, files);
	if (ymodem) {
		sender_receive(d, "\006C");
		timing_expect(d, 20, BLOCK_LEN);
	}
	for (int i = 0; i < 2; i++) {
		sender_receive(d, "\006");
		cr_assert(peer_skip(d) == BLOCK_LEN);
	}
	sender_receive(d, "\006");
	cr_assert(peer_skip(d) == 1);
}
