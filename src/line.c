#include "line.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "message.h"

enum { DRAIN_STEP_MS = 5, FIFO_LEN = 16, ADAPTER_MS = 20 };

struct line *
line_open(const struct line_options *options)
{
	if (options->port == NULL)
		return line_stdio_open(options);
	if (line_serial_knows(options->port))
		return line_serial_open(options);
	return line_tty_open(options);
}

/* tcdrain(3) may hang for ever, on a stopped line or a broken adapter. */
static void
drain(const struct line *line, uint32_t drain_ms)
{
	int waiting = 1;

	for (uint32_t ms = 0; ms < drain_ms && waiting > 0;
	     ms += DRAIN_STEP_MS) {
		if (ioctl(line->out_fd, TIOCOUTQ, &waiting) == -1)
			return;
		if (waiting > 0)
			poll(NULL, 0, DRAIN_STEP_MS);
	}
	/* What a UART or an adapter has taken does not count as waiting. */
	if (drain_ms > 0 && line->bytes_per_s > 0)
		poll(NULL, 0,
		    (int)(FIFO_LEN * 1000 / line->bytes_per_s) + ADAPTER_MS);
}

void
line_close(struct line *line, uint32_t drain_ms)
{
	if (line == NULL)
		return;
	drain(line, drain_ms);
	line->close(line);
}

uint32_t
line_rate(const struct line_options *o)
{
	uint32_t bits = 1u + o->data_bits + o->stop_bits;

	if (o->parity != PARITY_NONE)
		bits++;
	return o->baud / bits;
}

ssize_t
line_fd_read(struct line *line, void *bytes, size_t len)
{
	return read(line->in_fd, bytes, len);
}

ssize_t
line_fd_write(struct line *line, const void *bytes, size_t len)
{
	return write(line->out_fd, bytes, len);
}
