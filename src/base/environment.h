#ifndef BASE_ENVIRONMENT_H
#define BASE_ENVIRONMENT_H

/* Returns the value of an environment variable, or NULL if unset or empty. */
const char *environment_get(const char *name);

#endif
