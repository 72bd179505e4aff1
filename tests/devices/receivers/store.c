#include "devices/receivers/internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The device's flash or file system. */

struct device_file *
device_current(struct device *d)
{
	if (d->files == 0 || d->file[d->files - 1].whole)
		return NULL;
	return &d->file[d->files - 1];
}

static unsigned
digit_of(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)c - '0';
	if (c >= 'a' && c <= 'f')
		return (unsigned)c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)c - 'A' + 10;
	return 16;
}

/*
 * Reads a decimal number, or a hexadecimal number after 0x. Returns the
 * position after the number.
 */
static size_t
read_size(const uint8_t *p, size_t len, uint64_t *size)
{
	bool hex = len > 2 && p[0] == '0' && (p[1] | 0x20) == 'x';
	unsigned base = hex ? 16 : 10;
	size_t i = hex ? 2 : 0;

	*size = 0;
	for (; i < len && digit_of(p[i]) < base; i++)
		*size = *size * base + digit_of(p[i]);
	return i;
}

/*
 * Reads the size in block 0. For most devices, size 0 means that the size is
 * unknown. An empty file is still stored correctly, because no data follows.
 * Only barebox and devices that count blocks use a size of 0.
 */
static void
describe(const struct device_model *m, struct device_file *f,
    const uint8_t *p, size_t len)
{
	size_t end = read_size(p, len, &f->size);

	f->has_size = f->size > 0 || m->needs & DEVICE_NEEDS_SIZE;
	if (m->needs & DEVICE_NEEDS_SPACE && (end == len || p[end] != ' ')) {
		/*
		 * Without a space after the size, STM32 IAP continues to read,
		 * and the following bytes change the number.
		 */
		f->size = UINT64_MAX;
	}
}

bool
device_open(struct device *d, const uint8_t *header, size_t len)
{
	const struct device_model *m = d->model;
	struct device_file *f;
	const uint8_t *name_end;
	size_t name_len;

	if (d->files == DEVICE_FILES_MAX)
		return false;
	f = &d->file[d->files++];
	*f = (struct device_file){ .len = 0 };
	if (len == 0)
		return true;
	name_end = memchr(header, '\0', len);
	if (name_end == NULL)
		return false;
	name_len = (size_t)(name_end - header);
	if (name_len > DEVICE_NAME_MAX ||
	    (m->name_space != 0 && name_len >= m->name_space))
		return false;
	memcpy(f->name, header, name_len + 1);
	describe(m, f, name_end + 1, len - name_len - 1);
	return true;
}

static void
append(struct device_file *f, const uint8_t *p, size_t len)
{
	if (f->len + len > f->space) {
		f->space = 2 * (f->len + len);
		f->data = realloc(f->data, f->space);
		assert(f->data != NULL);
	}
	if (len > 0)
		memcpy(f->data + f->len, p, len);
	f->len += len;
}

static size_t
stripped_len(const uint8_t *p, size_t len)
{
	size_t n = len;

	while (n > 0 && p[n - 1] == 0x1a)
		n--;
	return len - n >= 3 ? n : len;
}

/* Returns the number of bytes of the block that the device stores. */
static size_t
kept_len(const struct device *d, const struct device_file *f)
{
	enum device_tail tail = d->model->tail;

	if (tail != DEVICE_TAIL_KEPT && f->has_size) {
		uint64_t left = f->size - f->len;

		return left < d->data_len ? (size_t)left : d->data_len;
	}
	if (tail == DEVICE_TAIL_STRIPPED)
		return stripped_len(d->block + 2, d->data_len);
	return d->data_len;
}

void
device_store(struct device *d)
{
	struct device_file *f = device_current(d);
	size_t counted_len = d->model->counted_len;

	assert(f != NULL);
	if (counted_len == 0) {
		append(f, d->block + 2, kept_len(d, f));
		return;
	}
	/*
	 * The device assumes counted_len bytes for each block, whatever its
	 * real length is.
	 */
	append(f, d->block + 2,
	    d->data_len < counted_len ? d->data_len : counted_len);
	for (size_t n = d->data_len; n < counted_len; n++)
		append(f, &(uint8_t){ 0xee }, 1);
}

void
device_close(struct device *d)
{
	struct device_file *f = device_current(d);
	uint32_t page = d->model->flash_page;

	assert(f != NULL);
	while (page != 0 && f->len % page != 0)
		append(f, &(uint8_t){ 0xff }, 1);
	f->whole = true;
}

uint64_t
device_block_count(struct device *d)
{
	struct device_file *f = device_current(d);
	uint64_t len = d->model->counted_len;

	assert(f != NULL);
	return f->size / len + (f->size % len != 0);
}

/* Returns the largest number of padding bytes that may follow the content. */
static size_t
rest_max(const struct device_model *m)
{
	switch (m->tail) {
	case DEVICE_TAIL_CUT:
		return 0;
	case DEVICE_TAIL_STRIPPED:
		return 2;
	case DEVICE_TAIL_KEPT:
		break;
	}
	return 1024 + m->flash_page;
}

bool
device_has(const struct device *d, int n, const uint8_t *data, size_t len,
    uint8_t pad)
{
	const struct device_file *f = device_file(d, n);

	if (f == NULL || !f->whole || f->len < len ||
	    f->len - len > rest_max(d->model))
		return false;
	if (len > 0 && memcmp(f->data, data, len) != 0)
		return false;
	for (size_t i = len; i < f->len; i++)
		if (f->data[i] != pad &&
		    !(d->model->flash_page != 0 && f->data[i] == 0xff))
			return false;
	return true;
}
