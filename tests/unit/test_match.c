#include <criterion/criterion.h>
#include <string.h>

#include "script/match.h"

/*
 * Returns the offset at which the match ends. Without a match, returns -1 minus
 * the offset at which the last line begins.
 */
static long
find(const char *expression, const char *text, size_t len, bool in_line)
{
	regex_t compiled;
	size_t end;
	bool found;

	cr_assert(match_check(expression) == NULL, "%s", expression);
	cr_assert(regcomp(&compiled, expression, REG_EXTENDED) == 0);
	found =
	    match_find(&compiled, (const uint8_t *)text, len, in_line, &end);
	regfree(&compiled);
	return found ? (long)end : -1 - (long)end;
}

Test(match, ends_after_the_first_match_in_any_line)
{
	static const struct {
		const char *expression, *text;
		long end;
	} rows[] = {
		{ "=> $|login: $", "U-Boot\r\n=> ", 11 },
		{ "=> $|login: $", "Linux\r\nboard login: ", 20 },
		{ "=> $", "=> loady\r\n", -1 - 10 },
		{ "^ok$", "not ok\r\nok\r\n", 10 },
		{ "[0-9]{4}", "123\r\n4567", 9 },
		{ "a.c", "ab\ncab", -1 - 3 },
		{ "abc", "ab", -1 },
		{ "x", "", -1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(find(rows[i].expression, rows[i].text,
			      strlen(rows[i].text), false) == rows[i].end,
		    "%s in %s", rows[i].expression, rows[i].text);
}

Test(match, has_no_line_begin_in_the_middle_of_a_line)
{
	cr_expect(find("^b", "b\nb", 3, true) == 3);
	cr_expect(find("^b", "b\nb", 3, false) == 1);
}

Test(match, is_found_after_a_nul)
{
	cr_expect(find("b$", "a\0b", 3, false) == 3);
}

Test(match, is_refused_when_it_is_no_expression_or_matches_nothing)
{
	cr_expect(match_check("(") != NULL);
	cr_expect(match_check("[a") != NULL);
	cr_expect(match_check("a*") != NULL);
	cr_expect(match_check("^$") != NULL);
	cr_expect(match_check("a|b") == NULL);
}
