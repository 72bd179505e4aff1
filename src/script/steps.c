#include "script/steps.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/number.h"
#include "line/line.h"
#include "script/match.h"
#include "script/sums.h"

enum { WAIT_MAX_MS = 3600 * 1000, LINE_SIZE = 2048 };

static const char *
parse_bytes(struct step *step, const char *argument)
{
	if (!unescape(step->bytes, sizeof step->bytes, &step->len, argument))
		return "a text of 256 bytes at most, with the escapes of C "
		       "(\\\\ is a backslash)";
	return step->len > 0 ? NULL : "a text of 1 to 256 bytes";
}

static const char *
parse_number(struct step *step, const char *argument, uint64_t max)
{
	uint64_t value;

	if (!number_parse(argument, 1, max, &value))
		return step->kind == STEP_BAUD
			   ? "a rate, 1 to 20000000"
			   : "a number of milliseconds, 1 to 3600000";
	step->value = (uint32_t)value;
	return NULL;
}

static const char *
parse_seconds(struct step *step, const char *argument)
{
	return number_seconds(argument, &step->value) &&
		       step->value <= WAIT_MAX_MS
		   ? NULL
		   : "a number of seconds, 0 to 3600";
}

static const char *
parse_state(struct step *step, const char *argument)
{
	step->value = strcmp(argument, "on") == 0;
	return step->value == 1 || strcmp(argument, "off") == 0 ? NULL
								: "on or off";
}

static const char *
parse_expression(struct step *step, const char *argument)
{
	size_t len = strlen(argument);

	if (len == 0 || len >= sizeof step->bytes)
		return "an expression of 1 to 255 bytes";
	step->len = len;
	memcpy(step->bytes, argument, len + 1);
	return match_check(argument);
}

static const char *
parse_argument(struct step *step, const char *argument)
{
	switch (step->kind) {
	case STEP_SEND:
	case STEP_EXPECT:
		return parse_bytes(step, argument);
	case STEP_WAIT:
	case STEP_BREAK:
		return parse_number(step, argument, WAIT_MAX_MS);
	case STEP_SHOW:
		return parse_seconds(step, argument);
	case STEP_BAUD:
		return parse_number(step, argument, LINE_BAUD_MAX);
	case STEP_DTR:
	case STEP_RTS:
		return parse_state(step, argument);
	case STEP_MATCH:
		return parse_expression(step, argument);
	case STEP_REOPEN:
		return *argument == '\0' ? NULL
					 : "allowed: reopen takes no argument";
	case STEP_TERMINAL:
		return *argument == '\0'
			   ? NULL
			   : "allowed: terminal takes no argument";
	}
	return "a step";
}

/*
 * Finds the kind of a step by its name.  Returns the text after the name, or
 * NULL if the name is unknown.
 */
static const char *
find_kind(struct step *step, const char *text)
{
	/* In the order of enum step_kind. */
	static const char *const names[] = { "send:", "expect:", "wait:",
		"show:", "baud:", "dtr:", "rts:", "break:", "reopen",
		"match:", "terminal" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t len = strlen(names[i]);

		if (strncmp(text, names[i], len) == 0) {
			step->kind = (enum step_kind)i;
			return text + len;
		}
	}
	return NULL;
}

const char *
step_parse(struct step *step, const char *text)
{
	const char *argument;

	*step = (struct step){ .len = 0 };
	argument = find_kind(step, text);
	if (argument != NULL)
		return parse_argument(step, argument);
	return "one of send: expect: match: wait: show: baud: dtr: rts: break: "
	       "reopen terminal";
}

/*
 * Returns escaped text, which the caller frees.  Returns NULL if no memory is
 * available.
 */
static char *
printable(const char *text)
{
	size_t size = 4 * strlen(text) + 1;
	char *copy = malloc(size);

	if (copy != NULL)
		escape_again(copy, size, text);
	return copy;
}

static bool
append(struct steps *steps, const struct step *step)
{
	struct step *all =
	    realloc(steps->step, (steps->count + 1) * sizeof *all);

	if (all == NULL)
		return false;
	steps->step = all;
	steps->step[steps->count++] = *step;
	return true;
}

static void
free_step(struct step *step)
{
	free(step->text);
	free(step->original);
	free(step->where);
}

/* Keeps the text for steps_expand().  Returns false with ENOMEM. */
static bool
keep_original(struct step *step, const char *where, const char *text)
{
	step->original = strdup(text);
	step->where = strdup(where);
	return step->original != NULL && step->where != NULL;
}

