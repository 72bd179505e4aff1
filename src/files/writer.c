#include "files/writer.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"

void
writer_begin(struct writer *w, int fd, bool at_once, const char *shown,
    struct report *report)
{
	w->fd = fd;
	w->at_once = at_once;
	w->shown = shown;
	w->report = report;
	w->written = 0;
	w->len = 0;
}

static bool
fail(const struct writer *w)
{
	message_errno("%s", w->shown);
	return false;
}

/*
 * Waits until standard output is writable, because a blocked write(2) would
 * delay the reaction to a signal.  After a signal, returns false without a
 * message, because the loop of the transfer reports the signal.
 */
static bool
wait_for_reader(const struct writer *w)
{
	if (!w->at_once || signals_await(w->fd, POLLOUT))
		return true;
	return errno == EINTR ? false : fail(w);
}

static bool
write_all(struct writer *w, const uint8_t *data, size_t len)
{
	while (len > 0) {
		ssize_t n;

		if (!wait_for_reader(w))
			return false;
		n = write(w->fd, data, len);
		if (n >= 0) {
			report_content(w->report, data, (size_t)n);
			data += n;
			len -= (size_t)n;
			w->written += (uint64_t)n;
		} else if (errno != EAGAIN && errno != EINTR) {
			return fail(w);
		}
	}
	return true;
}

bool
writer_put(struct writer *w, const uint8_t *data, size_t len)
{
	if (w->at_once)
		return write_all(w, data, len);
	if (len > sizeof w->buffer - w->len && !writer_flush(w))
		return false;
	memcpy(w->buffer + w->len, data, len);
	w->len += len;
	return true;
}

bool
writer_write_behind(struct writer *w)
{
	return w->len < sizeof w->buffer / 2 || writer_flush(w);
}

bool
writer_flush(struct writer *w)
{
	size_t len = w->len;

	w->len = 0;
	return write_all(w, w->buffer, len);
}
