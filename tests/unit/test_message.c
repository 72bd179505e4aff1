#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "unit/stderr_pipe.h"

/* The lines that messages print. */

TestSuite(message, .init = stderr_open, .fini = stderr_close, .timeout = 30);

Test(message, begins_with_the_name_of_the_program_and_is_a_line)
{
	message("%s: %d of them", "f", 7);
	stderr_expect("xtest: f: 7 of them\n");

	message_note("a note");
	stderr_expect("xtest: a note\n");

	message_warning("%d more", 2);
	stderr_expect("xtest: warning: 2 more\n");
}

Test(message, ends_with_the_reason_if_it_is_asked_for)
{
	errno = ENOENT;
	message_errno("%s", "f");
	stderr_expect("xtest: f: No such file or directory\n");

	errno = EACCES;
	message_errno("%s", "f");
	stderr_expect("xtest: f: Permission denied\n");
}

Test(message, has_an_escaped_name_without_directories)
{
	static const char *const rows[][2] = { { "xtest", "xtest" },
		{ "./rb", "rb" }, { "/usr/bin/xrecv", "xrecv" },
		{ "../a.b/x y", "x y" }, { "a\033[2Jb", "a\\x1b[2Jb" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char expected[32];

		message_init(rows[i][0]);
		cr_expect_str_eq(message_name(), rows[i][1]);
		message("text");
		snprintf(expected, sizeof expected, "%s: text\n", rows[i][1]);
		stderr_expect(expected);
	}
}

/* A file name or received bytes must not control the terminal. */
Test(message, has_no_control_characters)
{
	message("%s", "a\x1b[2J\r\n\tb\x7f");
	stderr_expect("xtest: a\\x1b[2J\\x0d\\x0a\\x09b\\x7f\n");

	/*
	 * A C1 control character, a change of text direction, and invalid
	 * UTF-8.
	 */
	message_warning("%s", "\xc2\x9b \xe2\x80\xae \xff");
	stderr_expect("xtest: warning: \\xc2\\x9b \\xe2\\x80\\xae \\xff\n");

	errno = ENOENT;
	message_errno("\x1b");
	stderr_expect("xtest: \\x1b: No such file or directory\n");

	message_note("%s", "\b");
	stderr_expect("xtest: \\x08\n");
}

Test(message, has_letters_and_backslashes_as_they_are)
{
	message("%s", "gr\xc3\xbc\xc3\x9f \\x1b \xe2\x82\xac");
	stderr_expect("xtest: gr\xc3\xbc\xc3\x9f \\x1b \xe2\x82\xac\n");
}

Test(message, that_is_too_long_loses_its_middle)
{
	static const char end[] = "z: No such file or directory\n";
	char path[5000];

	memset(path, 'x', sizeof path - 1);
	path[0] = 'a';
	path[sizeof path - 2] = 'z';
	path[sizeof path - 1] = '\0';
	errno = ENOENT;
	message_errno("%s", path);

	stderr_read();
	cr_expect(strncmp(stderr_text, "xtest: axxx", 11) == 0);
	cr_expect(strstr(stderr_text, "xxx") != NULL);
	cr_expect(stderr_len > sizeof end);
	cr_expect_str_eq(stderr_text + stderr_len - (sizeof end - 1), end);
	cr_expect(strchr(stderr_text, '\n') == stderr_text + stderr_len - 1);
}

Test(message, of_a_line_has_no_name)
{
	message_line("a line");
	stderr_expect("a line\n");
}

Test(message, for_a_program_is_left_as_it_is)
{
	static const char record[] = "{\"a\": \"\x1b\"}\nmore";

	message_record(OUTPUT_LAST, record, sizeof record - 1);
	stderr_expect(record);
	message_record(OUTPUT_ERROR, record, 3);
	stderr_expect("{\"a");
}
