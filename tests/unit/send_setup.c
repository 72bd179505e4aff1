#include "unit/send_setup.h"

#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

const struct xm_options sender_defaults = XM_OPTIONS_DEFAULT;
const char sender_cancel[SENDER_CANCEL_LEN] = { CAN, CAN, CAN, CAN, CAN, CAN,
	CAN, CAN, BS, BS, BS, BS, BS, BS, BS, BS };

bool
sender_sent_eot(struct scripted_peer *d)
{
	return peer_received(d, "\004", 1);
}

void
sender_offer_file(struct scripted_peer *d, size_t len)
{
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", len, 1);
	peer_begin_sender(d, &sender_defaults);
}

void
sender_offer_batch(struct scripted_peer *d, int files)
{
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		endpoint_add(&d->host, "file", 100, 1);
	peer_begin_sender(d, &options);
}

void
sender_receive(struct scripted_peer *d, const char *text)
{
	peer_send(d, text, strlen(text));
}

void
sender_begin_xmodem(struct scripted_peer *d, size_t len)
{
	memset(d, 0, sizeof *d);
	endpoint_add(&d->host, "file", len, 1);
	peer_begin_sender(d, &sender_defaults);
	sender_receive(d, "C");
	peer_wait(d, 60);
	peer_skip(d);
}

void
sender_begin_ymodem(struct scripted_peer *d, int files)
{
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		endpoint_add(&d->host, "file", 100, 1);
	peer_begin_sender(d, &options);
	sender_receive(d, "C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
}

void
sender_begin_eot(struct scripted_peer *d, int files)
{
	sender_begin_ymodem(d, files);
	sender_receive(d, "\006C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
	sender_receive(d, "\006");
	cr_assert(sender_sent_eot(d));
}

void
sender_begin_unconfirmed(struct scripted_peer *d)
{
	sender_begin_eot(d, 1);
	sender_receive(d, "C");
	peer_wait(d, 60);
	cr_assert(sender_sent_eot(d));
	sender_receive(d, "C");
	peer_wait(d, 60);
	sender_receive(d, "C");
	peer_wait(d, 60);
	cr_assert(peer_skip(d) == 133);
}
