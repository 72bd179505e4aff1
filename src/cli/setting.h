#ifndef CLI_SETTING_H
#define CLI_SETTING_H

/* Options from a profile or from the environment. */

#include <stdbool.h>
#include <stddef.h>

struct options;

/* The origin of a setting, which restricts the options that may be set. */
enum setting_origin {
	SETTING_PROJECT, /* ./.xsend, which another person may have written */
	SETTING_PERSONAL /* config file or environment of the user */
};

struct setting {
	enum setting_origin origin;
	char *where; /* place for messages, such as "config:3" */
	char *name;  /* name of a long option, without dashes */
	char *value; /* argument of the option */
};

struct settings {
	struct setting *setting;
	size_t count;
};

/*
 * Adds a setting and copies its texts.  Returns false if no memory is
 * available.
 */
bool settings_add(struct settings *, enum setting_origin, const char *where,
    const char *name, const char *value);
void settings_free(struct settings *);

/* Returns true if a setting has this origin and this name. */
bool settings_have(
    const struct settings *, enum setting_origin, const char *name);

/* Returns true for the names "before", "after" and "steps". */
bool setting_is_step(const char *name);

/*
 * Sets the option that the setting names.  Ignores an option that only the
 * other tool has.  Returns false after printing a message if the option is
 * unknown, is not allowed from this origin, or has a wrong value.  The options
 * keep pointers to the texts of the setting.
 */
bool setting_apply(struct options *, const struct setting *);

#endif
