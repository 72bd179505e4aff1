#include "line/line.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"
#include "line/kind.h"
#include "line/port_return.h"
#include "line/tty_settings.h"
#include "trace/trace.h"

enum { DRAIN_MS = 1000, DRAIN_STEP_MS = 5, FIFO_LEN = 16, ADAPTER_MS = 20 };

static uint8_t
count_bits(const struct line_options *o)
{
	unsigned parity = o->parity != PARITY_NONE;

	return (uint8_t)(1 + o->data_bits + parity + o->stop_bits);
}

static void
set_rate(struct line *line, uint32_t baud)
{
	line->baud = baud;
	line->bytes_per_s = baud / line->bits_per_byte;
}

/* Stores the rate if the user gave one or if the line is a port. */
static void
set_first_rate(struct line *line)
{
	const struct line_options *o = &line->options;

	if (o->baud_given ||
	    (o->port != NULL && line->operations->control != NULL))
		set_rate(line, o->baud);
	if (line->ignores_rate && !o->baud_given)
		line->bytes_per_s = 0;
}

struct line *
line_open(const struct line_options *options, struct trace *trace)
{
	struct line *line = line_kind_open(options);

	if (line == NULL)
		return NULL;
	line->trace = trace;
	line->options = *options;
	line->bits_per_byte = count_bits(options);
	line_mode(options, line->mode);
	set_first_rate(line);
	return line;
}

static struct line_state
state_of(const struct line *line)
{
	if (line->operations->state == NULL)
		return (struct line_state){ .message_fd = -1 };
	return line->operations->state(line);
}

/* Sends held bytes.  Returns how many written bytes were not sent yet. */
static size_t
count_unsent(struct line *line)
{
	int taken = 0; /* bytes that the driver has accepted */

	if (state_of(line).held > 0)
		(void)line->operations->write(line, NULL, 0);
	if (ioctl(line->out_fd, TIOCOUTQ, &taken) == -1)
		taken = 0;
	return state_of(line).held + (size_t)taken;
}

/*
 * Waits until all output was sent, `idle_max_ms` pass without progress, or
 * `idle_max_ms` have passed since a signal.  tcdrain(3) may block for ever on a
 * stopped line or a broken adapter.
 */
static void
drain(struct line *line, uint32_t idle_max_ms)
{
	size_t before = SIZE_MAX;
	uint32_t since_signal_ms = 0;
	size_t left;

	for (uint32_t idle_ms = 0;
	     idle_ms < idle_max_ms && since_signal_ms < idle_max_ms &&
	     (left = count_unsent(line)) > 0;
	     idle_ms += DRAIN_STEP_MS) {
		if (left < before)
			idle_ms = 0;
		before = left;
		if (signals_waiting())
			since_signal_ms += DRAIN_STEP_MS;
		poll(NULL, 0, DRAIN_STEP_MS);
	}
	/* TIOCOUTQ excludes bytes in a UART or an adapter: wait for them. */
	if (idle_max_ms > 0 && line->bytes_per_s > 0)
		poll(NULL, 0,
		    (int)(FIFO_LEN * 1000 / line->bytes_per_s) + ADAPTER_MS);
}

void
line_close(struct line *line, uint32_t idle_max_ms)
{
	if (line == NULL)
		return;
	drain(line, idle_max_ms);
	port_before_free(line->before);
	line->operations->close(line, idle_max_ms == 0);
}

void
line_finish(struct line *line)
{
	if (line->operations->finish != NULL)
		line->operations->finish(line);
}

void
line_forget_answer_times(struct line *line)
{
	answer_time_forget(&line->answer);
}

uint32_t
line_shortest_answer_ms(const struct line *line)
{
	return line->answer.answered ? line->answer.shortest_ms : 0;
}

const struct line_latency *
line_latency(const struct line *line)
{
	return &line->latency;
}

struct line_ready
line_wait(struct line *line, bool output, uint32_t wait_ms)
{
	return line_wait_also(line, output, wait_ms, -1);
}

struct line_ready
line_wait_also(struct line *line, bool output, uint32_t wait_ms, int fd)
{
	const struct line_operations *operations = line->operations;
	struct line_state state = state_of(line);
	bool ahead = line->ahead_len + state.ready > 0;
	bool writes = (output && !state.stopped) || state.held > 0;
	struct pollfd fds[] = { { .fd = line->in_fd, .events = POLLIN },
		{ .fd = signals_fd(), .events = POLLIN },
		{ .fd = writes ? line->out_fd : -1, .events = POLLOUT },
		{ .fd = state.message_fd, .events = POLLIN },
		{ .fd = message_waits() ? STDERR_FILENO : -1,
		    .events = POLLOUT },
		{ .fd = fd, .events = POLLIN } };

	if (poll(fds, 6, ahead ? 0 : (int)wait_ms) <= 0)
		return (struct line_ready){ .input = ahead };
	if (fds[4].revents != 0)
		message_flush();
	/* Ignore an error: the next line_write() returns it. */
	if (fds[2].revents != 0 && state.held > 0)
		(void)operations->write(line, NULL, 0);
	if (fds[3].revents != 0)
		operations->read_messages(line);
	return (struct line_ready){ .input = ahead || fds[0].revents != 0,
		.signal = fds[1].revents != 0,
		.other = fds[5].revents != 0 };
}

