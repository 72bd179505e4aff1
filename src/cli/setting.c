#include "cli/setting.h"

#include <stdlib.h>
#include <string.h>

#include "base/held_messages.h"
#include "base/message.h"
#include "base/similar.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/set_option.h"

/*
 * The options that ./.xsend may set: the steps, and options of the protocol and
 * of the line.  A port, a command and a file to write are not allowed there.
 */
static const char *const of_project[] = { "128", "1k", "after", "baud",
	"before", "block-delay", "byte-delay", "byte-timeout", "check", "dtr",
	"eot", "final", "flow", "header", "latency", "mode", "pad",
	"resend-after", "retries", "rts", "set", "size", "start",
	"step-timeout", "steps", "strip", "tail", "timeout", "wait",
	"wait-port", "with-crc", "xmodem", "ymodem", "ymodem-g" };

/* Options that are valid only on the command line. */
static const char *const of_command[] = { "dry-run", "help", "list",
	"list-steps", "profile", "version" };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool
is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

bool
settings_add(struct settings *s, enum setting_origin origin, const char *where,
    const char *name, const char *value)
{
	struct setting *all = realloc(s->setting, (s->count + 1) * sizeof *all);
	struct setting *added;

	if (all == NULL)
		return false;
	s->setting = all;
	added = &all[s->count++];
	*added = (struct setting){ origin, strdup(where), strdup(name),
		strdup(value) };
	return added->where != NULL && added->name != NULL &&
	       added->value != NULL;
}

void
settings_free(struct settings *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->setting[i].where);
		free(s->setting[i].name);
		free(s->setting[i].value);
	}
	free(s->setting);
	*s = (struct settings){ .count = 0 };
}

bool
settings_have(
    const struct settings *s, enum setting_origin origin, const char *name)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->setting[i].origin == origin &&
		    strcmp(s->setting[i].name, name) == 0)
			return true;
	}
	return false;
}

bool
setting_is_step(const char *name)
{
	static const char *const names[] = { "after", "before", "steps" };

	return is_among(name, names, COUNT(names));
}

static const struct help_row *
find(enum tool tool, const char *name)
{
	for (size_t i = 0; i < help_row_count; i++) {
		if (help_rows[i].name != NULL &&
		    (help_rows[i].tools & tool) != 0 &&
		    strcmp(help_rows[i].name, name) == 0)
			return &help_rows[i];
	}
	return NULL;
}

/* Returns the long name of the option with this letter, or NULL. */
static const char *
name_of_letter(enum tool tool, const char *name)
{
	for (size_t i = 0; i < help_row_count; i++) {
		const struct help_row *r = &help_rows[i];

		if (name[0] != '\0' && name[1] == '\0' && r->code == name[0] &&
		    (r->tools & tool) != 0)
			return r->name;
	}
	return NULL;
}

static bool
refuse_unknown(enum tool tool, const char *name, const char *value)
{
	struct similar_names names = { .count = 0 };
	const char *long_name = name_of_letter(tool, name);

	if (long_name != NULL) {
		message(
		    "no option \"%s\"; write %s = %s", name, long_name, value);
		return false;
	}
	for (size_t i = 0; i < help_row_count; i++) {
		if (help_rows[i].name != NULL)
			similar_add(
			    &names, name, strlen(name), "", help_rows[i].name);
	}
	if (names.count > 0)
		message("no option \"%s\"; did you mean %s?", name, names.text);
	else
		message("no option \"%s\" (--help lists them)", name);
	return false;
}

/* Returns true if the path of a steps file is below the current directory. */
static bool
is_inside(const char *path)
{
	size_t len;

	if (*path == '/')
		return false;
	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		if (len == 2 && strncmp(path, "..", 2) == 0)
			return false;
	}
	return true;
}

/* Returns why the setting is not allowed from its origin, or NULL. */
static const char *
obstacle(const struct setting *s)
{
	if (is_among(s->name, of_command, COUNT(of_command)))
		return "only allowed on the command line";
	if (s->origin == SETTING_PERSONAL)
		return NULL;
	if (!is_among(s->name, of_project, COUNT(of_project)))
		return "not allowed in ./.xsend; put this setting into "
		       "~/.config/xsend/config, see PROFILES in xsend(1)";
	if (strcmp(s->name, "steps") == 0 && !is_inside(s->value))
		return "not allowed in ./.xsend; the steps file must be below "
		       "this directory";
	return NULL;
}

static bool
apply(struct options *o, const struct setting *s)
{
	enum tool other = o->tool == TOOL_XSEND ? TOOL_XRECV : TOOL_XSEND;
	const struct help_row *r = find(o->tool, s->name);
	const char *why = obstacle(s);

	if (r == NULL && find(other, s->name) == NULL)
		return refuse_unknown(o->tool, s->name, s->value);
	if (why != NULL) {
		message("%s: %s", s->name, why);
		return false;
	}
	if (r == NULL)
		return true;
	if (r->argument != NULL)
		return set_option(o, r, s->value);
	if (strcmp(s->value, "no") == 0)
		return true;
	if (strcmp(s->value, "yes") == 0)
		return set_option(o, r, NULL);
	message("%s: not yes or no", s->name);
	return false;
}

bool
setting_apply(struct options *o, const struct setting *s)
{
	bool ok;

	held_messages_origin(s->where);
	o->in_profile = true;
	ok = apply(o, s);
	o->in_profile = false;
	held_messages_origin(NULL);
	return ok;
}
