#ifndef LINE_PEER_TEXT_H
#define LINE_PEER_TEXT_H

/*
 * Shows the messages of the command or server at the other end of the line,
 * escaped, one line of text at a time.  These messages are not part of the
 * transferred data.
 */

#include <stddef.h>

enum { PEER_TEXT_MAX = 200 };

struct peer_text {
	const char *from;         /* text to show before each line; owned by the
				     caller */
	char text[PEER_TEXT_MAX]; /* text since the last line end */
	size_t len;
};

/* Adds text, and shows each line that is complete. */
void peer_text_add(struct peer_text *, const void *, size_t len);

/* Shows the last line if it has no line end. */
void peer_text_end(struct peer_text *);

#endif
