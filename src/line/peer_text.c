#include "line/peer_text.h"

#include "base/escape.h"
#include "base/message.h"

void
remarks_end(struct remarks *r)
{
	char escaped[5 * REMARKS_MAX];

	if (r->len > 0) {
		escape(escaped, sizeof escaped, r->text, r->len);
		message_note("%s: %s", r->from, escaped);
	}
	r->len = 0;
}

void
remarks_add(struct remarks *r, const void *bytes, size_t len)
{
	for (const char *at = bytes; len > 0; len--, at++) {
		if (*at == '\n' || r->len == sizeof r->text)
			remarks_end(r);
		if (*at != '\n' && *at != '\r' && *at != '\0')
			r->text[r->len++] = *at;
	}
}
