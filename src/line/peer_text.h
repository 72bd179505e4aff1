#ifndef LINE_PEER_TEXT_H
#define LINE_PEER_TEXT_H

/*
 * Shows the messages of a command or server that is the line, one line at a
 * time and escaped.  These are not bytes of the line itself.
 */

#include <stddef.h>

enum { PEER_TEXT_MAX = 200 };

struct peer_text {
	const char *from;         /* text before each line; the caller's */
	char text[PEER_TEXT_MAX]; /* line without a line end so far */
	size_t len;
};

/* Adds text, and shows each complete line of it. */
void peer_text_add(struct peer_text *, const void *, size_t len);

/* Shows the last line if it has no line end. */
void peer_text_end(struct peer_text *);

#endif
