#include "unit/stderr_pipe.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"

int stderr_reader;
static int old_stderr;

void
stderr_open(void)
{
	int ends[2];

	old_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	cr_assert(old_stderr != -1 && pipe(ends) == 0);
	cr_assert(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
	cr_assert(dup2(ends[1], STDERR_FILENO) == STDERR_FILENO);
	close(ends[1]);
	stderr_reader = ends[0];
	message_init("/usr/local/bin/xtest");
}

void
stderr_close(void)
{
	dup2(old_stderr, STDERR_FILENO);
}

enum { TEXT_SIZE = 1 << 18 };

char stderr_text[TEXT_SIZE];
size_t stderr_len;

void
stderr_read(void)
{
	char byte;

	while (read(stderr_reader, &byte, 1) == 1) {
		cr_assert(stderr_len + 1 < sizeof stderr_text);
		if (byte != '.')
			stderr_text[stderr_len++] = byte;
	}
	stderr_text[stderr_len] = '\0';
}

void
stderr_forget(void)
{
	stderr_len = 0;
	stderr_text[0] = '\0';
}

void
stderr_expect(const char *expected)
{
	stderr_read();
	cr_expect_str_eq(stderr_text, expected);
	stderr_forget();
}

void
stderr_fill(void)
{
	char dots[512];

	memset(dots, '.', sizeof dots);
	cr_assert(fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK) == 0);
	while (write(STDERR_FILENO, dots, sizeof dots) > 0)
		continue;
	while (write(STDERR_FILENO, dots, 1) > 0)
		continue;
	cr_assert(fcntl(STDERR_FILENO, F_SETFL, 0) == 0);
}

void
stderr_flush(void)
{
	stderr_read();
	while (message_waits()) {
		message_flush();
		stderr_read();
	}
}
