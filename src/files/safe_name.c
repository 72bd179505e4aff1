#include "files/safe_name.h"

#include <string.h>

#include "base/utf8.h"

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

bool
name_clean(char *clean, size_t size, const char *name)
{
	const char *from = base(name);
	size_t len = strlen(from);

	if (len == 0 || len >= size || strcmp(from, ".") == 0 ||
	    strcmp(from, "..") == 0)
		return false;
	memcpy(clean, from, len + 1);
	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_shown_len(clean + i);
		if (n == 0) {
			clean[i] = '_';
			n = 1;
		}
	}
	/* A shell may run .profile; a command may read -f as an option. */
	if (clean[0] == '.' || clean[0] == '-')
		clean[0] = '_';
	return true;
}
