#ifndef LINE_PEER_TEXT_H
#define LINE_PEER_TEXT_H

/*
 * What the program that makes a line prints for people, which is not what comes
 * over the line: shown a line at a time, escaped.
 */

#include <stddef.h>

enum { PEER_TEXT_MAX = 200 };

struct peer_text {
	const char *from;         /* is printed before each line */
	char text[PEER_TEXT_MAX]; /* a line not yet ended */
	size_t len;
};

void peer_text_add(struct peer_text *, const void *, size_t);

/* The text has ended.  Shows the last line, if it has no line end. */
void peer_text_end(struct peer_text *);

#endif