ssize_t
line_read(struct line *line, void *bytes, size_t len)
{
	if (line->ahead_len == 0) {
		ssize_t n = line->operations->read(line, bytes, len);

		if (n > 0) {
			answer_time_read(
			    &line->answer, clock_ms(), line->bytes_per_s);
			trace_received(line->trace, bytes, (size_t)n);
		}
		return n;
	}
	if (len > line->ahead_len)
		len = line->ahead_len;
	memcpy(bytes, line->ahead, len);
	line->ahead_len -= len;
	memmove(line->ahead, line->ahead + len, line->ahead_len);
	return (ssize_t)len;
}

ssize_t
line_write(struct line *line, const void *bytes, size_t len)
{
	ssize_t n = line->operations->write(line, bytes, len);

	if (n > 0) {
		answer_time_written(&line->answer, (size_t)n, clock_ms());
		trace_sent(line->trace, bytes, (size_t)n);
	}
	return n;
}

const char *
line_trouble(const struct line *line, ssize_t result)
{
	if (line->reason != NULL)
		return line->reason;
	if (result == -1 && errno != EPIPE)
		return strerror(errno);
	return "the other end has closed the line";
}

void
line_unread(struct line *line, const void *bytes, size_t len)
{
	assert(line->ahead_len + len <= sizeof line->ahead);
	memmove(line->ahead + len, line->ahead, line->ahead_len);
	memcpy(line->ahead, bytes, len);
	line->ahead_len += len;
}

bool
line_control(struct line *line, enum line_control control, uint32_t value)
{
	static const char *const names[] = { "rate", "DTR", "RTS", "break" };

	if (line->operations->control == NULL) {
		message("%s: this line has no %s", line->name, names[control]);
		return false;
	}
	drain(line, DRAIN_MS);
	trace_note(line->trace, "%s: %u", names[control], (unsigned)value);
	if (!line->operations->control(line, control, value))
		return false;
	if (control == LINE_BAUD)
		set_rate(line, value);
	return true;
}

/* Records the open port for the next line_reopen(). */
static void
record_port(struct line *line)
{
	port_before_free(line->before);
	line->before =
	    port_before_note(line->options.port, line->name, line->in_fd);
}

static bool
resume(struct line *line, char *path)
{
	struct line_options options = line->options;
	bool ok;

	options.port = path;
	ok = path != NULL && line->operations->resume(line, &options);
	free(path);
	return ok;
}

bool
line_reopen(struct line *line, uint32_t wait_ms)
{
	if (line->before == NULL || line->operations->suspend == NULL) {
		message("%s: this line cannot be closed and opened again",
		    line->name);
		return false;
	}
	drain(line, DRAIN_MS);
	trace_note(line->trace, "%s is closed", line->name);
	line->operations->suspend(line);
	line->ahead_len = 0;
	line->lost = !resume(line, port_return_await(line->before, wait_ms));
	if (line->lost)
		return false;
	trace_note(line->trace, "%s is open, %u baud", line->name,
	    (unsigned)line->options.baud);
	set_first_rate(line);
	record_port(line);
	return true;
}

bool
line_rename(struct line *line, const char *name)
{
	char *copy = strdup(name);

	if (copy == NULL) {
		message_errno("%s", name);
		return false;
	}
	free(line->name);
	line->name = copy;
	return true;
}

const char *
line_name(const struct line *line)
{
	return line->name;
}

const char *
line_title(const struct line *line, char text[static LINE_TITLE_SIZE])
{
	bool has_rate = line->baud > 0 && line->operations->control != NULL;

	if (has_rate)
		snprintf(text, LINE_TITLE_SIZE, "%.128s, %u %s", line->name,
		    (unsigned)line->baud, line->mode);
	else
		snprintf(text, LINE_TITLE_SIZE, "%.128s", line->name);
	return text;
}

uint32_t
line_baud(const struct line *line)
{
	return line->baud;
}

uint32_t
line_bytes_per_s(const struct line *line)
{
	return line->bytes_per_s;
}

bool
line_is_lost(const struct line *line)
{
	return line->lost;
}

bool
line_waits_for_cts(const struct line *line)
{
	int bits, waiting;

	return ioctl(line->out_fd, TIOCOUTQ, &waiting) == 0 && waiting > 0 &&
	       ioctl(line->out_fd, TIOCMGET, &bits) == 0 &&
	       (bits & TIOCM_CTS) == 0;
}

bool
line_is_stderr(const struct line *line)
{
	return tty_same(line->out_fd, STDERR_FILENO);
}

const char *
line_mode(const struct line_options *o, char text[static LINE_MODE_SIZE])
{
	/* In the order of enum line_parity. */
	static const char parities[] = "NEOMS";

	text[0] = (char)('0' + o->data_bits);
	text[1] = parities[o->parity];
	text[2] = (char)('0' + o->stop_bits);
	text[3] = '\0';
	return text;
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
