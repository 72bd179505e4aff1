#include "transfer/xm_files.h"

#include <string.h>

#include "base/clock.h"
#include "base/message.h"

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
 * U-Boot's loadx and RedBoot cut trailing 0x1A bytes from every block that ends
 * in three such bytes, not only from the last block.
 */
static void
warn_of_pads(struct xm_driver *d, const uint8_t *data, size_t len)
{
	static const uint8_t pads[] = { 0x1a, 0x1a, 0x1a };

	if (d->warned || d->xm.options.ymodem || source_is_at_end(d->source) ||
	    memcmp(data + len - sizeof pads, pads, sizeof pads) != 0)
		return;
	d->warned = true;
	message_warning("%s: a block ends in 1A 1A 1A; U-Boot's loadx removes "
			"these bytes, but loady (with -y) keeps them",
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

/*
 * Reports an acknowledged block to the source.  Each call of the driver's
 * input() or sent() acknowledges at most one block; the loop then calls
 * move_data(), which calls this function.
 */
static void
note_acknowledged(struct xm_driver *d)
{
	uint32_t blocks = xm_counts(&d->xm).blocks;

	if (d->source != NULL && blocks != d->blocks_noted)
		source_acknowledged(d->source, d->carried);
	d->blocks_noted = blocks;
}

static void
fail(struct xm_driver *d)
{
	d->failed = true;
	xm_cancel(&d->xm, clock_ms());
}

void
xm_files_move(struct xm_driver *d)
{
	enum xm_event event;

	note_acknowledged(d);
	while ((event = xm_event(&d->xm)) != XM_NONE && event < XM_DONE) {
		if (!answer_event(d, event))
			fail(d);
	}
}

void
xm_files_write_behind(struct xm_driver *d)
{
	if (d->sink != NULL && !sink_write_behind(d->sink))
		fail(d);
}
