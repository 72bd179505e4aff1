#ifndef BASE_ENVIRONMENT_H
#define BASE_ENVIRONMENT_H

#include <stddef.h>

/* Returns the value of an environment variable, or NULL if unset or empty. */
const char *environment_get(const char *name);

/*
 * Writes the path of a file or folder of the user's configuration: in
 * $XDG_CONFIG_HOME if that is an absolute path, or else in ~/.config.  Writes
 * "" if ~/.config is needed but $HOME is unset, or if the path does not fit.
 */
void environment_config_path(char *path, size_t size, const char *name);

#endif
