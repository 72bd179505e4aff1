#include "line/telnet.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"
#include "line/peer_text.h"
#include "line/socket.h"

/*
 * A TCP port with the telnet protocol, which terminal servers use for serial
 * ports.  The option BINARY is negotiated before any data is sent.
 */

enum { NEGOTIATE_MS = 2000, READ_SIZE = 4096 };

struct line_state
telnet_state(const struct line *line)
{
	const struct telnet_line *t = (const struct telnet_line *)line;

	return (struct line_state){ .held = t->codec.out_len,
		.ready = t->early_len,
		.stopped = t->codec.suspended,
		.message_fd = -1 };
}

/* Returns false with an errno if the connection is lost. */
static bool
flush(struct telnet_line *t)
{
	ssize_t n = 0;

	if (t->codec.out_len > 0)
		n = write(t->line.out_fd, t->codec.out, t->codec.out_len);
	if (n == -1 && errno != EAGAIN && errno != EINTR) {
		telnet_codec_sent(&t->codec, t->codec.out_len);
		return false;
	}
	if (n > 0)
		telnet_codec_sent(&t->codec, (size_t)n);
	return true;
}

ssize_t
telnet_write(struct line *line, const void *bytes, size_t len)
{
	struct telnet_line *t = (struct telnet_line *)line;

	if (!flush(t))
		return -1;
	if (len == 0)
		return 0;
	if (t->codec.out_len > 0 || t->codec.suspended) {
		errno = EAGAIN;
		return -1;
	}
	len = telnet_codec_encode(&t->codec, bytes, len);
	/* Ignore an error: the next call reports it. */
	(void)flush(t);
	return (ssize_t)len;
}

/* Reads data.  Fails with EAGAIN if the received bytes contain no data. */
static ssize_t
receive(struct telnet_line *t, uint8_t *bytes, size_t len)
{
	ssize_t n = read(t->line.in_fd, bytes, len);

	if (n <= 0)
		return n;
	n = (ssize_t)telnet_codec_decode(&t->codec, bytes, (size_t)n);
	if (t->codec.trouble != NULL) {
		t->line.reason = t->codec.trouble;
		errno = EPROTO;
		return -1;
	}
	if (n == 0) {
		errno = EAGAIN;
		return -1;
	}
	return n;
}

ssize_t
telnet_read(struct line *line, void *bytes, size_t len)
{
	struct telnet_line *t = (struct telnet_line *)line;

	if (t->early_len == 0)
		return receive(t, bytes, len);
	if (len > t->early_len)
		len = t->early_len;
	memcpy(bytes, t->early, len);
	t->early_len -= len;
	memmove(t->early, t->early + len, t->early_len);
	return (ssize_t)len;
}

/*
 * Receives data into `early`, for a later telnet_read().  Returns false with an
 * errno, which is 0 at the end of the stream.
 */
static bool
receive_early(struct telnet_line *t)
{
	size_t room = sizeof t->early - t->early_len;
	ssize_t n = receive(
	    t, t->early + t->early_len, room < READ_SIZE ? room : READ_SIZE);

	if (n > 0)
		t->early_len += (size_t)n;
	else if (n == 0)
		errno = 0;
	return n > 0 || (n == -1 && (errno == EAGAIN || errno == EINTR));
}

/*
 * Reports a lost line; an errno of 0 is the end of the stream.  Shows received
 * text first, because a server whose port is in use sends a text about it and
 * closes the connection.  Returns false.
 */
static bool
report_loss(struct telnet_line *t)
{
	const char *reason = line_trouble(&t->line, errno == 0 ? 0 : -1);
	struct peer_text early = { .from = t->line.name };

	t->line.lost = true;

	peer_text_add(&early, t->early, t->early_len);
	peer_text_end(&early);
	message("%s: the line is lost: %s", t->line.name, reason);
	return false;
}

bool
telnet_exchange(struct telnet_line *t, bool (*done)(const struct telnet_line *),
    uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();
	uint32_t passed_ms = 0;

	while (!done(t) && passed_ms < wait_ms) {
		struct pollfd fds[] = { { .fd = t->line.in_fd },
			{ .fd = signals_fd(), .events = POLLIN } };

		if (!flush(t))
			return report_loss(t);
		if (t->early_len < sizeof t->early)
			fds[0].events |= POLLIN;
		if (t->codec.out_len > 0)
			fds[0].events |= POLLOUT;
		if (poll(fds, 2, (int)(wait_ms - passed_ms)) == -1)
			fds[0].revents = fds[1].revents = 0;
		if (fds[1].revents != 0) {
			message("%s: cancelled", t->line.name);
			return false;
		}
		if ((fds[0].revents & ~POLLOUT) != 0 && !receive_early(t))
			return report_loss(t);
		passed_ms = clock_ms() - begun_ms;
	}
	return true;
}

static bool
has_agreed(const struct telnet_line *t)
{
	return t->codec.binary_in && t->codec.binary_out;
}

static bool
has_agreed_to_all(const struct telnet_line *t)
{
	return has_agreed(t) && t->codec.com_port;
}

static bool
negotiate(struct telnet_line *t, bool com_port)
{
	if (!telnet_exchange(
		t, com_port ? has_agreed_to_all : has_agreed, NEGOTIATE_MS)) {
		return false;
	}
	if (com_port && !t->codec.com_port) {
		message("%s: the server does not support RFC 2217 (use telnet: "
			"instead)",
		    t->line.name);
		return false;
	}
	if (!has_agreed(t))
		message_warning(
		    "%s: the server does not agree to binary data: bytes may "
		    "be lost or changed (use tcp: for ports without telnet)",
		    t->line.name);
	return true;
}

void
telnet_close(struct line *line, bool hurried)
{
	struct telnet_line *t = (struct telnet_line *)line;

	if (line->in_fd != -1)
		socket_close(line->in_fd, hurried);
	telnet_codec_close(&t->codec);
	free(line->name);
	free(line);
}

static struct telnet_line *
new_line(const struct line_options *o, bool com_port)
{
	struct telnet_line *t = calloc(1, sizeof *t);

	if (t == NULL || (t->line.name = strdup(o->port)) == NULL ||
	    !telnet_codec_open(&t->codec, com_port)) {
		message_errno("%s", o->port);
		if (t != NULL)
			free(t->line.name);
		free(t);
		return NULL;
	}
	t->options = *o;
	return t;
}

struct telnet_line *
telnet_connect(
    const struct line_options *o, const struct address *address, bool com_port)
{
	struct telnet_line *t = new_line(o, com_port);

	if (t == NULL)
		return NULL;
	t->line.in_fd = t->line.out_fd = socket_connect(o, address);
	if (t->line.in_fd != -1 && negotiate(t, com_port))
		return t;
	telnet_close(&t->line, false);
	return NULL;
}

static const struct line_operations operations = { .read = telnet_read,
	.write = telnet_write,
	.state = telnet_state,
	.close = telnet_close };

struct line *
line_telnet_open(const struct line_options *o, const struct address *address)
{
	struct telnet_line *t = telnet_connect(o, address, false);

	if (t == NULL)
		return NULL;
	t->line.operations = &operations;
	return &t->line;
}
