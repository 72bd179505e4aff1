#ifndef HARNESS_GUARD_PAGE_H
#define HARNESS_GUARD_PAGE_H

/* A place whose end is the end of a page, and the next page cannot be read. */

#include <stddef.h>
#include <stdint.h>

struct guard_page {
	uint8_t *end;
	size_t size;
};

void guard_page_init(struct guard_page *);
void guard_page_free(struct guard_page *);

/* Puts the bytes at the very end, and returns where they begin. */
void *guard_page_put(struct guard_page *, const void *, size_t);

/* The same with the first bytes of a text, and a NUL behind them. */
char *guard_page_put_text(struct guard_page *, const char *, size_t len);

#endif
