#include "line/peer_text.h"

#include "base/escape.h"
#include "base/message.h"

void
peer_text_end(struct peer_text *t)
{
	char escaped[5 * PEER_TEXT_MAX];

	if (t->len > 0) {
		escape(escaped, sizeof escaped, t->text, t->len);
		message_note("%s: %s", t->from, escaped);
	}
	t->len = 0;
}

void
peer_text_add(struct peer_text *t, const void *bytes, size_t len)
{
	for (const char *at = bytes; len > 0; len--, at++) {
		if (*at == '\n' || t->len == sizeof t->text)
			peer_text_end(t);
		if (*at != '\n' && *at != '\r' && *at != '\0')
			t->text[t->len++] = *at;
	}
}
