#include "command.h"

#include <string.h>

#include "lrzsz.h"
#include "message.h"
#include "usage.h"

enum { LRZSZ_CODE = 1024 /* of the first row of lrzsz */ };

static void
add_letter(struct command *c, int letter, int has)
{
	c->letters[c->letter_count++] = (char)letter;
	if (has == required_argument)
		c->letters[c->letter_count++] = ':';
}

static void
add_long(struct command *c, const char *name, int has, int code)
{
	if (c->long_count < COMMAND_OPTIONS_MAX - 1)
		c->longs[c->long_count++] =
		    (struct option){ name, has, &c->chosen, code };
}

static void
add_lrzsz(struct command *c)
{
	for (size_t i = 0; i < lrzsz_row_count; i++) {
		const struct lrzsz_row *r = &lrzsz_rows[i];
		int has = r->has_argument ? required_argument : no_argument;

		if ((r->tools & c->tool) == 0)
			continue;
		if (r->letter != 0)
			add_letter(c, r->letter, has);
		if (r->name != NULL)
			add_long(c, r->name, has, LRZSZ_CODE + (int)i);
	}
}

void
command_open(struct command *c, enum tool tool, int argc, char **argv)
{
	bool lrzsz = lrzsz_is_name(message_name());

	*c = (struct command){ .tool = tool, .argc = argc, .argv = argv };
	c->letters[c->letter_count++] = ':'; /* the messages are ours */
	for (size_t i = 0; i < usage_row_count; i++) {
		const struct usage_row *r = &usage_rows[i];
		int has = no_argument;

		if ((r->tools & tool) == 0 || r->name == NULL)
			continue;
		if (r->argument != NULL)
			has = r->argument[0] == '[' ? optional_argument
						    : required_argument;
		add_long(c, r->name, has, r->code);
		if (r->code < 256 && !lrzsz)
			add_letter(c, r->code, has);
	}
	if (lrzsz)
		add_lrzsz(c);
}

static const struct lrzsz_row *
find_lrzsz(enum tool tool, int letter)
{
	for (size_t i = 0; i < lrzsz_row_count; i++) {
		if (lrzsz_rows[i].letter == letter &&
		    (lrzsz_rows[i].tools & tool) != 0)
			return &lrzsz_rows[i];
	}
	return NULL;
}

int
command_next(struct command *c, const char **argument)
{
	int code = getopt_long(c->argc, c->argv, c->letters, c->longs, NULL);
	const struct lrzsz_row *l = NULL;

	*argument = optarg;
	if (code == 0 && c->chosen >= LRZSZ_CODE)
		l = &lrzsz_rows[c->chosen - LRZSZ_CODE];
	else if (code == 0)
		return c->chosen;
	else if (lrzsz_is_name(message_name()))
		l = find_lrzsz(c->tool, code);
	if (l == NULL)
		return code;
	*argument = l->argument;
	return l->code;
}

/* What getopt_long() did not like, in the words of its last argument. */
void
command_blame(const struct command *c, int code)
{
	const char *word = c->argv[optind - 1];

	if (code == ':')
		message("%s: needs an argument", word);
	else if (strncmp(word, "--", 2) != 0)
		message("-%c: no such option (--help tells which)",
		    (unsigned char)optopt);
	else
		message("%s: no such option, or not with an argument "
			"(--help tells which)",
		    word);
}
