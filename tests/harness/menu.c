#include "harness/menu.h"

#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static bool
say(int fd, const void *bytes, size_t len)
{
	return write(fd, bytes, len) == (ssize_t)len;
}

/* Reads and echoes all input until the text of the step has arrived. */
static bool
expect_bytes(int fd, const struct step *step)
{
	uint8_t last[STEP_BYTES_MAX] = { 0 };

	do {
		memmove(last, last + 1, step->len - 1);
		if (read(fd, &last[step->len - 1], 1) != 1 ||
		    !say(fd, &last[step->len - 1], 1))
			return false;
	} while (memcmp(last, step->bytes, step->len) != 0);
	return true;
}

/* Waits like a busy board, which loses all input that arrives meanwhile. */
static bool
rest(int fd, uint32_t ms)
{
	struct timespec t = { (time_t)(ms / 1000),
		(long)(ms % 1000) * 1000000 };

	return nanosleep(&t, NULL) == 0 && tcflush(fd, TCIFLUSH) == 0;
}

static bool
take(const struct step *step, int fd)
{
	if (step->kind == STEP_SEND)
		return say(fd, step->bytes, step->len);
	if (step->kind == STEP_EXPECT)
		return expect_bytes(fd, step);
	return step->kind == STEP_WAIT && rest(fd, step->value);
}

bool
menu_take(const struct steps *steps, int fd)
{
	for (size_t i = 0; i < steps->count; i++) {
		if (!take(&steps->step[i], fd))
			return false;
	}
	return true;
}
