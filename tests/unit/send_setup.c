#include "unit/send_setup.h"

#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

const struct xm_options sender_defaults = XM_OPTIONS_DEFAULT;
const char sender_cancel[SENDER_CANCEL_LEN] = { CAN, CAN, CAN, CAN, CAN, CAN,
	CAN, CAN, BS, BS, BS, BS, BS, BS, BS, BS };

bool
sender_sent_eot(struct dialog *d)
{
	return dialog_said(d, "\004", 1);
}

void
sender_hear(struct dialog *d, const char *text)
{
	dialog_hear(d, text, strlen(text));
}

void
sender_begin_xmodem(struct dialog *d, size_t len)
{
	memset(d, 0, sizeof *d);
	host_add(&d->host, "file", len, 1);
	dialog_send(d, &sender_defaults);
	sender_hear(d, "C");
	dialog_wait(d, 60);
	dialog_skip(d);
}

void
sender_begin_ymodem(struct dialog *d, int files)
{
	struct xm_options options = sender_defaults;

	options.ymodem = true;
	memset(d, 0, sizeof *d);
	for (int i = 0; i < files; i++)
		host_add(&d->host, "file", 100, 1);
	dialog_send(d, &options);
	sender_hear(d, "C");
	dialog_wait(d, 60);
	cr_assert(dialog_skip(d) == 133);
}

void
sender_begin_eot(struct dialog *d, int files)
{
	sender_begin_ymodem(d, files);
	sender_hear(d, "\006C");
	dialog_wait(d, 60);
	cr_assert(dialog_skip(d) == 133);
	sender_hear(d, "\006");
	cr_assert(sender_sent_eot(d));
}

void
sender_begin_unconfirmed(struct dialog *d)
{
	sender_begin_eot(d, 1);
	sender_hear(d, "C");
	dialog_wait(d, 60);
	cr_assert(sender_sent_eot(d));
	sender_hear(d, "C");
	dialog_wait(d, 60);
	sender_hear(d, "C");
	dialog_wait(d, 60);
	cr_assert(dialog_skip(d) == 133);
}
