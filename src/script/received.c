#include "script/received.h"

#include <string.h>

static void
remember(struct received *r, const uint8_t *bytes, size_t len)
{
	size_t keep;

	if (len > sizeof r->last) {
		bytes += len - sizeof r->last;
		len = sizeof r->last;
	}
	keep = sizeof r->last - len;
	if (keep > r->last_len)
		keep = r->last_len;
	memmove(r->last, r->last + r->last_len - keep, keep);
	memcpy(r->last + keep, bytes, len);
	r->last_len = keep + len;
}

void
received_consume(struct received *r, size_t len)
{
	remember(r, r->bytes, len);
	r->len -= len;
	memmove(r->bytes, r->bytes + len, r->len);
}

ssize_t
received_find(const struct received *r, const uint8_t *text, size_t len)
{
	for (size_t i = 0; i + len <= r->len; i++) {
		if (memcmp(r->bytes + i, text, len) == 0)
			return (ssize_t)i;
	}
	return -1;
}

bool
received_is_in_line(const struct received *r)
{
	return r->last_len > 0 && r->last[r->last_len - 1] != '\n';
}
