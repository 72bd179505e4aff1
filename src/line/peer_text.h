#ifndef REMARKS_H
#define REMARKS_H

/*
 * What the program behind a line says to people, which is not what comes over
 * the line: shown a line at a time, escaped.
 */

#include <stddef.h>

enum { REMARKS_MAX = 200 };

struct remarks {
	const char *from;       /* stands in front */
	char text[REMARKS_MAX]; /* a line not yet ended */
	size_t len;
};

void remarks_add(struct remarks *, const void *, size_t);

/* They have stopped: shows a line that has not ended. */
void remarks_end(struct remarks *);

#endif
