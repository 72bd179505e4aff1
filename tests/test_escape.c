#include <criterion/criterion.h>
#include <string.h>

#include "escape.h"

static const struct {
	const char *bytes;
	const char *text;
} rows[] = {
	{ "", "" },
	{ "plain text 123 ~", "plain text 123 ~" },
	{ "a\r\n\tb", "a\\r\\n\\tb" },
	{ "\\", "\\\\" },
	{ "\033[31m", "\\x1b[31m" },
	{ "\a\x7f", "\\x07\\x7f" },
	{ "\xc3\xa9\x9b", "\\xc3\\xa9\\x9b" },
};

Test(escape, leaves_only_printable_ascii)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[64];

		cr_expect(escape(text, sizeof text, rows[i].bytes,
			      strlen(rows[i].bytes)) == strlen(rows[i].bytes));
		cr_expect_str_eq(text, rows[i].text);
	}
}

Test(escape, knows_the_zero_byte)
{
	char text[8];

	cr_expect(escape(text, sizeof text, "\0", 1) == 1);
	cr_expect_str_eq(text, "\\x00");
}

Test(escape, cuts_short_between_two_bytes_and_says_where)
{
	for (size_t size = 1; size <= 9; size++) {
		char text[16];
		size_t fits = (size - 1) / 4 > 2 ? 2 : (size - 1) / 4;

		memset(text, 'x', sizeof text);
		cr_expect(
		    escape(text, size, "\x01\x02", 2) == fits, "%zu", size);
		cr_expect(strlen(text) == 4 * fits, "%zu", size);
		cr_expect(text[size] == 'x', "%zu", size);
	}
}
