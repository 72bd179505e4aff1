#include "cli/forgotten_port.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/utf8.h"
#include "cli/lrzsz.h"
#include "line/ports.h"

/* A command for a shell. */
struct command_text {
	char text[768]; /* a message has not much more space */
	size_t len;
	bool unfit; /* it is too long, or a terminal would not show it */
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

/* Does it mean itself to every shell? */
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

/* The options, the port, and the other files. */
static void
compose(struct command_text *c, const struct options *o, const char *port)
{
	size_t words = (size_t)(o->files - o->argv);
	/* Behind two dashes there are no options. */
	bool first = words > 1 && strcmp(o->argv[words - 1], "--") == 0;

	for (size_t i = 0; i < words; i++) {
		add_word(c, o->argv[i]);
		if (i == 0 && first)
			add_port(c, port);
	}
	if (!first)
		add_port(c, port);
	for (size_t i = 0; i < o->file_count; i++) {
		if (o->files[i] != port)
			add_word(c, o->files[i]);
	}
	if (o->tool == TOOL_XSEND && o->file_count == 1)
		add(c, " FILE", 5);
}

static void
report(const struct options *o, const char *port)
{
	struct command_text c = { .len = 0 };

	compose(&c, o, port);
	if (o->line.port != NULL)
		message("%s is a port, not a file", port);
	else if (c.unfit)
		message("%s is a port, not a file; name it with %s", port,
		    lrzsz_is_name(message_name()) ? "--port=" : "-p");
	else
		message("%s is a port, not a file; use: %s", port, c.text);
}

bool
forgotten_port_found(const struct options *o)
{
	for (size_t i = 0; i < o->file_count; i++) {
		if (ports_is_port(o->files[i])) {
			report(o, o->files[i]);
			return true;
		}
	}
	return false;
}
