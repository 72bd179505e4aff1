#include "base/message_text.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { RAW_SIZE = 2 * PATH_MAX + 1024, SAFE_SIZE = 4 * RAW_SIZE };

static void
make_safe(char *to, size_t size, const char *from)
{
	size_t used = 0;

	while (*from != '\0' && used + 5 < size) {
		size_t n = utf8_shown_len(from);

		if (n == 0) {
			used += (size_t)snprintf(to + used, size - used,
			    "\\x%02x", (unsigned char)*from++);
			continue;
		}
		memcpy(to + used, from, n);
		used += n;
		from += n;
	}
	to[used] = '\0';
}

/* Returns true for a UTF-8 byte that does not begin a character. */
static int
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Keeps the beginning in two thirds of the space, and the end in the rest. */
static void
shorten(char *to, size_t size, const char *from)
{
	static const char gap[] = " ... ";
	size_t len = strlen(from);
	size_t head = size * 2 / 3;
	const char *tail = from + len - (size - head - sizeof gap);

	while (is_continuation(from[head]))
		head--;
	while (is_continuation(*tail))
		tail++;
	snprintf(to, size, "%.*s%s%s", (int)head, from, gap, tail);
}

void
message_text(char *text, size_t size, const char *format, va_list args,
    const char *reason)
{
	static char raw[RAW_SIZE], safe[SAFE_SIZE];
	size_t len;

	vsnprintf(raw, sizeof raw, format, args);
	len = strlen(raw);
	if (reason != NULL)
		snprintf(raw + len, sizeof raw - len, ": %s", reason);
	make_safe(safe, sizeof safe, raw);
	if (strlen(safe) < size)
		snprintf(text, size, "%s", safe);
	else
		shorten(text, size, safe);
}
