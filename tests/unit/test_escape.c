#include <criterion/criterion.h>
#include <string.h>

#include "base/escape.h"

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

static const struct {
	const char *text;
	const char *bytes;
	size_t len;
} read_rows[] = {
	{ "", "", 0 },
	{ "plain", "plain", 5 },
	{ "\\a\\b\\e\\f\\n\\r\\t\\v", "\a\b\033\f\n\r\t\v", 8 },
	{ "\\\\\\\"\\'\\?", "\\\"'?", 4 },
	{ "\\x1b[A\\xfF\\x0g", "\033[A\xff\0g", 6 },
	{ "\\x1bc", "\033c", 2 },
	{ "\\0\\33\\0331\\377",
	    "\0\033\033"
	    "1\377",
	    5 },
	{ "\xc3\xa9", "\xc3\xa9", 2 },
};

Test(unescape, reads_the_escapes_of_c)
{
	for (size_t i = 0; i < sizeof read_rows / sizeof *read_rows; i++) {
		char bytes[16];
		size_t len;

		cr_assert(
		    unescape(bytes, sizeof bytes, &len, read_rows[i].text),
		    "%s", read_rows[i].text);
		cr_expect(len == read_rows[i].len &&
			      memcmp(bytes, read_rows[i].bytes, len) == 0,
		    "%s", read_rows[i].text);
	}
}

Test(unescape, refuses_what_is_no_escape)
{
	static const char *const bad[] = { "\\", "\\q", "\\x", "\\xg", "\\8",
		"\\400", "a\\" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char bytes[16];
		size_t len;

		cr_expect(
		    !unescape(bytes, sizeof bytes, &len, bad[i]), "%s", bad[i]);
	}
}

Test(unescape, refuses_more_bytes_than_there_is_room_for)
{
	char bytes[4];
	size_t len;

	cr_expect(unescape(bytes, sizeof bytes, &len, "ab\\x01\\n"));
	cr_expect(!unescape(bytes, sizeof bytes, &len, "ab\\x01\\nc"));
}

Test(unescape, reads_back_what_escape_wrote)
{
	for (int byte = 0; byte < 256; byte++) {
		unsigned char in[] = { (unsigned char)byte, '7' };
		unsigned char out[4];
		char text[16];
		size_t len;

		escape(text, sizeof text, in, sizeof in);
		cr_assert(unescape(out, sizeof out, &len, text), "%s", text);
		cr_expect(len == 2 && memcmp(in, out, 2) == 0, "%s", text);
	}
}

Test(escape, is_cut_only_between_escapes)
{
	cr_expect(escaped_cut("abc", 2) == 2);
	cr_expect(escaped_cut("abc", 9) == 3);
	for (size_t max = 1; max < 5; max++)
		cr_expect(escaped_cut("a\\x1bc", max) == 1);
	cr_expect(escaped_cut("a\\x1bc", 5) == 5);
	cr_expect(escaped_cut("a\\nb", 2) == 1);
	cr_expect(escaped_cut("a\\nb", 3) == 3);
	cr_expect(escaped_cut("\\\\\\\\", 3) == 2);
}
