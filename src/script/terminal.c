#include "script/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"

enum {
	KEYS_MAX = 4096,
	LEAVE_KEY = 0x1d, /* Ctrl-] */
	WAIT_MS = 3600 * 1000
};

struct terminal {
	int fd;
	struct termios before;
	uint8_t keys[KEYS_MAX]; /* keys typed and not yet sent */
	size_t key_count;
	bool left; /* Ctrl-] was typed, or the terminal is lost */
};

static void
close_terminal(struct terminal *t)
{
	if (t->fd == -1)
		return;
	/* There is no remedy for an error. */
	(void)tcsetattr(t->fd, TCSANOW, &t->before);
	(void)!write(t->fd, "\r\n", 2);
	close(t->fd);
	t->fd = -1;
}

/* Returns false after printing a message. */
static bool
open_terminal(struct terminal *t)
{
	struct termios raw;

	*t = (struct terminal){ .fd = open("/dev/tty", O_RDWR | O_CLOEXEC) };
	if (t->fd == -1 || tcgetattr(t->fd, &t->before) == -1) {
		message_errno("terminal: this program has no terminal");
		close_terminal(t);
		return false;
	}
	message_note("terminal: keys go to the board (Ctrl-] ends this step)");
	raw = t->before;
	raw.c_iflag &= (tcflag_t) ~(BRKINT | ICRNL | IGNBRK | IGNCR | INLCR |
				    INPCK | ISTRIP | IXON | PARMRK);
	raw.c_oflag &= (tcflag_t)~OPOST;
	raw.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	if (tcsetattr(t->fd, TCSADRAIN, &raw) == 0)
		return true;
	message_errno("terminal");
	close_terminal(t);
	return false;
}

static void
show(struct terminal *t, const uint8_t *bytes, size_t len)
{
	while (len > 0 && !t->left) {
		ssize_t n = write(t->fd, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (errno != EINTR) {
			t->left = true;
		} else if (signals_waiting()) {
			return;
		}
	}
}

/* Reads typed keys.  Drops keys that do not fit into the buffer. */
static void
read_keys(struct terminal *t)
{
	uint8_t typed[256];
	ssize_t n = read(t->fd, typed, sizeof typed);
	const uint8_t *leave;
	size_t len;

	if (n <= 0) {
		t->left = n == 0 || (errno != EINTR && errno != EAGAIN);
		return;
	}
	leave = memchr(typed, LEAVE_KEY, (size_t)n);
	t->left = leave != NULL;
	len = leave != NULL ? (size_t)(leave - typed) : (size_t)n;
	if (len > sizeof t->keys - t->key_count)
		len = sizeof t->keys - t->key_count;
	memcpy(t->keys + t->key_count, typed, len);
	t->key_count += len;
}

/* Returns the result of line_write(), or 1 if there was nothing to write. */
static ssize_t
send_keys(struct terminal *t, struct line *line, uint32_t delay_us)
{
	ssize_t n;

	if (t->key_count == 0)
		return 1;
	n = line_write(line, t->keys, delay_us > 0 ? 1 : t->key_count);
	if (n <= 0)
		return n;
	t->key_count -= (size_t)n;
	memmove(t->keys, t->keys + n, t->key_count);
	if (delay_us > 0)
		clock_pause_us(delay_us);
	return n;
}

static ssize_t
show_output(struct terminal *t, struct line *line)
{
	uint8_t bytes[1024];
	ssize_t n = line_read(line, bytes, sizeof bytes);

	if (n > 0)
		show(t, bytes, (size_t)n);
	return n;
}

static bool
is_error(ssize_t n)
{
	return n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR);
}

static struct terminal_end
connect_line(struct terminal *t, struct line *line, uint32_t delay_us)
{
	for (;;) {
		struct line_ready ready =
		    line_wait_also(line, t->key_count > 0, WAIT_MS, t->fd);
		ssize_t n;

		if (ready.signal)
			return (struct terminal_end){ TERMINAL_SIGNAL, 0 };
		if (ready.other)
			read_keys(t);
		if (ready.input && is_error(n = show_output(t, line)))
			return (struct terminal_end){ TERMINAL_LINE_LOST, n };
		if (is_error(n = send_keys(t, line, delay_us)))
			return (struct terminal_end){ TERMINAL_LINE_LOST, n };
		if (t->left)
			return (struct terminal_end){ TERMINAL_LEFT, 0 };
	}
}

struct terminal_end
terminal_talk(struct line *line, uint32_t byte_delay_us, const uint8_t *before,
    size_t before_len)
{
	struct terminal t;
	struct terminal_end end;
	int error;

	if (!open_terminal(&t))
		return (struct terminal_end){ TERMINAL_UNUSABLE, 0 };
	show(&t, before, before_len);
	end = connect_line(&t, line, byte_delay_us);
	error = errno;
	close_terminal(&t);
	errno = error;
	return end;
}
