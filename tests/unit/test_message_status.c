#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "unit/stderr_pipe.h"

/* A status line on a terminal that supports CR, LF and ESC [ K. */

TestSuite(message, .init = stderr_open, .fini = stderr_close, .timeout = 30);

enum { ROWS = 8, COLUMNS = 79 };

static char screen[ROWS][COLUMNS + 1];
static int row, column;

static void
show(const char *bytes)
{
	while (*bytes != '\0') {
		if (strncmp(bytes, "\033[K", 3) == 0) {
			memset(screen[row] + column, '\0',
			    (size_t)(COLUMNS - column));
			bytes += 3;
			continue;
		}
		cr_assert(row < ROWS && column < COLUMNS);
		if (*bytes == '\n')
			row++;
		if (*bytes == '\n' || *bytes == '\r')
			column = 0;
		else
			screen[row][column++] = *bytes;
		bytes++;
	}
}

/* Expects exactly these rows on the screen. */
static void
expect_screen(const char *expected)
{
	char all[ROWS * (COLUMNS + 1) + 1];
	size_t len = 0;

	stderr_read();
	show(stderr_text);
	stderr_forget();
	for (int i = 0; i <= row; i++)
		len += (size_t)snprintf(all + len, sizeof all - len, "%s%s",
		    i > 0 ? "\n" : "", screen[i]);
	cr_expect_str_eq(all, expected);
}

Test(message, of_a_status_replaces_the_last_one)
{
	message_status("f: 100 bytes");
	expect_screen("f: 100 bytes");
	message_status("f: done");
	expect_screen("f: done");
	message_status("");
	expect_screen("");
	message_status("g: 100 bytes");
	expect_screen("g: 100 bytes");
}

Test(message, of_a_status_is_removed_before_another_message_is_printed)
{
	message_status("f: 100 bytes");
	message("text");
	expect_screen("xtest: text\n");
	message_status("f: 200 bytes");
	expect_screen("xtest: text\nf: 200 bytes");
	message_line("line");
	expect_screen("xtest: text\nline\n");
	message_status("f: 300 bytes");
	message_warning("text");
	message_note("text");
	expect_screen("xtest: text\nline\nxtest: warning: text\n"
		      "xtest: text\n");
}

Test(message, without_a_status_has_no_escapes)
{
	message_status("");
	message("text");
	stderr_expect("xtest: text\n");

	message_status("status");
	message_status("");
	message_status("status");
	message("text");
	stderr_read();
	stderr_forget();
	/* The message above has already removed the status line. */
	message("text");
	message_status("");
	stderr_expect("xtest: text\n");

	message_status("status");
	message_status("");
	stderr_read();
	stderr_forget();
	message("text");
	message_status("");
	stderr_expect("xtest: text\n");
}

Test(message, of_a_status_stays_until_it_has_been_taken_away)
{
	message_status("f: 100 bytes");
	expect_screen("f: 100 bytes");
	stderr_fill();
	message_status("");
	expect_screen("f: 100 bytes");
	stderr_flush();
	expect_screen("");

	message_status("f: 200 bytes");
	expect_screen("f: 200 bytes");
	stderr_fill();
	message_line("line");
	expect_screen("f: 200 bytes");
	stderr_flush();
	expect_screen("line\n");
}
