#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"
#include "unit/stderr_pipe.h"

/* Messages that wait while fd 2 is full. */

TestSuite(message, .init = stderr_open, .fini = stderr_close, .timeout = 30);

Test(message, waits_for_a_descriptor_that_is_full)
{
	cr_expect(!message_waits());
	stderr_fill();
	message("error");
	cr_expect(message_waits());
	message_warning("text");
	message_note("text");
	errno = ENOENT;
	message_errno("f");
	message_line("line");
	message_record(OUTPUT_NOTE, "record\n", 7);
	message_flush();
	cr_expect(message_waits());
	stderr_expect("");
	cr_expect(message_dropped() == 0);

	message_flush();
	cr_expect(!message_waits());
	stderr_expect("xtest: error\nxtest: warning: text\nxtest: text\n"
		      "xtest: f: No such file or directory\nline\nrecord\n");
}

Test(message, of_a_status_is_dropped_and_not_counted)
{
	stderr_fill();
	message_status("f: 100 bytes");
	cr_expect(!message_waits());
	cr_expect(message_dropped() == 0);

	stderr_flush();
	message("text");
	stderr_expect("xtest: text\n");
}

/* Number and length of messages that overfill any buffer. */
enum { MANY = 500, LONG = 1000 };

static char line[LONG + 1];

/* Sends messages until one of them is dropped. Returns how many were kept. */
static unsigned
send_until_dropped(void (*send)(const char *, ...))
{
	unsigned before = message_dropped();

	for (unsigned i = 0; i < MANY; i++) {
		send("%s", line);
		if (message_dropped() != before) {
			cr_expect(message_dropped() == before + 1);
			return i;
		}
	}
	cr_assert_fail("it keeps everything");
	return 0;
}

/* Counts the lines, and expects each to be complete. */
static unsigned
count_lines(void)
{
	static const char prefix[] = "xtest: ";
	enum { PREFIX_LEN = sizeof prefix - 1 };
	unsigned count = 0;

	for (const char *at = stderr_text; *at != '\0'; at += LONG + 1) {
		cr_assert(strncmp(at, prefix, PREFIX_LEN) == 0);
		at += PREFIX_LEN;
		cr_assert(strncmp(at, line, LONG) == 0 && at[LONG] == '\n');
		count++;
	}
	return count;
}

Test(message, is_dropped_and_counted_when_too_much_waits)
{
	unsigned notes, errors;

	memset(line, 'x', LONG);
	line[LONG - 1] = 'y';
	stderr_fill();
	notes = send_until_dropped(message_note);
	/* The buffer keeps space for errors, but not for notes. */
	errors = send_until_dropped(message);
	cr_expect(notes > 0 && errors > 0, "%u, %u", notes, errors);
	message_line(line);
	message_warning("%s", line);
	cr_expect(message_dropped() == 4);
	message_record(OUTPUT_LAST, "last\n", 5);
	cr_expect(message_dropped() == 4);

	stderr_flush();
	cr_assert(stderr_len > 5);
	cr_expect_str_eq(stderr_text + stderr_len - 5, "last\n");
	stderr_text[stderr_len - 5] = '\0';
	cr_expect(count_lines() == notes + errors);
	cr_expect(message_dropped() == 4);
}

Test(message, does_not_wait_for_a_reader_that_has_gone)
{
	cr_assert(signals_open());
	stderr_fill();
	message("text");
	close(stderr_reader);

	message("text");
	message_flush();
	cr_expect(!message_waits());
	message_end();
}
