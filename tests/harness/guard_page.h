#ifndef PAGE_H
#define PAGE_H

/* A place whose end is the end of a page, and the next page cannot be read. */

#include <stddef.h>
#include <stdint.h>

struct page {
	uint8_t *end;
	size_t size;
};

void page_init(struct page *);
void page_free(struct page *);

/* Puts the bytes at the very end, and returns where they begin. */
void *page_put(struct page *, const void *, size_t);

/* The same with the first bytes of a text, and a NUL behind them. */
char *page_put_text(struct page *, const char *, size_t len);

#endif
