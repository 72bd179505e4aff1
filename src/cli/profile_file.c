#include "cli/profile_file.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

const bool profiles_built_in = true;

struct reading {
	FILE *file;
	const char *path;
	enum setting_origin origin;
	const char *section; /* name of the requested section */
	struct settings *settings;
	struct section_names *names;
	bool *found;
	unsigned line; /* number of the last line read */
	bool ok;       /* no error has been printed */
};

static bool
fail(struct reading *r, const char *problem)
{
	message("%s:%u: %s", r->path, r->line, problem);
	r->ok = false;
	return false;
}

/* Returns true if the list already has the name. */
static bool
is_listed(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (*list != '\0') {
		size_t n = strcspn(list, ",");

		if (n == len && strncmp(list, name, n) == 0)
			return true;
		list += n;
		list += strspn(list, ", ");
	}
	return false;
}

static void
note_section(struct reading *r, const char *name)
{
	char *text = r->names->text;
	size_t used = strlen(text);

	*r->found = *r->found || strcmp(name, r->section) == 0;
	if (!is_listed(text, name))
		snprintf(text + used, sizeof r->names->text - used, "%s%s",
		    used > 0 ? ", " : "", name);
}

/* Finds section names, because the parser does not report empty sections. */
static void
look_for_section(struct reading *r, char *line)
{
	size_t len = strcspn(line, "]");

	if (*line != '[' || line[len] != ']')
		return;
	line[len] = '\0';
	note_section(r, line + 1);
	line[len] = ']';
}

/*
 * Returns a line to the parser, like fgets(3).  Removes leading blanks, which
 * the parser would take for a continuation of the previous line.
 */
static char *
read_line(char *text, int size, void *context)
{
	struct reading *r = context;
	size_t blanks;

	if (!r->ok || fgets(text, size, r->file) == NULL)
		return NULL;
	r->line++;
	if (strchr(text, '\n') == NULL && !feof(r->file)) {
		fail(r, "this line of the file is too long");
		return NULL;
	}
	blanks = strspn(text, " \t");
	memmove(text, text + blanks, strlen(text + blanks) + 1);
	look_for_section(r, text);
	return text;
}

/* Adds a setting.  Returns 0 after an error, as the parser expects. */
static int
take_setting(
    void *context, const char *section, const char *name, const char *value)
{
	struct reading *r = context;
	char where[512];

	if (*section == '\0')
		return fail(r, "outside of any section (write a line such as "
			       "[board] above it)");
	if (strcmp(section, r->section) != 0)
		return 1;
	snprintf(where, sizeof where, "%s:%u", r->path, r->line);
	if (settings_add(r->settings, r->origin, where, name, value))
		return 1;
	return fail(r, strerror(ENOMEM));
}

bool
profile_file_read(struct settings *settings, const char *path,
    enum setting_origin origin, const char *section, bool *found,
    struct section_names *names)
{
	struct reading r = { .file = fopen(path, "r"),
		.path = path,
		.origin = origin,
		.section = section,
		.settings = settings,
		.names = names,
		.found = found,
		.ok = true };
	int line;

	if (r.file == NULL && errno == ENOENT)
		return true;
	if (r.file == NULL) {
		message_errno("%s", path);
		return false;
	}
	line = ini_parse_stream(read_line, &r, take_setting, &r);
	if (ferror(r.file)) {
		message_errno("%s", path);
		r.ok = false;
	}
	fclose(r.file);
	if (r.ok && line != 0) {
		r.line = line > 0 ? (unsigned)line : r.line;
		fail(&r, "not [SECTION] and not NAME = VALUE, such as "
			 "baud = 9600 or ymodem = yes");
	}
	return r.ok;
}
