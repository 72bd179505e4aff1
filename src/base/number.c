#include "base/number.h"

#include <string.h>

enum { SECONDS_MAX = 10 * 86400 };

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

/* Returns the end of the digits, or NULL without digits or on overflow. */
static const char *
parse_digits(const char *text, uint64_t *value)
{
	int base = 10;
	const char *at = text;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		base = 16;
		at += 2;
	}
	if (digit(*at) >= base)
		return NULL;
	for (*value = 0; digit(*at) < base; at++) {
		uint64_t d = (uint64_t)digit(*at);

		if (*value > (UINT64_MAX - d) / (uint64_t)base)
			return NULL;
		*value = *value * (uint64_t)base + d;
	}
	return at;
}

bool
number_parse(const char *text, uint64_t min, uint64_t max, uint64_t *value)
{
	uint64_t v;
	const char *end = parse_digits(text, &v);

	if (end == NULL || *end != '\0' || v < min || v > max)
		return false;
	*value = v;
	return true;
}

bool
number_bytes(const char *text, uint64_t *bytes)
{
	static const char units[] = "kMG";
	uint64_t v;
	const char *end = parse_digits(text, &v);
	unsigned shift = 0;

	if (end == NULL)
		return false;
	if (*end != '\0') {
		const char *unit = strchr(units, *end == 'K' ? 'k' : *end);

		if (unit == NULL || end[1] != '\0')
			return false;
		shift = 10 * (unsigned)(unit - units + 1);
	}
	if (v > (uint64_t)INT64_MAX >> shift)
		return false;
	*bytes = v << shift;
	return true;
}

bool
number_seconds(const char *text, uint32_t *ms)
{
	uint64_t v;
	const char *end = parse_digits(text, &v);
	uint32_t fraction = 0;
	uint32_t unit = 100;

	if (end == NULL || v > SECONDS_MAX)
		return false;
	if (*end == '.') {
		if (digit(*++end) > 9)
			return false;
		for (; digit(*end) <= 9 && unit > 0; end++, unit /= 10)
			fraction += (uint32_t)digit(*end) * unit;
	}
	if (*end != '\0')
		return false;
	*ms = (uint32_t)v * 1000 + fraction;
	return true;
}
