#ifndef CLI_SETTING_H
#define CLI_SETTING_H

/* Options that stand in a profile or in the environment. */

#include <stdbool.h>
#include <stddef.h>

struct options;

/* Who wrote a setting decides what it may do. */
enum setting_origin {
	SETTING_PROJECT, /* .xsend, perhaps from a stranger */
	SETTING_PERSONAL /* the user */
};

struct setting {
	enum setting_origin origin;
	char *where; /* for messages: "config:3" */
	char *name;  /* of a long option, without dashes */
	char *value;
};

struct settings {
	struct setting *setting;
	size_t count;
};

/* Copies the texts.  Returns false without memory. */
bool settings_add(struct settings *, enum setting_origin, const char *where,
    const char *name, const char *value);
void settings_free(struct settings *);

/* Is an option of that name among those of that origin? */
bool settings_have(
    const struct settings *, enum setting_origin, const char *name);

/* Is it an option that adds steps? */
bool setting_is_step(const char *name);

/*
 * Sets the option.  Returns false after a message if there is no such option,
 * it may not stand there, or its value is wrong.  An option that only the other
 * tool has is passed over.  The options refer to the setting's texts.
 */
bool setting_apply(struct options *, const struct setting *);

#endif
