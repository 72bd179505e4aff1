#include "base/escape.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { ESCAPED_MAX = 5 }; /* the four characters \x1b and a NUL */

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

void
escape_again(char *text, size_t size, const char *from)
{
	size_t used = 0;

	if (size > 0)
		text[0] = '\0';
	while (*from != '\0' && used + 1 < size) {
		size_t n = strcspn(from, "\\");

		escape(text + used, size - used, from, n);
		used += strlen(text + used);
		from += n;
		if (*from == '\\' && used + 1 < size) {
			text[used++] = *from++;
			text[used] = '\0';
		}
	}
}

size_t
escaped_cut(const char *text, size_t max)
{
	size_t len = strlen(text);
	size_t at = 0;

	while (at < len) {
		size_t n = 1;

		if (text[at] == '\\' && at + 1 < len)
			n = text[at + 1] == 'x' && len - at >= 4 ? 4 : 2;
		if (at + n > max)
			break;
		at += n;
	}
	return at;
}

/* Reads at most `count` digits.  Returns the position after them. */
static const char *
take_digits(const char *at, int base, int count, unsigned *value)
{
	static const char digits[] = "0123456789abcdef";
	const char *digit;

	for (*value = 0; count > 0 && *at != '\0'; count--, at++) {
		digit = strchr(digits, tolower((unsigned char)*at));
		if (digit == NULL || digit - digits >= base)
			break;
		*value = *value * (unsigned)base + (unsigned)(digit - digits);
	}
	return at;
}

/* Reads an escape after its backslash.  Returns its end, or NULL. */
static const char *
take_escape(const char *at, unsigned *value)
{
	static const char letters[] = "abefnrtv\\\"'?";
	static const char meanings[] = "\a\b\033\f\n\r\t\v\\\"'?";
	const char *letter;
	const char *end;

	if (*at == 'x') {
		end = take_digits(at + 1, 16, 2, value);
		return end == at + 1 ? NULL : end;
	}
	end = take_digits(at, 8, 3, value);
	if (end != at)
		return *value <= UCHAR_MAX ? end : NULL;
	if (*at == '\0' || (letter = strchr(letters, *at)) == NULL)
		return NULL;
	*value = (unsigned char)meanings[letter - letters];
	return at + 1;
}

bool
unescape(void *bytes, size_t size, size_t *len, const char *text)
{
	unsigned char *out = bytes;
	unsigned value;

	for (*len = 0; *text != '\0'; out[(*len)++] = (unsigned char)value) {
		if (*len == size)
			return false;
		value = (unsigned char)*text++;
		if (value == '\\' && (text = take_escape(text, &value)) == NULL)
			return false;
	}
	return true;
}
