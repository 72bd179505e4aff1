#ifndef HARNESS_GUARD_PAGE_H
#define HARNESS_GUARD_PAGE_H

/* A buffer whose end is followed by an unreadable page, to detect overruns. */

#include <stddef.h>
#include <stdint.h>

struct guard_page {
	uint8_t *end;
	size_t size;
};

void guard_page_init(struct guard_page *);
void guard_page_free(struct guard_page *);

/* Copies bytes to the end of the buffer.  Returns the copy. */
void *guard_page_put(struct guard_page *, const void *, size_t);

/* Copies `len` bytes of a text, and a NUL after them.  Returns the copy. */
char *guard_page_put_text(struct guard_page *, const char *, size_t len);

#endif
