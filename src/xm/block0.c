#include "xm/internal.h"

/*
 * Block 0 of YMODEM: name NUL size SP mtime SP mode, the rest NUL.  The size
 * is decimal; mtime and mode are octal (Forsberg, "YMODEM batch file
 * transmission").  Only the name is mandatory.  A field may be present only if
 * all fields before it are present.  STM32's IAP finds the end of the size by
 * the space after it, so a space always follows the size.
 */

/* Writes a number's digits before `end`; returns where they begin. */
static char *
write_digits(char *end, uint64_t value, unsigned base)
{
	do
		*--end = (char)('0' + value % base);
	while ((value /= base) > 0);
	return end;
}

struct writer {
	uint8_t *at;
	uint8_t *end;
	bool full;
};

static void
put_bytes(struct writer *w, const char *bytes, size_t len)
{
	if ((size_t)(w->end - w->at) < len) {
		w->full = true;
		return;
	}
	memcpy(w->at, bytes, len);
	w->at += len;
}

static void
put_number(struct writer *w, uint64_t value, unsigned base)
{
	char text[24];
	char *end = text + sizeof text;
	char *begin = write_digits(end, value, base);

	put_bytes(w, begin, (size_t)(end - begin));
	put_bytes(w, " ", 1);
}

size_t
xm_block0_build(uint8_t data[static XM_DATA_MAX], const struct xm_file *file)
{
	struct writer w = { data, data + XM_DATA_MAX, false };
	size_t used;

	memset(data, 0, XM_DATA_MAX);
	if (file == NULL)
		return 128;
	put_bytes(&w, file->name, strlen(file->name) + 1);
	if (file->size != XM_SIZE_UNKNOWN) {
		put_number(&w, file->size, 10);
		if (file->mtime > 0 || file->mode > 0) {
			put_number(
			    &w, file->mtime > 0 ? (uint64_t)file->mtime : 0, 8);
			put_number(&w, file->mode, 8);
		}
	}
	used = (size_t)(w.at - data);
	/* The last byte stays NUL: some receivers search for a NUL. */
	if (w.full || used >= XM_DATA_MAX)
		return 0;
	return used < 128 ? 128 : 1024;
}

/*
 * Parses a number and the blanks after it; returns the position after them.
 * Returns NULL, and does not change the value, if there is no number, or if the
 * byte after the number is neither a blank nor NUL: "0x10" must not become 0.
 * After the value has reached 2^59, further digits are ignored; the value is
 * still larger than any file.
 */
static const char *
parse_number(const char *at, unsigned base, uint64_t *value)
{
	const uint64_t large = (uint64_t)1 << 59;
	const char *begin = at;
	uint64_t v = 0;
	unsigned digit;

	for (; (digit = (unsigned)(*at - '0')) < base; at++) {
		if (v < large)
			v = v * base + digit;
	}
	if (at == begin || (*at != ' ' && *at != '\0'))
		return NULL;
	*value = v;
	while (*at == ' ')
		at++;
	return at;
}

bool
xm_block0_parse(const char *data, size_t len, struct xm_file *file)
{
	const char *at = data + strlen(data) + 1;
	uint64_t mtime = 0;
	uint64_t mode = 0;

	if (at > data + len)
		return false;
	file->name = data;
	file->size = XM_SIZE_UNKNOWN;
	if ((at = parse_number(at, 10, &file->size)) != NULL &&
	    (at = parse_number(at, 8, &mtime)) != NULL)
		parse_number(at, 8, &mode);
	file->mtime = (int64_t)mtime;
	file->mode = (uint32_t)mode;
	return true;
}

/*
 * After the mode, lrzsz sends a serial number and then the number of files that
 * are left, including this one.
 */
bool
xm_block0_is_last(const char *data)
{
	const char *at = data + strlen(data) + 1;
	uint64_t files_left = 0;

	for (int i = 0; i < 5 && at != NULL; i++)
		at = parse_number(at, 10, &files_left);
	return at != NULL && files_left == 1;
}
