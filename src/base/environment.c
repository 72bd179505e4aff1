#include "base/environment.h"

#include <stdio.h>
#include <stdlib.h>

const char *
environment_get(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? value : NULL;
}

void
environment_config_path(char *path, size_t size, const char *name)
{
	const char *config = environment_get("XDG_CONFIG_HOME");
	const char *home = environment_get("HOME");
	int len = 0;

	if (config != NULL && *config == '/')
		len = snprintf(path, size, "%s/%s", config, name);
	else if (home != NULL)
		len = snprintf(path, size, "%s/.config/%s", home, name);
	if (len <= 0 || (size_t)len >= size)
		*path = '\0';
}
