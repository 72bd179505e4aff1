#include <criterion/criterion.h>

#include "base/utf8.h"

static const struct {
	const char *text;
	size_t len;
} rows[] = {
	{ "a", 1 },
	{ " ", 1 },
	{ "~", 1 },
	{ "\xc3\xbc", 2 },
	{ "\xe2\x82\xac", 3 },
	{ "\xf0\x9f\x98\x80", 4 },
	{ "", 0 },
	{ "\n", 0 },
	{ "\x1b[31m", 0 },
	{ "\x7f", 0 },
	{ "\x9b", 0 },
	{ "\xc2\x9b", 0 },     /* C1 */
	{ "\xe2\x80\xae", 0 }, /* changes the direction of text */
	{ "\xe2\x81\xa6", 0 },
	{ "\xd8\x9c", 0 },
	{ "\xc0\xaf", 0 },
	{ "\xe0\x80\xaf", 0 },     /* overlong */
	{ "\xed\xa0\x80", 0 },     /* a surrogate */
	{ "\xf4\x90\x80\x80", 0 }, /* beyond Unicode */
	{ "\xc3", 0 },
	{ "\xe2\x82", 0 },
	{ "\xff", 0 },
};

Test(utf8, distinguishes_characters_that_may_be_shown)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(
		    utf8_shown_len(rows[i].text) == rows[i].len, "row %zu", i);
}
