#include "fuzz/copy.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

uint8_t *
copy_bytes(const uint8_t *bytes, size_t len)
{
	uint8_t *copy = malloc(len);

	MUST(copy != NULL || len == 0);
	if (len > 0)
		memcpy(copy, bytes, len);
	return copy;
}

char *
copy_text(const uint8_t *bytes, size_t len)
{
	char *copy = malloc(len + 1);

	MUST(copy != NULL);
	memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}
