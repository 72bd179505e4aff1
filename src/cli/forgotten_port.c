#include "cli/forgotten_port.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/utf8.h"
#include "cli/lrzsz.h"
#include "line/address.h"
#include "line/ports.h"

/* The corrected command, quoted for a shell. */
struct command_text {
	char text[768]; /* text of the command, short enough for a message */
	size_t len;
	bool unfit; /* the command is too long, or a terminal cannot show it */
};

static void
add(struct command_text *c, const char *text, size_t len)
{
	if (len >= sizeof c->text - c->len) {
		c->unfit = true;
		return;
	}
	memcpy(c->text + c->len, text, len);
	c->len += len;
	c->text[c->len] = '\0';
}

static bool
can_be_shown(const char *word)
{
	size_t len = 1;

	while (*word != '\0' && (len = utf8_shown_len(word)) > 0)
		word += len;
	return len > 0;
}

/* Returns true if no shell needs quotes for the word. */
static bool
is_plain(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789%+,-./:@_=";

	return *word != '\0' && *word != '=' &&
	       word[strspn(word, plain)] == '\0';
}

static void
add_word(struct command_text *c, const char *word)
{
	c->unfit = c->unfit || !can_be_shown(word);
	if (c->len > 0)
		add(c, " ", 1);
	if (is_plain(word)) {
		add(c, word, strlen(word));
		return;
	}
	add(c, "'", 1);
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			add(c, "'\\''", 4);
		else
			add(c, word, 1);
	}
	add(c, "'", 1);
}

static void
add_port(struct command_text *c, const char *port)
{
	char word[sizeof c->text];

	if (!lrzsz_is_name(message_name())) {
		add_word(c, "-p");
		add_word(c, port);
		return;
	}
	if (snprintf(word, sizeof word, "--port=%s", port) >= (int)sizeof word)
		c->unfit = true;
	add_word(c, word);
}

/* Adds the option for the port, and -y if there are several files. */
static void
add_options(struct command_text *c, const struct options *o, const char *port)
{
	if (o->tool == TOOL_XSEND && o->file_count > 2 && !o->xm.ymodem)
		add_word(c, lrzsz_ymodem_option(message_name()));
	add_port(c, port);
}

/*
 * Writes the corrected command: the options, the port, and all files except
 * `word`, which is the port.
 */
static void
compose(struct command_text *c, const struct options *o, const char *word,
    const char *port)
{
	size_t words = (size_t)(o->files - o->argv);
	/* The port must be before "--", which ends the options. */
	bool first = words > 1 && strcmp(o->argv[words - 1], "--") == 0;

	for (size_t i = 0; i < words; i++) {
		add_word(c, o->argv[i]);
		if (i == 0 && first)
			add_options(c, o, port);
	}
	if (!first)
		add_options(c, o, port);
	for (size_t i = 0; i < o->file_count; i++) {
		if (o->files[i] != word)
			add_word(c, o->files[i]);
	}
	if (o->tool == TOOL_XSEND && o->file_count == 1)
		add(c, " FILE", 5);
}

static bool
is_missing(const char *path)
{
	return access(path, F_OK) == -1;
}

/*
 * Returns true for a name such as ttyUSB0 that is a port in /dev and is not the
 * name of a file.  Stores the path of the port.
 */
static bool
is_bare_name(const char *word, char path[static PATH_MAX])
{
	int len = snprintf(path, PATH_MAX, "/dev/%s", word);

	return strchr(word, '/') == NULL && len < PATH_MAX &&
	       is_missing(word) && !is_missing(path) && ports_is_port(path);
}

static bool
is_address(const char *word)
{
	struct address a;

	return strchr(word, ':') != NULL && is_missing(word) &&
	       address_parse(&a, word) && a.kind != ADDRESS_DEVICE;
}

/*
 * Returns the argument of -p for a word that is a port, or NULL if the word is
 * a file.  If -p was given, only the path of a device counts as a port.
 */
static const char *
port_of(const struct options *o, const char *word, char path[static PATH_MAX])
{
	assert(word != NULL);
	if (ports_is_port(word))
		return word;
	if (o->line.port != NULL)
		return NULL;
	if (is_address(word))
		return word;
	return is_bare_name(word, path) ? path : NULL;
}

/* Returns true if the corrected command accepts the other files. */
static bool
is_fit(const struct options *o, const char *word)
{
	unsigned standard = 0;
	char path[PATH_MAX];

	for (size_t i = 0; i < o->file_count; i++) {
		standard += strcmp(o->files[i], "-") == 0;
		if (o->files[i] != word &&
		    port_of(o, o->files[i], path) != NULL)
			return false;
	}
	return standard < 2 && (o->file_count < 3 ||
				   (o->tool == TOOL_XSEND && o->name == NULL));
}

static void
report(const struct options *o, const char *word, const char *port)
{
	struct command_text c = { .len = 0 };

	compose(&c, o, word, port);
	if (o->line.port != NULL)
		message("%s is a port, not a file (%s is already the line)",
		    word, o->line.port);
	else if (c.unfit || !is_fit(o, word))
		message("%s is a port, not a file; name it with %s", word,
		    lrzsz_is_name(message_name()) ? "--port=" : "-p");
	else
		message("%s is a port, not a file; use: %s", word, c.text);
}

bool
forgotten_port_found(const struct options *o)
{
	for (size_t i = 0; i < o->file_count; i++) {
		char path[PATH_MAX];
		const char *port = port_of(o, o->files[i], path);

		if (port != NULL) {
			report(o, o->files[i], port);
			return true;
		}
	}
	return false;
}
