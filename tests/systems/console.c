#include "systems/console.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000 };

void
console_type(struct console *c, const char *text)
{
	size_t len = strlen(text);

	c->heard_len = 0;
	cr_assert(write(c->fd, text, len) == (ssize_t)len);
}

void
console_expect(struct console *c, const char *text)
{
	for (;;) {
		struct pollfd p = { .fd = c->fd, .events = POLLIN };
		ssize_t n = -1;

		c->heard[c->heard_len] = '\0';
		if (strstr(c->heard, text) != NULL)
			return;
		if (poll(&p, 1, PATIENCE_MS) == 1)
			n = read(c->fd, c->heard + c->heard_len,
			    sizeof c->heard - 1 - c->heard_len);
		if (n <= 0)
			cr_assert_fail(
			    "\"%s\" never comes, but: %s", text, c->heard);
		c->heard_len += (size_t)n;
	}
}
