#include <assert.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static void
listen(struct scripted_peer *d)
{
	struct party p = endpoint_party(&d->host);
	size_t len;

	while ((len = p.output(p.self, d->now_ms, d->said + d->said_len,
		    sizeof d->said - d->said_len)) > 0)
		d->said_len += len;
}

void
peer_begin_sender(struct scripted_peer *d, const struct xm_options *options)
{
	endpoint_begin_sender(&d->host, d->now_ms, options);
	peer_send(d, NULL, 0);
}

void
peer_begin_receiver(struct scripted_peer *d, const struct xm_options *options)
{
	endpoint_begin_receiver(&d->host, d->now_ms, options);
	peer_send(d, NULL, 0);
}

void
peer_free(struct scripted_peer *d)
{
	endpoint_free(&d->host);
}

void
peer_send(struct scripted_peer *d, const void *bytes, size_t len)
{
	struct party p = endpoint_party(&d->host);

	p.input(p.self, d->now_ms, bytes, len);
	listen(d);
}

void
peer_wait(struct scripted_peer *d, uint32_t ms)
{
	uint32_t until_ms = d->now_ms + ms;

	while (peer_event(d) < XM_DONE && d->now_ms != until_ms) {
		uint32_t wait_ms = xm_wait_ms(&d->host.xm, d->now_ms);
		uint32_t left_ms = until_ms - d->now_ms;

		d->now_ms += wait_ms < left_ms ? wait_ms : left_ms;
		peer_send(d, NULL, 0);
	}
	d->now_ms = until_ms;
}

bool
peer_received(struct scripted_peer *d, const void *bytes, size_t len)
{
	bool same = d->said_len == len && memcmp(d->said, bytes, len) == 0;

	d->said_len = 0;
	return same;
}

size_t
peer_skip(struct scripted_peer *d)
{
	size_t len = d->said_len;

	d->said_len = 0;
	return len;
}

void
peer_send_block(
    struct scripted_peer *d, uint8_t number, const void *data, size_t data_len)
{
	uint8_t block[XM_BLOCK_MAX];

	memcpy(block + 3, data, data_len);
	peer_send(d, block, xm_block_seal(block, number, data_len, true));
}

enum xm_event
peer_event(const struct scripted_peer *d)
{
	return xm_event(&d->host.xm);
}

enum xm_error
peer_error(const struct scripted_peer *d)
{
	return xm_error(&d->host.xm);
}
