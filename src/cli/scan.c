#include "cli/scan.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/similar.h"
#include "cli/help.h"
#include "cli/lrzsz.h"

enum { LRZSZ_CODE = 1024 /* code of the first row of lrzsz_rows */ };

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

/* Makes getopt_long(3) of glibc and musl forget the previous command line. */
static void
reset_getopt(void)
{
#ifdef __linux__
	optind = 0;
#else
	optind = 1;
#endif
}

void
scan_open(struct command *c, enum tool tool, int argc, char **argv)
{
	bool lrzsz = lrzsz_is_name(message_name());

	*c = (struct command){ .tool = tool, .argc = argc, .argv = argv };
	reset_getopt();
	c->letters[c->letter_count++] = ':'; /* no messages of getopt(3) */
	for (size_t i = 0; i < help_row_count; i++) {
		const struct help_row *r = &help_rows[i];
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
scan_next(struct command *c, const char **argument)
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

/* Returns true if the option's name begins with the `len` bytes of `name`. */
static bool
begins_with(const struct option *o, const char *name, size_t len)
{
	return strncmp(o->name, name, len) == 0;
}

/* Prints an error for an unknown option, with similar options. */
static void
blame_unknown(const struct command *c, const char *word)
{
	size_t len = strcspn(word + 2, "=");
	struct similar_names names = { .count = 0 };

	for (size_t i = 0; i < c->long_count; i++)
		similar_add(&names, word + 2, len, "--", c->longs[i].name);
	if (names.count > 0)
		message("%s: no such option; did you mean %s?", word,
		    names.text);
	else
		message("%s: no such option (--help lists them)", word);
}

/*
 * Prints an error for a long option that is unknown, is ambiguous, or takes no
 * argument.
 */
static void
blame_long(const struct command *c, const char *word)
{
	size_t len = strcspn(word + 2, "=");
	char candidates[256] = "";
	size_t used = 0;
	unsigned count = 0;

	for (size_t i = 0; i < c->long_count; i++) {
		if (!begins_with(&c->longs[i], word + 2, len))
			continue;
		count++;
		if (used < sizeof candidates)
			used += (size_t)snprintf(candidates + used,
			    sizeof candidates - used, " --%s",
			    c->longs[i].name);
	}
	if (count == 0)
		blame_unknown(c, word);
	else if (count == 1 || optopt != 0)
		message("%s: takes no argument", word);
	else
		message("%s: ambiguous option; possible are%s", word,
		    candidates);
}

/*
 * Returns true if the error is about a long option.  getopt_long(3) sets optopt
 * to the letter of a wrong short option, to the code of a long option with a
 * wrong argument, or to 0 for an unknown long option.  Some long options have a
 * letter as their code.  If `code` is '?' and optopt is a known letter, the
 * error is about such a long option: for a short option, getopt_long(3) returns
 * '?' only if the letter is unknown.
 */
static bool
is_about_long(const struct command *c, int code)
{
	const char *word = c->argv[optind - 1];
	bool known = optopt > UCHAR_MAX ||
		     (code == '?' && strchr(c->letters, optopt) != NULL);

	return strncmp(word, "--", 2) == 0 &&
	       (optopt == 0 || known || code == ':');
}

void
scan_blame(const struct command *c, int code)
{
	const char *word = c->argv[optind - 1];

	if (!is_about_long(c, code))
		message(code == ':'
			    ? "-%c: needs an argument"
			    : "-%c: no such option (--help lists them)",
		    (unsigned char)optopt);
	else if (code == ':')
		message("%s: needs an argument", word);
	else
		blame_long(c, word);
}
