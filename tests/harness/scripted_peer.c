#include <assert.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static void
listen(struct dialog *d)
{
	struct party p = host_party(&d->host);
	size_t len;

	while ((len = p.speak(p.self, d->now_ms, d->said + d->said_len,
		    sizeof d->said - d->said_len)) > 0)
		d->said_len += len;
}

void
dialog_send(struct dialog *d, const struct xm_options *options)
{
	host_send(&d->host, d->now_ms, options);
	dialog_hear(d, NULL, 0);
}

void
dialog_recv(struct dialog *d, const struct xm_options *options)
{
	host_recv(&d->host, d->now_ms, options);
	dialog_hear(d, NULL, 0);
}

void
dialog_free(struct dialog *d)
{
	host_free(&d->host);
}

void
dialog_hear(struct dialog *d, const void *bytes, size_t len)
{
	struct party p = host_party(&d->host);

	p.hear(p.self, d->now_ms, bytes, len);
	listen(d);
}

void
dialog_wait(struct dialog *d, uint32_t ms)
{
	uint32_t until_ms = d->now_ms + ms;

	while (dialog_event(d) < XM_DONE && d->now_ms != until_ms) {
		uint32_t wait_ms = xm_wait_ms(&d->host.xm, d->now_ms);
		uint32_t left_ms = until_ms - d->now_ms;

		d->now_ms += wait_ms < left_ms ? wait_ms : left_ms;
		dialog_hear(d, NULL, 0);
	}
	d->now_ms = until_ms;
}

bool
dialog_said(struct dialog *d, const void *bytes, size_t len)
{
	bool same = d->said_len == len && memcmp(d->said, bytes, len) == 0;

	d->said_len = 0;
	return same;
}

size_t
dialog_skip(struct dialog *d)
{
	size_t len = d->said_len;

	d->said_len = 0;
	return len;
}

void
dialog_hear_block(
    struct dialog *d, uint8_t number, const void *data, size_t data_len)
{
	uint8_t block[XM_BLOCK_MAX];

	memcpy(block + 3, data, data_len);
	dialog_hear(d, block, xm_block_seal(block, number, data_len, true));
}

enum xm_event
dialog_event(const struct dialog *d)
{
	return xm_event(&d->host.xm);
}

enum xm_error
dialog_error(const struct dialog *d)
{
	return xm_error(&d->host.xm);
}
