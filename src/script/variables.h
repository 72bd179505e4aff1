#ifndef SCRIPT_VARIABLES_H
#define SCRIPT_VARIABLES_H

/* Names in steps that stand for texts: %{NAME}. */

#include <stdbool.h>
#include <stddef.h>

/* Where a value comes from; a later one of these wins. */
enum variable_origin {
	VARIABLE_DEFAULT, /* the steps file */
	VARIABLE_PROFILE,
	VARIABLE_COMMAND
};

struct variable {
	char *name;
	char *value; /* NULL: a fact of the file that is not known yet */
	bool fact;   /* a fact of the file, which nobody can set */
	enum variable_origin origin;
	bool used;   /* a step contains the name */
};

struct variables {
	struct variable *all;
	size_t count;
};

/* Adds a name that stands for a fact of the file.  Returns false with ENOMEM.
 */
bool variables_declare_fact(struct variables *, const char *name);

/* Sets the value of such a name.  Returns false with ENOMEM. */
bool variables_set_fact(
    struct variables *, const char *name, const char *value);

/*
 * Sets a variable from "NAME=VALUE".  A value of a later origin wins, and the
 * last one wins among equals.  Returns false after a message, which begins with
 * where the text stands.
 */
bool variables_set(struct variables *, const char *where, const char *text,
    enum variable_origin);

/*
 * Replaces %{NAME} by the value and %% by a percent sign.  Any other percent
 * sign stays.  A backslash is put in front of each character of a value that
 * `special` contains.  A fact that is not known yet becomes "0".  Returns a
 * text to be freed, or NULL after a message, which begins with `where`.
 */
char *variables_expand(struct variables *, const char *where, const char *text,
    const char *special);

/* Does the text contain %{ or %%? */
bool variables_occur(const char *text);

/* Is a fact of the file used? */
bool variables_use_facts(const struct variables *);

/*
 * Returns false after a message if the command line sets a variable that no
 * step uses.
 */
bool variables_check_used(const struct variables *);

void variables_free(struct variables *);

#endif
