#include "script/sums.h"

#include <stdio.h>
#include <string.h>

enum { CRC32_LEN = 8, MD5_LEN = 32, BEFORE_MIN = 4 };

/* Returns the offset of a text in the step's bytes, or -1. */
static ptrdiff_t
find_text(const struct step *step, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + len <= step->len; i++) {
		if (memcmp(step->bytes + i, text, len) == 0)
			return (ptrdiff_t)i;
	}
	return -1;
}

static bool
is_sum(const struct variable *variable)
{
	return variable->fact && variable->value != NULL &&
	       (strcmp(variable->name, "crc32") == 0 ||
		   strcmp(variable->name, "md5") == 0 ||
		   strcmp(variable->name, "sha256") == 0);
}

void
sums_note(struct step *step, const struct variables *variables)
{
	if (step->kind != STEP_EXPECT || step->original == NULL)
		return;
	for (size_t i = 0; i < variables->count; i++) {
		const struct variable *variable = &variables->all[i];
		char name[16];
		ptrdiff_t at;

		if (!is_sum(variable))
			continue;
		snprintf(name, sizeof name, "%%{%s}", variable->name);
		if (strstr(step->original, name) == NULL)
			continue;
		at = find_text(step, variable->value);
		if (at == -1)
			continue;
		step->sum_at = (size_t)at;
		step->sum_len = strlen(variable->value);
	}
}

static int
lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

/*
 * Returns true if `digits` begins with as many hexadecimal digits as the step's
 * checksum has.  Stores whether these digits differ from the checksum.  Upper
 * case and lower case are equal.
 */
static bool
compare_sum(const struct step *step, const uint8_t *digits, bool *differs)
{
	*differs = false;
	for (size_t i = 0; i < step->sum_len; i++) {
		int digit = lower(digits[i]);

		if (digit == '\0' || strchr("0123456789abcdef", digit) == NULL)
			return false;
		*differs = *differs || digit != step->bytes[step->sum_at + i];
	}
	return true;
}

size_t
sums_find_other(
    const struct step *step, const uint8_t *bytes, size_t len, bool in_line)
{
	size_t before = step->sum_at;
	size_t whole = before + step->sum_len;

	if (step->sum_len == 0 || (before > 0 && before < BEFORE_MIN))
		return 0;
	for (size_t i = 0; i + whole <= len; i++) {
		bool starts_line = i > 0 ? bytes[i - 1] == '\n' : !in_line;
		bool differs;

		if (before == 0 ? !starts_line
				: memcmp(bytes + i, step->bytes, before) != 0)
			continue;
		if (compare_sum(step, bytes + i + before, &differs) && differs)
			return i + whole;
	}
	return 0;
}

const char *
sums_name(const struct step *step)
{
	if (step->sum_len == CRC32_LEN)
		return "CRC-32";
	return step->sum_len == MD5_LEN ? "MD5 sum" : "SHA-256 sum";
}
