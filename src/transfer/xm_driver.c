#include "transfer/xm_driver.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/message.h"
#include "transfer/xm_failure.h"
#include "transfer/xm_frames.h"
#include "xm/wire.h"

enum {
	REQUEST_PAUSE_MS = 20 /* from ACK to C: JavaScript senders lose a C
				 that arrives together with the ACK */
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

/* U-Boot's loady says so.  A step may have taken the beginning of the line. */
static void
look_for_banner(struct xm_driver *d)
{
	const char *words;

	if (!d->engine.sends || xm_counts(&d->xm).blocks > 0)
		return;
	words = report_last_words(d->source->report);
	if (strstr(words, "(ymodem) download to ") != NULL)
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
 * Takes text: that of the core and, in front of it, that at the end of a block
 * that was rejected.  If the next request for the block stays without an
 * answer, too, such text was the sender's last.
 */
static void
take_text(struct xm_driver *d, const uint8_t *bytes, size_t used, bool rejected)
{
	struct xm_cut_text *c = &d->cut_text;
	const uint8_t *core_text;
	size_t core_len = xm_text(&d->xm, &core_text);
	size_t cut_len = 0;

	xm_cut_text_heard(c, bytes, used);
	if (core_len > 0) {
		add_text(d, c->found, c->found_len);
		c->run_len = c->found_len = 0;
	}
	if (rejected && !d->engine.sends)
		cut_len = xm_cut_text_rejected(c);
	add_text(d, c->found, cut_len);
	if (cut_len > 0)
		xm_recv_note_text(&d->xm, clock_ms());
	add_text(d, core_text, core_len);
}

static size_t
input(struct engine *e, const uint8_t *bytes, size_t len)
{
	struct xm_driver *d = driver(e);
	uint32_t retries = xm_counts(&d->xm).retries;
	size_t used;

	look_for_banner(d);
	used = xm_input(&d->xm, clock_ms(), bytes, len);
	d->text_len = 0;
	take_text(d, bytes, used, xm_counts(&d->xm).retries != retries);
	xm_history_heard(&d->history, used);
	xm_history_text(&d->history, d->text_len);
	return used;
}

/* Is the output an ACK and the request that belongs to it? */
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

/* Files that are sent. */

static struct xm_file
core_file(const struct file_info *info)
{
	return (struct xm_file){ .size = info->size == SIZE_UNKNOWN
					     ? XM_SIZE_UNKNOWN
					     : info->size,
		.mtime = info->mtime,
		.mode = info->mode,
		.name = info->name };
}

static bool
send_next_file(struct xm_driver *d)
{
	struct file_info info;
	struct xm_file file;

	switch (source_next(d->source, &info)) {
	case SOURCE_FILE:
		break;
	case SOURCE_END:
		return xm_send_file(&d->xm, clock_ms(), NULL);
	case SOURCE_FAILED:
		return false;
	}
	file = core_file(&info);
	xm_history_file(&d->history, file.size, xm_counts(&d->xm));
	if (xm_send_file(&d->xm, clock_ms(), &file))
		return true;
	message("%s: File name too long for YMODEM", file.name);
	return false;
}

/*
 * U-Boot's loadx and RedBoot cut trailing 0x1A from every block that ends in
 * three of them, not only from the last one.
 */
static void
warn_of_pads(struct xm_driver *d, const uint8_t *data, size_t len)
{
	static const uint8_t pads[] = { 0x1a, 0x1a, 0x1a };

	if (d->warned || d->xm.options.ymodem || source_is_at_end(d->source) ||
	    memcmp(data + len - sizeof pads, pads, sizeof pads) != 0)
		return;
	d->warned = true;
	message_warning("%s: a block ends in 1A 1A 1A, which U-Boot's loadx "
			"cuts off; loady and -y do not",
	    source_path(d->source));
}

static bool
send_data(struct xm_driver *d)
{
	size_t len, space;
	uint8_t *data = xm_send_space(&d->xm, &space);

	if (!source_read(d->source, data, space, &len))
		return false;
	if (len == space)
		warn_of_pads(d, data, len);
	if (len > 0)
		xm_history_data(&d->history, space, xm_counts(&d->xm));
	xm_send_data(&d->xm, clock_ms(), len);
	return true;
}

/* Files that are received. */

static enum sink_answer
receive_file(struct xm_driver *d)
{
	const struct xm_file *file = xm_recv_file(&d->xm);
	struct file_info info = { .name = file->name,
		.size =
		    file->size == XM_SIZE_UNKNOWN ? SIZE_UNKNOWN : file->size,
		.mtime = file->mtime,
		.mode = file->mode };

	d->blocks_before = xm_counts(&d->xm).blocks;
	d->in_file = true;
	xm_cut_text_reset(&d->cut_text);
	xm_history_file(&d->history, file->size, xm_counts(&d->xm));
	return sink_begin(d->sink, &info, xm_recv_is_last(&d->xm));
}

static enum sink_answer
receive_data(struct xm_driver *d)
{
	size_t len;
	const uint8_t *data = xm_recv_data(&d->xm, &len);

	xm_cut_text_data(&d->cut_text, data, len);
	xm_history_data(&d->history, len, xm_counts(&d->xm));
	return sink_write(d->sink, data, len);
}

static bool
receive(struct xm_driver *d, enum xm_event event)
{
	enum sink_answer answer;

	if (event == XM_FILE && xm_recv_is_bare_eot(&d->xm) &&
	    d->sink->options.destination.path == NULL) {
		d->no_file = true;
		return false;
	}
	if (event == XM_FILE)
		answer = receive_file(d);
	else if (event == XM_DATA)
		answer = receive_data(d);
	else
		answer = sink_end(d->sink);
	if (answer == SINK_FAILED)
		return false;
	if (event == XM_END) {
		d->in_file = false;
		xm_history_end(&d->history);
	}
	if (answer == SINK_REFUSED) {
		d->refused = true;
		xm_recv_refuse(&d->xm);
	}
	xm_recv_ack(&d->xm, clock_ms());
	return true;
}

static bool
answer_event(struct xm_driver *d, enum xm_event event)
{
	if (d->sink != NULL)
		return receive(d, event);
	return event == XM_FILE ? send_next_file(d) : send_data(d);
}

/* No more than one block is acknowledged by an input or a write. */
static void
note_acknowledged(struct xm_driver *d)
{
	uint32_t blocks = xm_counts(&d->xm).blocks;

	if (d->source != NULL && blocks != d->blocks_noted)
		source_acknowledged(d->source, d->carried);
	d->blocks_noted = blocks;
}

static void
move_data(struct engine *e)
{
	struct xm_driver *d = driver(e);
	enum xm_event event;

	note_acknowledged(d);

	while ((event = xm_event(&d->xm)) != XM_NONE && event < XM_DONE) {
		if (!answer_event(d, event)) {
			d->failed = true;
			xm_cancel(&d->xm, clock_ms());
		}
	}
}

/* How it stands. */

/* Every block has its own "sending" and "block"; the others change seldom. */
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

/* Which block is missing, after XM_ESKIPPED. */
static void
explain_skip(const struct xm_driver *d, char *text, size_t size)
{
	uint32_t missing = xm_counts(&d->xm).blocks - d->blocks_before + 1;
	uint8_t ahead = xm_recv_skipped(&d->xm);

	if (!d->in_file)
		snprintf(text, size,
		    "block 1 is missing; the sender went on to block %u",
		    (unsigned)ahead);
	else if (ahead == 0xff)
		snprintf(text, size,
		    "block %u is missing; the sender went on to another file",
		    (unsigned)missing);
	else
		snprintf(text, size,
		    "block %u is missing; the sender went on to block %u",
		    (unsigned)missing, (unsigned)missing + ahead);
}

/* What is known of the transfer, with how much of the file was moved. */
static struct xm_history
history_of(const struct xm_driver *d)
{
	const struct report *r =
	    d->source != NULL ? d->source->report : d->sink->report;
	struct xm_history h = d->history;

	h.percent = report_has_size(r) ? (int)report_percent(r) : -1;
	return h;
}

static void
place(const struct engine *e, char *text, size_t size)
{
	const struct xm_driver *d = const_driver(e);
	struct xm_history h = history_of(d);

	xm_history_place(&h, xm_counts(&d->xm), text, size);
}

static void
explain_cancel(const struct engine *e, char *text, size_t size)
{
	char where[64];

	place(e, where, sizeof where);
	snprintf(text, size, "%s%s%s",
	    failure_text(FAILURE_CANCELLED, e->sends),
	    where[0] != '\0' ? " at " : "", where);
}

static void
explain(const struct engine *e, char *text, size_t size)
{
	const struct xm_driver *d = const_driver(e);
	enum xm_error error = xm_error(&d->xm);
	struct xm_history history = history_of(d);

	if (d->no_file)
		snprintf(text, size,
		    "the sender sent no file: its first byte was the end "
		    "(EOT)");
	else if (error == XM_ESKIPPED)
		explain_skip(d, text, size);
	else if (error == XM_ECANCELLED)
		explain_cancel(e, text, size);
	else if (error == XM_EYMODEM)
		snprintf(text, size,
		    "the receiver took the file and asks for another one: it "
		    "expects YMODEM, try -y");
	else if (!xm_history_explain(
		     &history, error, xm_counts(&d->xm), text, size))
		snprintf(text, size, "%s",
		    failure_text(xm_failure(error), e->sends));
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
