#include "script/match.h"

#include <string.h>

#include "line/line.h"

const char *
match_check(const char *expression)
{
	regex_t compiled;
	bool matches_nothing;

	if (regcomp(&compiled, expression, REG_EXTENDED | REG_NOSUB) != 0)
		return "a POSIX extended regular expression, see regex(7)";
	matches_nothing = regexec(&compiled, "", 0, NULL, 0) == 0;
	regfree(&compiled);
	return matches_nothing ? "allowed: it also matches an empty text"
			       : NULL;
}

/* Copies a line without its line end as a string; a NUL becomes a byte 1. */
static void
copy_line(char *text, const uint8_t *bytes, size_t len)
{
	if (len > 0 && bytes[len - 1] == '\r')
		len--;
	for (size_t i = 0; i < len; i++)
		text[i] = bytes[i] == '\0' ? '\1' : (char)bytes[i];
	text[len] = '\0';
}

bool
match_find(const regex_t *compiled, const uint8_t *bytes, size_t len,
    bool in_line, size_t *end)
{
	char line[LINE_AHEAD_MAX + 1];
	size_t at = 0;

	for (;;) {
		const uint8_t *newline = memchr(bytes + at, '\n', len - at);
		size_t stop = newline != NULL ? (size_t)(newline - bytes) : len;
		regmatch_t found;

		copy_line(line, bytes + at, stop - at);
		if (regexec(compiled, line, 1, &found,
			in_line ? REG_NOTBOL : 0) == 0) {
			*end = at + (size_t)found.rm_eo;
			return true;
		}
		if (newline == NULL)
			break;
		in_line = false;
		at = stop + 1;
	}
	*end = at;
	return false;
}
