#include "base/held_messages.h"

#include <stdio.h>

#include "base/message.h"

enum { HELD_MAX = 8, HELD_SIZE = 1024 };

static struct held {
	enum message_kind kind;
	char text[HELD_SIZE];
} held[HELD_MAX];

static unsigned count;
static const char *from;
static message_taker *before; /* taker that held_messages_end() restores */

/*
 * Holds a message, or discards the message if there is no more space: the first
 * messages are more useful, because they name the cause of an error.
 */
static void
hold(enum message_kind kind, const char *text)
{
	struct held *h = &held[count];

	if (count == HELD_MAX)
		return;
	h->kind = kind;
	snprintf(h->text, sizeof h->text, "%s%s%.1000s",
	    from != NULL ? from : "", from != NULL ? ": " : "", text);
	count++;
}

void
held_messages_begin(void)
{
	count = 0;
	from = NULL;
	before = message_divert(hold);
}

void
held_messages_origin(const char *origin)
{
	from = origin;
}

void
held_messages_end(void)
{
	from = NULL;
	message_divert(before);
}

static void
print(const struct held *h)
{
	switch (h->kind) {
	case MESSAGE_ERROR:
		message("%s", h->text);
		break;
	case MESSAGE_WARNING:
		message_warning("%s", h->text);
		break;
	case MESSAGE_NOTE:
		message_note("%s", h->text);
		break;
	}
}

void
held_messages_print(void)
{
	for (unsigned i = 0; i < count; i++)
		print(&held[i]);
	count = 0;
}
