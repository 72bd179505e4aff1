#include "unit/fake_line.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"

bool fake_line_closed;
size_t fake_line_held, fake_line_ready;
char fake_line_said[256];
struct fake_line_asked fake_line_asked;

static const char *unread; /* remaining input of a text line */

void
fake_line_set_up(void)
{
	fake_line_closed = false;
	cr_assert(signals_open());
}

static ssize_t
write_slowly(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	(void)len;
	if (fake_line_held > 0)
		fake_line_held--;
	errno = EAGAIN;
	return -1;
}

static void
close_line(struct line *line, bool hurried)
{
	(void)hurried;
	fake_line_closed = true;
	close(line->out_fd);
}

static struct line_state
state(const struct line *line)
{
	(void)line;
	return (struct line_state){ .held = fake_line_held,
		.ready = fake_line_ready,
		.message_fd = -1 };
}

const struct line_operations fake_line_operations = {
	.write = write_slowly, .state = state, .close = close_line
};

struct line
fake_line_slow(size_t bytes)
{
	fake_line_held = bytes;
	return (struct line){ .operations = &fake_line_operations,
		.in_fd = -1,
		.out_fd = open("/dev/null", O_WRONLY) };
}

static ssize_t
read_text(struct line *line, void *bytes, size_t len)
{
	(void)line;
	if (len > strlen(unread))
		len = strlen(unread);
	if (len == 0) {
		errno = EAGAIN;
		return -1;
	}
	memcpy(bytes, unread, len);
	unread += len;
	return (ssize_t)len;
}

static bool
control_line(struct line *line, enum line_control control, uint32_t value)
{
	(void)line;
	fake_line_asked.calls++;
	fake_line_asked.control = control;
	fake_line_asked.value = value;
	fake_line_asked.held = fake_line_held;
	return fake_line_asked.result;
}

static void
take_message(enum message_kind kind, const char *text)
{
	cr_expect(kind == MESSAGE_ERROR);
	cr_expect_str_eq(fake_line_said, "", "there are two messages");
	snprintf(fake_line_said, sizeof fake_line_said, "%s", text);
}

static const struct line_operations text_operations = { .read = read_text,
	.write = write_slowly,
	.state = state,
	.control = control_line };

struct line
fake_line_text(const char *text)
{
	static char name[] = "port";
	struct line line = fake_line_slow(0);

	unread = text;
	fake_line_asked.result = true;
	message_divert(take_message);
	line.name = name;
	line.in_fd = open("/dev/null", O_RDONLY);
	line.operations = &text_operations;
	line.baud = 9600;
	line.bits_per_byte = 10;
	line.bytes_per_s = 960;
	return line;
}

static ssize_t
write_nothing(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	(void)len;
	errno = EAGAIN;
	return -1;
}

const struct line_operations fake_line_stuck = {
	.write = write_nothing, .state = state, .control = control_line
};
