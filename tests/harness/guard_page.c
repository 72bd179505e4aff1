#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/guard_page.h"

void
guard_page_init(struct guard_page *p)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *memory = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert(memory != MAP_FAILED);
	assert(mprotect(memory + size, size, PROT_NONE) == 0);
	p->size = size;
	p->end = memory + size;
}

void
guard_page_free(struct guard_page *p)
{
	munmap(p->end - p->size, 2 * p->size);
}

void *
guard_page_put(struct guard_page *p, const void *bytes, size_t len)
{
	assert(len <= p->size);
	if (len > 0)
		memcpy(p->end - len, bytes, len);
	return p->end - len;
}

char *
guard_page_put_text(struct guard_page *p, const char *text, size_t len)
{
	char *begin = (char *)p->end - len - 1;

	assert(len < p->size);
	memcpy(begin, text, len);
	begin[len] = '\0';
	return begin;
}
