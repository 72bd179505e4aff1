#include "transfer/xm_explain.h"

#include <stdio.h>

#include "transfer/xm_failure.h"

/* Writes which block is missing, after XM_ESKIPPED. */
static void
explain_skip(const struct xm_driver *d, char *text, size_t size)
{
	uint32_t missing = xm_counts(&d->xm).blocks - d->blocks_before + 1;
	uint8_t ahead = xm_recv_skipped(&d->xm);

	if (!d->in_file)
		snprintf(text, size,
		    "block 1 is missing; the sender sent block %u instead",
		    (unsigned)ahead);
	else if (ahead == 0xff)
		snprintf(text, size,
		    "block %u is missing; the sender began another file",
		    (unsigned)missing);
	else
		snprintf(text, size,
		    "block %u is missing; the sender sent block %u instead",
		    (unsigned)missing, (unsigned)missing + ahead);
}

/*
 * Returns a copy of the driver's history (see xm_history.h), with the
 * transferred percentage of the file.
 */
static struct xm_history
history_of(const struct xm_driver *d)
{
	const struct report *r =
	    d->source != NULL ? d->source->report : d->sink->report;
	struct xm_history h = d->history;

	h.percent = report_has_size(r) ? (int)report_percent(r) : -1;
	return h;
}

void
xm_explain_place(const struct xm_driver *d, char *text, size_t size)
{
	struct xm_history h = history_of(d);

	xm_history_place(&h, xm_counts(&d->xm), text, size);
}

static void
explain_cancel(const struct xm_driver *d, char *text, size_t size)
{
	char where[64];

	xm_explain_place(d, where, sizeof where);
	snprintf(text, size, "%s%s%s",
	    failure_text(FAILURE_CANCELLED, d->engine.sends),
	    where[0] != '\0' ? " at " : "", where);
}

void
xm_explain_failure(const struct xm_driver *d, char *text, size_t size)
{
	enum xm_error error = xm_error(&d->xm);
	struct xm_history history = history_of(d);

	if (d->no_file)
		snprintf(text, size,
		    "the sender sent no file: its first byte was the end "
		    "(EOT)");
	else if (error == XM_ESKIPPED)
		explain_skip(d, text, size);
	else if (error == XM_ECANCELLED)
		explain_cancel(d, text, size);
	else if (error == XM_EYMODEM)
		snprintf(text, size,
		    "the receiver took the file and asks for another one: it "
		    "expects YMODEM, try -y");
	else if (!xm_history_explain(
		     &history, error, xm_counts(&d->xm), text, size))
		snprintf(text, size, "%s",
		    failure_text(xm_failure(error), d->engine.sends));
}
