#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

/* Returns the length that the first byte announces, or 0. */
static size_t
announced_len(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* Rejects overlong forms, surrogates and values above U+10FFFF. */
static bool
is_valid(uint32_t character, size_t len)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	return character >= least[len] && character <= 0x10ffff &&
	       (character < 0xd800 || character > 0xdfff);
}

static bool
is_control(uint32_t c)
{
	bool turns_text = c == 0x061c || c == 0x200e || c == 0x200f ||
			  (c >= 0x202a && c <= 0x202e) ||
			  (c >= 0x2066 && c <= 0x2069);

	return c < ' ' || (c >= 0x7f && c <= 0x9f) || turns_text ||
	       c == 0x2028 || c == 0x2029;
}

size_t
utf8_shown_len(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t len = announced_len(*at);
	uint32_t character;

	if (len == 0)
		return 0;
	character = len == 1 ? *at : *at & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (at[i] & 0x3f);
	}
	return is_valid(character, len) && !is_control(character) ? len : 0;
}
