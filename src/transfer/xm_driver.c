#include "transfer/xm_driver.h"

#include <string.h>

#include "base/clock.h"
#include "transfer/xm_explain.h"
#include "transfer/xm_failure.h"
#include "transfer/xm_files.h"
#include "transfer/xm_frames.h"
#include "xm/wire.h"

enum {
	REQUEST_PAUSE_MS = 20 /* pause between ACK and C: JavaScript senders
				 lose a C that arrives together with the ACK */
};

static struct xm_driver *
driver(struct engine *e)
{
	return (struct xm_driver *)e;
}

static const struct xm_driver *
const_driver(const struct engine *e)
{
	return (const struct xm_driver *)e;
}

/* The line. */

/*
 * Detects U-Boot's loady by its banner.  A step may already have consumed the
 * beginning of the banner's line.
 */
static void
look_for_banner(struct xm_driver *d)
{
	const char *last_line;

	if (!d->engine.sends || xm_counts(&d->xm).blocks > 0)
		return;
	last_line = report_last_line(d->source->report);
	if (strstr(last_line, "(ymodem) download to ") != NULL)
		xm_send_expect_no_request(&d->xm);
}

static size_t
text(const struct engine *e, const uint8_t **bytes)
{
	const struct xm_driver *d = const_driver(e);

	*bytes = d->text;
	return d->text_len;
}

static void
add_text(struct xm_driver *d, const uint8_t *bytes, size_t len)
{
	memcpy(d->text + d->text_len, bytes, len);
	d->text_len += len;
}

/*
 * Collects the text at the end of a rejected block.  After such text, the core
 * fails earlier if the sender does not answer the next request.
 */
static void
take_cut_text(
    struct xm_driver *d, const uint8_t *bytes, size_t used, bool rejected)
{
	struct xm_cut_text *c = &d->cut_text;
	const uint8_t *core_text;
	size_t cut_len = 0;

	xm_cut_text_received(c, bytes, used);
	if (xm_text(&d->xm, &core_text) > 0) {
		add_text(d, c->found, c->found_len);
		c->run_len = c->found_len = 0;
	}
	if (rejected)
		cut_len = xm_cut_text_rejected(c);
	add_text(d, c->found, cut_len);
	if (cut_len > 0)
		xm_recv_note_text(&d->xm, clock_ms());
}

static size_t
input(struct engine *e, const uint8_t *bytes, size_t len)
{
	struct xm_driver *d = driver(e);
	uint32_t retries = xm_counts(&d->xm).retries;
	const uint8_t *core_text;
	size_t core_len, used;

	look_for_banner(d);
	used = xm_input(&d->xm, clock_ms(), bytes, len);
	d->text_len = 0;
	if (!e->sends)
		take_cut_text(
		    d, bytes, used, xm_counts(&d->xm).retries != retries);
	core_len = xm_text(&d->xm, &core_text);
	add_text(d, core_text, core_len);
	xm_history_received(&d->history, used);
	xm_history_text(&d->history, d->text_len);
	return used;
}

/* Returns true if the output is an ACK and a request. */
static bool
has_request(const struct xm_driver *d, size_t len)
{
	return !d->engine.sends && len == 2;
}

static struct engine_output
output(const struct engine *e)
{
	const struct xm_driver *d = const_driver(e);
	struct engine_output out = { .len = 0 };

	out.len = xm_output(&d->xm, &out.bytes);
	out.is_new = out.bytes != d->rest;
	out.is_block = out.len > 1 && e->sends && out.bytes[0] != CAN;
	if (has_request(d, out.len)) {
		out.piece = 1;
		out.pause_ms = REQUEST_PAUSE_MS;
	}
	return out;
}

static void
sent(struct engine *e, size_t len)
{
	struct xm_driver *d = driver(e);
	const uint8_t *bytes;
	size_t all = xm_output(&d->xm, &bytes);

	if (bytes != d->rest)
		d->carried = all > XM_DATA_MAX ? XM_DATA_MAX : 128;
	d->rest = len < all ? bytes + len : NULL;
	if (d->rest == NULL)
		xm_history_sent(&d->history, xm_counts(&d->xm));
	xm_sent(&d->xm, clock_ms(), len);
	if (d->rest == NULL)
		xm_files_write_behind(d);
}

static uint32_t
wait_ms(const struct engine *e)
{
	return xm_wait_ms(&const_driver(e)->xm, clock_ms());
}

static void
line_lost(struct engine *e)
{
	if (!e->sends)
		xm_recv_line_lost(&driver(e)->xm, clock_ms());
}

static size_t
missing(const struct engine *e)
{
	return e->sends ? 0 : xm_recv_missing(&const_driver(e)->xm);
}

static void
cancel(struct engine *e)
{
	xm_cancel(&driver(e)->xm, clock_ms());
}

static void
move_data(struct engine *e)
{
	xm_files_move(driver(e));
}

/* The state of the transfer. */

/*
 * Returns the name of the state.  Returns NULL for "sending" and "block",
 * because every block has these states.
 */
static const char *
state(const struct engine *e)
{
	const char *name = xm_state(&const_driver(e)->xm);

	return strcmp(name, "sending") == 0 || strcmp(name, "block") == 0
		   ? NULL
		   : name;
}

static struct engine_status
status(const struct engine *e)
{
	const struct xm_driver *d = const_driver(e);
	struct xm_counts counts = xm_counts(&d->xm);
	struct engine_status s = { .ended = xm_event(&d->xm) >= XM_DONE,
		.failure = xm_failure(xm_error(&d->xm)),
		.settled = xm_settled(&d->xm),
		.weak = counts.blocks > 0 && !xm_has_crc(&d->xm),
		.timeout_ms = d->xm.options.timeout_ms,
		.counts = { counts.blocks, counts.retries, counts.doubtful,
		    d->history.naks, d->history.timeouts,
		    d->history.garbage } };

	s.complete = s.settled && (e->sends || !xm_recv_waits(&d->xm));
	if (d->no_file)
		s.failure = FAILURE_NO_START;
	else if (d->failed)
		s.failure = FAILURE_LOCAL;
	else if (d->refused && s.failure == FAILURE_NONE)
		s.failure = FAILURE_NOT_STORED;
	return s;
}

static void
place(const struct engine *e, char *text, size_t size)
{
	xm_explain_place(const_driver(e), text, size);
}

static void
explain(const struct engine *e, char *text, size_t size)
{
	xm_explain_failure(const_driver(e), text, size);
}

static const struct engine_operations operations = { .protocol = &xm_frames,
	.drops_stale_input = true,
	.input = input,
	.output = output,
	.sent = sent,
	.wait_ms = wait_ms,
	.missing = missing,
	.text = text,
	.move_data = move_data,
	.line_lost = line_lost,
	.cancel = cancel,
	.status = status,
	.state = state,
	.place = place,
	.explain = explain };

void
xm_driver_send(struct xm_driver *d, const struct xm_options *options,
    struct source *source)
{
	memset(d, 0, sizeof *d);
	d->engine = (struct engine){ &operations, true,
		options->ymodem ? "YMODEM" : "XMODEM" };
	d->history.sends = true;
	d->source = source;
	xm_send_init(&d->xm, clock_ms(), options);
}

void
xm_driver_receive(
    struct xm_driver *d, const struct xm_options *options, struct sink *sink)
{
	memset(d, 0, sizeof *d);
	d->engine = (struct engine){ &operations, false, "" };
	d->sink = sink;
	sink->padding_max = XM_DATA_MAX;
	xm_recv_init(&d->xm, clock_ms(), options);
}
