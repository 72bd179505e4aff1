#include "name.h"

#include <string.h>

static const char *
base(const char *name)
{
	const char *begin = name;

	for (const char *at = name; *at != '\0'; at++) {
		if (*at == '/' || *at == '\\' || (*at == ':' && at == name + 1))
			begin = at + 1;
	}
	return begin;
}

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

bool
name_clean(char *clean, size_t size, const char *name)
{
	const char *from = base(name);
	size_t len = strlen(from);

	if (len == 0 || len >= size || strcmp(from, ".") == 0 ||
	    strcmp(from, "..") == 0)
		return false;
	memcpy(clean, from, len + 1);
	for (size_t i = 0; i < len; i++) {
		if (is_control(clean[i]))
			clean[i] = '_';
	}
	/* A hidden file might be one that a shell runs. */
	if (clean[0] == '.')
		clean[0] = '_';
	return true;
}