/*
 * Reports a step that breaks a rule.  If the text or the rule is NULL, reports
 * ENOMEM instead.
 */
static void
report_wrong(const char *where, const char *text, const char *rule)
{
	if (text != NULL && rule != NULL)
		message("%s: %s: not %s", where, text, rule);
	else
		message_errno("%s", where);
}

bool
steps_add(struct steps *steps, const char *where, const char *text)
{
	struct step step = { .len = 0 };
	bool expands = variables_occur(text) && find_kind(&step, text) != NULL;
	const char *rule = expands ? NULL : step_parse(&step, text);

	step.text = printable(text);
	if (step.text != NULL && rule == NULL &&
	    (!expands || keep_original(&step, where, text)) &&
	    append(steps, &step))
		return true;
	report_wrong(where, step.text, rule);
	free_step(&step);
	return false;
}

/*
 * Returns the characters that need a backslash in a value of a variable, if the
 * step is of this kind.
 */
static const char *
special_characters(enum step_kind kind)
{
	if (kind == STEP_MATCH)
		return "\\.[()*+?{|^$";
	return kind == STEP_SEND || kind == STEP_EXPECT ? "\\" : "";
}

static bool
expand(struct step *step, struct variables *variables)
{
	struct step expanded;
	const char *rule;
	char *text = variables_expand(variables, step->where, step->original,
	    special_characters(step->kind));

	if (text == NULL)
		return false;
	rule = step_parse(&expanded, text);
	expanded.text = printable(text);
	free(text);
	if (rule == NULL && expanded.text != NULL) {
		expanded.original = step->original;
		expanded.where = step->where;
		free(step->text);
		*step = expanded;
		sums_note(step, variables);
		return true;
	}
	report_wrong(step->where, expanded.text, rule);
	free(expanded.text);
	return false;
}

bool
steps_expand(struct steps *steps, struct variables *variables)
{
	for (size_t i = 0; i < steps->count; i++) {
		struct step *step = &steps->step[i];

		if (step->original != NULL && !expand(step, variables))
			return false;
	}
	return true;
}

bool
steps_have(const struct steps *steps, enum step_kind kind)
{
	for (size_t i = 0; i < steps->count; i++) {
		if (steps->step[i].kind == kind)
			return true;
	}
	return false;
}

/* Removes the line end.  Returns NULL, or a text about an error in the line. */
static const char *
remove_line_end(char *line, size_t len)
{
	if (len >= LINE_SIZE)
		return "this line of the file has 2 KiB or more";
	if (strlen(line) != len)
		return "this line of the file contains a NUL";
	if (len > 0 && line[len - 1] == '\n')
		len--;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	line[len] = '\0';
	return NULL;
}

static bool
parse_line(struct steps_file *f, const char *where, const char *line)
{
	static const char set[] = "set:";
	const char *text = line + strspn(line, " \t");

	if (*text == '\0' || *text == '#')
		return true;
	if (strncmp(text, set, sizeof set - 1) == 0)
		return variables_set(f->variables, where, text + sizeof set - 1,
		    VARIABLE_DEFAULT);
	if (strcmp(text, "transfer") != 0)
		return steps_add(
		    f->transfers ? f->after : f->before, where, text);
	if (f->transfers) {
		message("%s: the line \"transfer\" occurs twice", where);
		return false;
	}
	f->transfers = true;
	return true;
}

static void
report_unreadable(const char *path)
{
	message("--steps=%s: %s (name a file with one step in each line)", path,
	    strerror(errno));
}

static bool
read_lines(struct steps_file *f, FILE *file, const char *path)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len = 0;
	bool ok = true;

	for (unsigned n = 1; ok && (len = getline(&line, &size, file)) != -1;
	     n++) {
		char where[LINE_SIZE];
		const char *wrong = remove_line_end(line, (size_t)len);

		snprintf(where, sizeof where, "%s:%u", path, n);
		if (wrong != NULL)
			message("%s: %s", where, wrong);
		ok = wrong == NULL && parse_line(f, where, line);
	}
	free(line);
	if (ok && !feof(file)) {
		report_unreadable(path);
		return false;
	}
	return ok;
}

bool
steps_read(struct steps_file *f, const char *path)
{
	FILE *file = fopen(path, "r");
	bool ok;

	if (file == NULL) {
		report_unreadable(path);
		return false;
	}
	ok = read_lines(f, file, path);
	fclose(file);
	return ok;
}

void
steps_free(struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		free_step(&steps->step[i]);
	free(steps->step);
	*steps = (struct steps){ .count = 0 };
}
