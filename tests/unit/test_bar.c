#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "report/view.h"

/* The status line of a terminal. */

static struct report report;
static char text[256];

/* Sets up a transfer of 512 KiB that is at 60 % after 10 s, at 31.4 KiB/s. */
static void
set_up(void)
{
	report = (struct report){ .name = "build/firmware-of-the-board.bin",
		.size = 524288,
		.done = 321536,
		.last_ms = 10000 };
}

TestSuite(bar, .init = set_up);

static const char *
at(unsigned columns)
{
	report_bar_text(&report, columns, text, sizeof text);
	cr_expect(strlen(text) < columns, "%u: %s", columns, text);
	return text;
}

Test(bar, fills_a_wide_terminal)
{
	cr_expect_str_eq(at(120), "build/firmware-of-the-board.bin  61% "
				  "[########################----------------]  "
				  "314.0 KiB  31.4 KiB/s  0:06 left");
}

Test(bar, becomes_shorter_on_a_usual_terminal)
{
	report.name[18] = '\0';
	cr_expect_str_eq(at(80),
	    "build/firmware-of-  61% [###########--------]  314.0 KiB  31.4 "
	    "KiB/s  "
	    "0:06 left");
}

Test(bar, keeps_what_matters_at_40_columns)
{
	cr_expect_str_eq(at(40), "e-board.bin  61%  31.4 KiB/s  0:06 left");
}

Test(bar, is_never_an_empty_pair_of_brackets)
{
	for (unsigned columns = 2; columns < 200; columns++) {
		const char *bar = strchr(at(columns), '[');

		cr_expect(bar == NULL || strlen(bar) > 6);
		cr_expect(strstr(text, "[]") == NULL);
	}
}

Test(bar, is_not_drawn_without_a_size)
{
	report.size = SIZE_UNKNOWN;

	cr_expect_str_eq(
	    at(80), "build/firmware-of-the-board.bin  314.0 KiB  31.4 KiB/s");
}
