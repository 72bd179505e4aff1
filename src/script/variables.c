#include "script/variables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

enum { KNOWN_SIZE = 300 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "0123456789_-";

static struct variable *
find(const struct variables *v, const char *name, size_t len)
{
	for (size_t i = 0; i < v->count; i++) {
		const char *other = v->all[i].name;

		if (strlen(other) == len && memcmp(other, name, len) == 0)
			return &v->all[i];
	}
	return NULL;
}

/*
 * Returns the variable of this name, and adds it if necessary.  Returns NULL if
 * no memory is available.
 */
static struct variable *
find_or_add(struct variables *v, const char *name, size_t len)
{
	struct variable *variable = find(v, name, len);
	struct variable *all;
	char *copy;

	if (variable != NULL)
		return variable;
	copy = strndup(name, len);
	all = realloc(v->all, (v->count + 1) * sizeof *all);
	if (all != NULL)
		v->all = all;
	if (all == NULL || copy == NULL) {
		free(copy);
		return NULL;
	}
	all[v->count] = (struct variable){ .name = copy };
	return &all[v->count++];
}

static bool
give_value(struct variable *variable, const char *value)
{
	char *copy = strdup(value);

	if (copy == NULL)
		return false;
	free(variable->value);
	variable->value = copy;
	return true;
}

bool
variables_declare_fact(struct variables *v, const char *name)
{
	struct variable *variable = find_or_add(v, name, strlen(name));

	if (variable != NULL)
		variable->fact = true;
	return variable != NULL;
}

bool
variables_set_fact(struct variables *v, const char *name, const char *value)
{
	struct variable *variable = find_or_add(v, name, strlen(name));

	return variable != NULL && give_value(variable, value);
}

bool
variables_set(struct variables *v, const char *where, const char *text,
    enum variable_origin origin)
{
	size_t len = strspn(text, letters);
	struct variable *variable;

	if (len == 0 || text[len] != '=') {
		message("%s: %s: not NAME=VALUE, with a name of letters, "
			"digits, - and _",
		    where, text);
		return false;
	}
	variable = find_or_add(v, text, len);
	if (variable != NULL && variable->fact) {
		message("%s: %s: %%{%s} is computed from the file; choose "
			"another name",
		    where, text, variable->name);
		return false;
	}
	if (variable != NULL && variable->origin > origin)
		return true;
	if (variable == NULL || !give_value(variable, text + len + 1)) {
		message_errno("%s", where);
		return false;
	}
	variable->origin = origin;
	return true;
}

/*
 * Writes the names of the variables except `except`, as in "%{addr} %{size}",
 * or "none".  Cuts a list that is too long.
 */
static void
list_known(const struct variables *v, const struct variable *except,
    char text[static KNOWN_SIZE])
{
	size_t len = 0;

	snprintf(text, KNOWN_SIZE, "none");
	for (size_t i = 0; i < v->count && len < KNOWN_SIZE; i++) {
		if (&v->all[i] == except)
			continue;
		len += (size_t)snprintf(text + len, KNOWN_SIZE - len,
		    "%s%%{%s}", len > 0 ? " " : "", v->all[i].name);
	}
}

static void
put_value(FILE *to, const char *value, const char *special)
{
	for (; *value != '\0'; value++) {
		if (strchr(special, *value) != NULL)
			putc('\\', to);
		putc(*value, to);
	}
}

/*
 * Writes the value of the variable whose name follows "%{".  Returns the text
 * after "}", or NULL after printing a message.
 */
static const char *
put_variable(FILE *to, struct variables *v, const char *where, const char *name,
    const char *special)
{
	size_t len = strcspn(name, "}");
	struct variable *variable = find(v, name, len);
	char known[KNOWN_SIZE];

	if (name[len] == '\0') {
		message("%s: %%{%s: the } is missing (write %%%% for a percent "
			"sign)",
		    where, name);
		return NULL;
	}
	if (variable == NULL) {
		list_known(v, NULL, known);
		message("%s: %%{%.*s} is unknown (known: %s; --set %.*s=VALUE "
			"adds it)",
		    where, (int)len, name, known, (int)len, name);
		return NULL;
	}
	variable->used = true;
	put_value(to, variable->value != NULL ? variable->value : "0", special);
	return name + len + 1;
}

static bool
put_text(FILE *to, struct variables *v, const char *where, const char *text,
    const char *special)
{
	while (text != NULL && *text != '\0') {
		if (strncmp(text, "%{", 2) == 0) {
			text = put_variable(to, v, where, text + 2, special);
		} else {
			putc(*text, to);
			text += strncmp(text, "%%", 2) == 0 ? 2 : 1;
		}
	}
	return text != NULL;
}

char *
variables_expand(struct variables *v, const char *where, const char *text,
    const char *special)
{
	char *expanded = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&expanded, &size);
	bool ok;

	if (to == NULL) {
		message_errno("%s", where);
		return NULL;
	}
	ok = put_text(to, v, where, text, special);
	if (fclose(to) == EOF) {
		message_errno("%s", where);
		ok = false;
	}
	if (ok)
		return expanded;
	free(expanded);
	return NULL;
}

bool
variables_occur(const char *text)
{
	return strstr(text, "%{") != NULL || strstr(text, "%%") != NULL;
}

bool
variables_use_facts(const struct variables *v)
{
	for (size_t i = 0; i < v->count; i++) {
		if (v->all[i].fact && v->all[i].used)
			return true;
	}
	return false;
}

bool
variables_lack_facts(const struct variables *v)
{
	for (size_t i = 0; i < v->count; i++) {
		if (v->all[i].fact && v->all[i].used &&
		    v->all[i].value == NULL)
			return true;
	}
	return false;
}

bool
variables_check_used(const struct variables *v)
{
	char known[KNOWN_SIZE];

	for (size_t i = 0; i < v->count; i++) {
		const struct variable *variable = &v->all[i];

		if (variable->origin != VARIABLE_COMMAND || variable->used)
			continue;
		list_known(v, variable, known);
		message("--set=%s=%s: no step contains %%{%s} (known: %s)",
		    variable->name, variable->value, variable->name, known);
		return false;
	}
	return true;
}

void
variables_free(struct variables *v)
{
	for (size_t i = 0; i < v->count; i++) {
		free(v->all[i].name);
		free(v->all[i].value);
	}
	free(v->all);
	*v = (struct variables){ .count = 0 };
}
