#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "unit/stderr_pipe.h"

/* Messages that go to a function instead of fd 2. */

TestSuite(message, .init = stderr_open, .fini = stderr_close, .timeout = 30);

static char taken[256];

static void
take(enum message_kind kind, const char *what)
{
	static const char *const kinds[] = { "error", "warning", "note" };
	size_t len = strlen(taken);

	snprintf(
	    taken + len, sizeof taken - len, "%s: %s\n", kinds[kind], what);
}

Test(message, goes_to_a_function_instead_if_there_is_one)
{
	message("before");
	stderr_expect("xtest: before\n");
	message_divert(take);

	message("text %d", 1);
	errno = ENOENT;
	message_errno("f");
	message_warning("text %d\x1b", 2);
	message_note("text %d", 3);

	cr_expect_str_eq(taken,
	    "error: text 1\nerror: f: No such file or directory\n"
	    "warning: text 2\\x1b\nnote: text 3\n");
	stderr_expect("");
}

Test(message, that_is_a_record_a_line_or_a_status_is_not_diverted)
{
	message_divert(take);

	message_record(OUTPUT_NOTE, "record\n", 7);
	message_line("line");
	stderr_expect("record\nline\n");
	message_status("status");
	stderr_read();
	cr_expect(strstr(stderr_text, "status") != NULL);
	cr_expect_str_eq(taken, "");
}
