#include "escape.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { ESCAPED_MAX = 5 }; /* "\x1b" and its NUL */

static void
escape_byte(char text[static ESCAPED_MAX], unsigned char byte)
{
	static const char plain[] = "\r\n\t\\";
	static const char letter[] = "rnt\\";
	const char *found = byte == '\0' ? NULL : strchr(plain, byte);

	if (found != NULL)
		snprintf(text, ESCAPED_MAX, "\\%c", letter[found - plain]);
	else if (byte >= ' ' && byte <= '~')
		snprintf(text, ESCAPED_MAX, "%c", byte);
	else
		snprintf(text, ESCAPED_MAX, "\\x%02x", byte);
}

size_t
escape(char *text, size_t size, const void *bytes, size_t len)
{
	const unsigned char *in = bytes;
	size_t used = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		char one[ESCAPED_MAX];
		size_t n;

		escape_byte(one, in[i]);
		n = strlen(one);
		if (used + n >= size)
			break;
		memcpy(text + used, one, n);
		used += n;
	}
	if (size > 0)
		text[used] = '\0';
	return i;
}
