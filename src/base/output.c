#include "base/output.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/interrupt.h"

/*
 * The descriptor is shared with other programs, which do not expect O_NONBLOCK,
 * so its flags are not changed.  poll(2) alone does not prevent write(2) from
 * blocking: a terminal that has space for one byte may not have space for a
 * line, and another program may fill a pipe between poll(2) and write(2).  A
 * timer interrupts a blocked write.
 */

enum { BLOCKED_MS = 5 /* time after which a blocked write is interrupted */ };

void
output_init(struct output *o, int fd)
{
	o->fd = fd;
	o->error = 0;
	o->dropped = 0;
	o->held = false;
	o->len = 0;
}

static bool
is_writable(const struct output *o)
{
	struct pollfd fd = { .fd = o->fd, .events = POLLOUT };

	return poll(&fd, 1, 0) == 1;
}

/*
 * Returns the length of the whole lines in the first PIPE_BUF bytes.  A pipe
 * accepts up to PIPE_BUF bytes in one piece, so lines of several programs do
 * not mix.
 */
static size_t
next_len(const struct output *o)
{
	size_t len = o->len < PIPE_BUF ? o->len : PIPE_BUF;
	size_t lines = len;

	while (lines > 0 && o->kept[lines - 1] != '\n')
		lines--;
	return lines > 0 ? lines : len;
}

/* Returns false if the descriptor accepts no more bytes now. */
static bool
write_some(struct output *o)
{
	size_t len = next_len(o);
	ssize_t n;

	if (!is_writable(o))
		return false;
	interrupt_start(BLOCKED_MS);
	n = write(o->fd, o->kept, len);
	interrupt_stop();
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return false;
	/* Any other error is permanent: discard the text. */
	if (n == -1) {
		o->error = errno;
		n = (ssize_t)o->len;
	}
	o->len -= (size_t)n;
	memmove(o->kept, o->kept + n, o->len);
	return (size_t)n >= len;
}

void
output_flush(struct output *o)
{
	int saved = errno;

	while (!o->held && o->len > 0 && write_some(o))
		continue;
	errno = saved;
}

void
output_hold(struct output *o, bool hold)
{
	o->held = hold;
	output_flush(o);
}

static bool
has_space(const struct output *o, enum output_need need, size_t len)
{
	size_t space = sizeof o->kept - o->len;

	switch (need) {
	case OUTPUT_PROGRESS:
		return o->len == 0 && len <= space && is_writable(o);
	case OUTPUT_NOTE:
		return len + sizeof o->kept / 2 <= space;
	case OUTPUT_ERROR:
		return len + sizeof o->kept / 4 <= space;
	case OUTPUT_LAST:
		return len <= space;
	}
	return false;
}

bool
output_put(
    struct output *o, enum output_need need, const char *text, size_t len)
{
	output_flush(o);
	if (!has_space(o, need, len)) {
		o->dropped += need != OUTPUT_PROGRESS;
		return false;
	}
	memcpy(o->kept + o->len, text, len);
	o->len += len;
	output_flush(o);
	return true;
}

void
output_finish(struct output *o, int signal_fd, uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();
	uint32_t passed_ms = 0;

	output_flush(o);
	while (o->len > 0 && passed_ms < wait_ms) {
		struct pollfd fds[] = { { .fd = o->fd, .events = POLLOUT },
			{ .fd = signal_fd, .events = POLLIN } };

		if (poll(fds, 2, (int)(wait_ms - passed_ms)) > 0 &&
		    fds[1].revents != 0)
			break;
		output_flush(o);
		passed_ms = clock_ms() - begun_ms;
	}
}
