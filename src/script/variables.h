#ifndef SCRIPT_VARIABLES_H
#define SCRIPT_VARIABLES_H

/* Variables in steps: %{NAME} stands for the value of NAME. */

#include <stdbool.h>
#include <stddef.h>

/* Origin of a value.  A later origin in this list overrides an earlier one. */
enum variable_origin {
	VARIABLE_DEFAULT, /* "set:" in a steps file */
	VARIABLE_PROFILE, /* a profile */
	VARIABLE_COMMAND  /* --set on the command line */
};

struct variable {
	char *name;
	char *value; /* text of the value; NULL: not known yet (facts only) */
	bool fact;   /* the variable is a fact: a property of the file, such as
			its size, which the user cannot set */
	enum variable_origin origin;
	bool used; /* a step contains this variable */
};

struct variables {
	struct variable *all;
	size_t count;
};

/* Adds a fact of the file, without a value.  Returns false with ENOMEM. */
bool variables_declare_fact(struct variables *, const char *name);

/* Sets the value of a fact.  Returns false with ENOMEM. */
bool variables_set_fact(
    struct variables *, const char *name, const char *value);

/*
 * Sets a variable from "NAME=VALUE", unless its present value has a later
 * origin.  Returns false after printing a message, which begins with `where`,
 * the origin of the text.
 */
bool variables_set(struct variables *, const char *where, const char *text,
    enum variable_origin);

/*
 * Replaces %{NAME} with its value and %% with a percent sign.  Does not change
 * other percent signs.  Puts a backslash before each character of a value that
 * `special` contains.  Uses "0" for a fact that is not known yet.  Returns a
 * text that the caller frees, or NULL after printing a message, which begins
 * with `where`.
 */
char *variables_expand(struct variables *, const char *where, const char *text,
    const char *special);

/* Returns true if the text contains %{ or %%. */
bool variables_occur(const char *text);

/* Returns true if a step uses a fact of the file. */
bool variables_use_facts(const struct variables *);

/* Returns true if a step uses a fact of the file that is not known yet. */
bool variables_lack_facts(const struct variables *);

/*
 * Returns false after printing a message if the command line sets a variable
 * that no step uses.
 */
bool variables_check_used(const struct variables *);

void variables_free(struct variables *);

#endif
