#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/number.h"
#include "files/safe_name.h"
#include "fuzz/copy.h"
#include "fuzz/fuzz.h"
#include "line/address.h"
#include "script/steps.h"

/* The small parsers: numbers, names, escapes, steps, addresses of lines. */

static void
read_numbers(const char *text)
{
	uint64_t value;
	uint32_t ms;

	if (number_parse(text, 3, 1000, &value))
		MUST(value >= 3 && value <= 1000);
	if (number_parse(text, 0, UINT64_MAX, &value))
		MUST(value == strtoull(text, NULL,
				  strncmp(text, "0x", 2) == 0 ||
					  strncmp(text, "0X", 2) == 0
				      ? 16
				      : 10));
	if (number_bytes(text, &value))
		MUST(value <= INT64_MAX);
	if (number_seconds(text, &ms))
		MUST(ms <= 864000999);
}

static void
clean_name(const char *text)
{
	char clean[64];

	if (!name_clean(clean, sizeof clean, text))
		return;
	MUST(clean[0] != '\0' && clean[0] != '.');
	for (const char *c = clean; *c != '\0'; c++)
		MUST((unsigned char)*c >= ' ' && *c != 0x7f && *c != '/' &&
		     *c != '\\');
}

/* Escaped text must give the original bytes when it is unescaped. */
static void
escape_and_back(const uint8_t *bytes, size_t len)
{
	char text[256];
	uint8_t back[256];
	size_t back_len;
	size_t used = escape(text, sizeof text, bytes, len);

	MUST(used <= len && strlen(text) < sizeof text);
	for (const char *c = text; *c != '\0'; c++)
		MUST(*c >= ' ' && *c <= '~');
	MUST(unescape(back, sizeof back, &back_len, text));
	MUST(back_len == used && memcmp(back, bytes, used) == 0);
}

static void
read_step(const char *text)
{
	struct step step;
	uint8_t bytes[16];
	size_t len;

	if (unescape(bytes, sizeof bytes, &len, text))
		MUST(len <= sizeof bytes);
	if (step_parse(&step, text) == NULL)
		MUST(step.len <= STEP_BYTES_MAX && step.kind <= STEP_TERMINAL);
}

static void
read_address(const char *text)
{
	struct address address;

	if (!address_parse(&address, text) || address.kind == ADDRESS_DEVICE)
		return;
	if (address.kind == ADDRESS_EXEC)
		MUST(address.command >= text && address.command[0] != '\0');
	else
		MUST(address.host[0] != '\0' && address.service[0] != '\0' &&
		     strlen(address.host) < sizeof address.host &&
		     strlen(address.service) < sizeof address.service);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *text = copy_text(bytes, len);

	read_numbers(text);
	clean_name(text);
	if (len > 0)
		escape_and_back(bytes, len);
	read_step(text);
	read_address(text);
	free(text);
	return 0;
}
