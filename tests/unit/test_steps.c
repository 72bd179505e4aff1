#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "script/steps.h"

static const struct {
	const char *text;
	enum step_kind kind;
	uint32_t value;
	const char *bytes;
} good[] = {
	{ "send:loady 0x82000000\\r", STEP_SEND, 0, "loady 0x82000000\r" },
	{ "send: ", STEP_SEND, 0, " " },
	{ "send:\\x1b", STEP_SEND, 0, "\033" },
	{ "expect:=> ", STEP_EXPECT, 0, "=> " },
	{ "expect:expect:", STEP_EXPECT, 0, "expect:" },
	{ "wait:100", STEP_WAIT, 100, "" },
	{ "show:1.5", STEP_SHOW, 1500, "" },
	{ "baud:921600", STEP_BAUD, 921600, "" },
	{ "dtr:on", STEP_DTR, 1, "" },
	{ "dtr:off", STEP_DTR, 0, "" },
	{ "rts:on", STEP_RTS, 1, "" },
	{ "break:250", STEP_BREAK, 250, "" },
	{ "reopen", STEP_REOPEN, 0, "" },
};

Test(steps, are_read_from_text)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct step step;

		cr_assert(step_parse(&step, good[i].text) == NULL, "%s",
		    good[i].text);
		cr_expect(step.kind == good[i].kind, "%s", good[i].text);
		cr_expect(step.value == good[i].value, "%s", good[i].text);
		cr_expect(step.len == strlen(good[i].bytes) &&
			      memcmp(step.bytes, good[i].bytes, step.len) == 0,
		    "%s", good[i].text);
	}
}

Test(steps, with_wrong_syntax_are_refused_with_the_rule)
{
	static const char *const bad[] = { "", "send",
		"send:", "expect:", "Send:x", " send:x", "say:x", "expect:\\",
		"expect:\\q", "send:\\x", "send:\\400", "wait:", "wait:0",
		"wait:1.5", "wait:-1", "wait:3600001", "show:x", "baud:0",
		"baud:fast", "dtr:", "dtr:1", "rts:keep", "break:0",
		"reopen:", "reopen:1" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct step step;
		const char *rule = step_parse(&step, bad[i]);

		cr_expect(rule != NULL && strlen(rule) > 4, "%s", bad[i]);
	}
}

Test(steps, have_at_most_256_bytes)
{
	char text[5 + STEP_BYTES_MAX + 2] = "send:";
	struct step step;

	memset(text + 5, 'x', STEP_BYTES_MAX);
	cr_expect(step_parse(&step, text) == NULL);
	cr_expect(step.len == STEP_BYTES_MAX);
	text[5 + STEP_BYTES_MAX] = 'x';
	cr_expect(step_parse(&step, text) != NULL);
}

static struct steps before, after;
static struct variables variables;
static struct steps_file file = { &before, &after, &variables, false };

/* Reads the steps from a file with these bytes. */
static bool
read_bytes(const char *bytes, size_t len)
{
	char path[] = "/tmp/stepsXXXXXX";
	int fd = mkstemp(path);
	bool ok;

	cr_assert(fd != -1);
	cr_assert(write(fd, bytes, len) == (ssize_t)len);
	close(fd);
	ok = steps_read(&file, path);
	unlink(path);
	return ok;
}

static bool
read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void
forget(void)
{
	steps_free(&before);
	steps_free(&after);
	variables_free(&variables);
	file.transfers = false;
}

TestSuite(recipe, .fini = forget);

Test(recipe, has_steps_before_and_after_the_transfer)
{
	cr_assert(read_text("# U-Boot\n"
			    "\n"
			    "expect:stop autoboot\n"
			    "\tsend: \n"
			    "transfer\r\n"
			    "expect:=> \n"
			    "send:go\\r\r\n"
			    "show:1"));

	cr_assert(before.count == 2 && after.count == 3);
	cr_expect_str_eq(before.step[0].text, "expect:stop autoboot");
	cr_expect_str_eq(before.step[1].text, "send: ");
	cr_expect_str_eq(after.step[0].text, "expect:=> ");
	cr_expect(after.step[1].len == 3);
	cr_expect(after.step[2].value == 1000);
}

Test(recipe, adds_its_steps_after_the_existing_steps)
{
	cr_assert(steps_add(&before, "--before", "dtr:off"));
	cr_assert(read_text("dtr:on\n"));

	cr_assert(before.count == 2 && after.count == 0);
	cr_expect(before.step[0].value == 0 && before.step[1].value == 1);
}

Test(recipe, is_refused_for_one_wrong_line)
{
	cr_expect(!read_text("send:x\nsned:y\n"));
	cr_expect(!read_text("transfer\nsend:x\ntransfer\n"));
}

Test(recipe, is_refused_if_a_line_is_too_long)
{
	static char text[5000] = "send:";

	memset(text + 5, 'x', 4000);
	cr_expect(!read_text(text));
}

Test(recipe, is_refused_if_it_cannot_be_read)
{
	cr_expect(!steps_read(&file, "/nowhere/recipe"));
	cr_expect(!steps_read(&file, "/"));
}

Test(recipe, is_refused_if_a_line_has_a_nul)
{
	static const char ended[] = "send:a\0b\n", open[] = "send:a\0b";

	cr_expect(!read_bytes(ended, sizeof ended - 1));
	cr_expect(!read_bytes(open, sizeof open - 1));
}

Test(recipe, keeps_an_escaped_text_of_each_step_for_messages)
{
	cr_assert(steps_add(&before, "--before", "send:\033[2J\n\\r"));

	cr_expect_str_eq(before.step[0].text, "send:\\x1b[2J\\n\\r");
	cr_expect(before.step[0].len == 6);
}

Test(steps, out_of_range_are_refused_with_the_range)
{
	struct step step;

	cr_expect(strstr(step_parse(&step, "wait:0"), "1 to 3600000") != NULL);
	cr_expect(strstr(step_parse(&step, "baud:0"), "1 to 20000000") != NULL);
}
