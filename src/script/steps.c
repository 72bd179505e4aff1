#include "script/steps.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/number.h"
#include "line/line.h"

enum { WAIT_MAX_MS = 3600 * 1000, LINE_SIZE = 2048 };

static const char *
parse_bytes(struct step *step, const char *argument)
{
	if (!unescape(step->bytes, sizeof step->bytes, &step->len, argument))
		return "a text of 256 bytes at most, with the escapes of C";
	return step->len > 0 ? NULL : "a text";
}

static const char *
parse_number(struct step *step, const char *argument, uint64_t max)
{
	uint64_t value;

	if (!number_parse(argument, 1, max, &value))
		return step->kind == STEP_BAUD ? "a rate, 1 to 20000000"
					       : "milliseconds, 1 to 3600000";
	step->value = (uint32_t)value;
	return NULL;
}

static const char *
parse_seconds(struct step *step, const char *argument)
{
	return number_seconds(argument, &step->value) &&
		       step->value <= WAIT_MAX_MS
		   ? NULL
		   : "seconds";
}

static const char *
parse_state(struct step *step, const char *argument)
{
	step->value = strcmp(argument, "on") == 0;
	return step->value == 1 || strcmp(argument, "off") == 0 ? NULL
								: "on or off";
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
	case STEP_REOPEN:
		break;
	}
	return "a step";
}

const char *
step_parse(struct step *step, const char *text)
{
	/* In the order of enum step_kind. */
	static const char *const names[] = { "send:", "expect:", "wait:",
		"show:", "baud:", "dtr:", "rts:", "break:" };

	*step = (struct step){ .len = 0 };
	if (strcmp(text, "reopen") == 0) {
		step->kind = STEP_REOPEN;
		return NULL;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t len = strlen(names[i]);

		if (strncmp(text, names[i], len) == 0) {
			step->kind = (enum step_kind)i;
			return parse_argument(step, text + len);
		}
	}
	return "one of send: expect: wait: show: baud: dtr: rts: break: reopen";
}

/* As messages show it, and to be freed; NULL without memory. */
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

bool
steps_add(struct steps *steps, const char *where, const char *text)
{
	struct step step;
	const char *rule = step_parse(&step, text);

	step.text = printable(text);
	if (step.text != NULL && rule == NULL && append(steps, &step))
		return true;
	if (step.text != NULL && rule != NULL)
		message("%s: %s: not %s", where, step.text, rule);
	else
		message_errno("%s", where);
	free(step.text);
	return false;
}

/* Takes the line end away.  Returns NULL, or what is wrong with the line. */
static const char *
chop(char *line, size_t len)
{
	if (len >= LINE_SIZE)
		return "a line of 2 KiB or more";
	if (strlen(line) != len)
		return "a line with a NUL";
	if (len > 0 && line[len - 1] == '\n')
		len--;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	line[len] = '\0';
	return NULL;
}

/* Takes a line of a file; `steps` is where it goes. */
static bool
take_line(struct steps **steps, struct steps *after, const char *where,
    const char *line)
{
	const char *text = line + strspn(line, " \t");

	if (*text == '\0' || *text == '#')
		return true;
	if (strcmp(text, "transfer") != 0)
		return steps_add(*steps, where, text);
	if (*steps == after) {
		message("%s: a second transfer", where);
		return false;
	}
	*steps = after;
	return true;
}

static bool
read_lines(
    struct steps *before, struct steps *after, FILE *file, const char *path)
{
	struct steps *steps = before;
	char *line = NULL;
	size_t size = 0;
	ssize_t len = 0;
	bool ok = true;

	for (unsigned n = 1; ok && (len = getline(&line, &size, file)) != -1;
	     n++) {
		char where[LINE_SIZE];
		const char *wrong = chop(line, (size_t)len);

		snprintf(where, sizeof where, "%s:%u", path, n);
		if (wrong != NULL)
			message("%s: %s", where, wrong);
		ok = wrong == NULL && take_line(&steps, after, where, line);
	}
	free(line);
	if (ok && !feof(file)) {
		message_errno("%s", path);
		return false;
	}
	return ok;
}

bool
steps_read(struct steps *before, struct steps *after, const char *path)
{
	FILE *file = fopen(path, "r");
	bool ok;

	if (file == NULL) {
		message("--steps=%s: %s (name a file with one step in each "
			"line)",
		    path, strerror(errno));
		return false;
	}
	ok = read_lines(before, after, file, path);
	fclose(file);
	return ok;
}

void
steps_free(struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		free(steps->step[i].text);
	free(steps->step);
	*steps = (struct steps){ .count = 0 };
}
