#include "transfer/kept_text.h"

#include <string.h>

void
kept_text_add(
    struct kept_text *k, const uint8_t *text, size_t len, struct report *report)
{
	size_t excess = 0;

	if (len > sizeof k->bytes - k->len)
		excess = len - (sizeof k->bytes - k->len);
	report_peer_text(report, k->bytes, excess);
	k->len -= excess;
	memmove(k->bytes, k->bytes + excess, k->len);
	memcpy(k->bytes + k->len, text, len);
	k->len += len;
}
