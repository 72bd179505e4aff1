#include "trace/xm_decoder.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "xm/wire.h"

/*
 * Splits bytes into blocks, runs of one control character, and text.  A block
 * may come in any number of pieces.
 */

enum { TEXT_MAX = 60 /* maximum number of bytes of a text to show */ };

/* State of one direction. */
struct decoder {
	bool crc;    /* the blocks have CRCs, not checksums */
	bool inside; /* a file has begun, so a block 0 is not a header */

	/* Incomplete block, with room for a NUL after its data. */
	uint8_t block[XM_BLOCK_MAX + 1];
	size_t len;
};

struct description {
	char *text;
	size_t size;
	size_t len;
};

static void
add(struct description *to, const char *what)
{
	int n = snprintf(to->text + to->len, to->size - to->len, "%s%s",
	    to->len > 0 ? "; " : "", what);

	if (n > 0)
		to->len += (size_t)n;
	if (to->len >= to->size)
		to->len = to->size - 1;
}

static const char *
name_of(uint8_t byte)
{
	switch (byte) {
	case EOT:
		return "EOT";
	case ACK:
		return "ACK";
	case NAK:
		return "NAK";
	case CAN:
		return "CAN";
	case BS:
		return "BS";
	}
	return NULL;
}

/* Blocks. */

static size_t
data_len(const struct decoder *d)
{
	return d->block[0] == STX ? 1024 : 128;
}

static size_t
whole_len(const struct decoder *d)
{
	return 3 + data_len(d) + (d->crc ? 2 : 1);
}

/* Returns true if the bytes may be the beginning of a block. */
static bool
begins_block(const uint8_t *bytes, size_t len)
{
	if (bytes[0] != SOH && bytes[0] != STX)
		return false;
	return len < 3 || (bytes[1] ^ bytes[2]) == 0xff;
}

/*
 * Detects whether the block has a checksum or a CRC, because the sender may
 * have changed from one to the other.
 */
static void
find_check(struct decoder *d, const uint8_t *next, size_t more)
{
	size_t len = data_len(d);

	if (xm_block_intact(d->block, len, d->crc))
		return;
	if (d->crc)
		d->crc = !xm_block_intact(d->block, len, false);
	else if (more > 0) {
		d->block[d->len] = *next;
		d->crc = xm_block_intact(d->block, len, true);
	}
}

static void
describe_header(const struct decoder *d, char *text, size_t size)
{
	struct xm_file file;
	char name[2 * TEXT_MAX];

	if (!xm_block0_parse((const char *)d->block + 3, data_len(d), &file)) {
		snprintf(text, size, "no header");
		return;
	}
	escape(name, sizeof name, file.name, strlen(file.name));
	if (file.name[0] == '\0')
		snprintf(text, size, "the end of the batch");
	else if (file.size == XM_SIZE_UNKNOWN)
		snprintf(text, size, "\"%s\"", name);
	else
		snprintf(text, size, "\"%s\", %llu bytes", name,
		    (unsigned long long)file.size);
}

static void
describe_block(struct decoder *d, struct description *to)
{
	bool intact = xm_block_intact(d->block, data_len(d), d->crc);
	char what[3 * TEXT_MAX], line[4 * TEXT_MAX];
	uint8_t check = d->block[3 + data_len(d)];

	snprintf(what, sizeof what, "%zu bytes", data_len(d));
	if (d->block[1] == 0 && !d->inside && intact) {
		d->block[3 + data_len(d)] = '\0';
		describe_header(d, what, sizeof what);
		d->block[3 + data_len(d)] = check;
	}
	d->inside = d->inside || d->block[1] != 0;
	snprintf(line, sizeof line, "block %u, %s, %s %s", d->block[1], what,
	    d->crc ? "CRC" : "sum", intact ? "ok" : "wrong");
	add(to, line);
}

static void
describe_piece(const struct decoder *d, struct description *to)
{
	char what[2 * TEXT_MAX];

	if (d->len < 2)
		snprintf(what, sizeof what, "a block begins");
	else
		snprintf(what, sizeof what, "block %u, %zu of %zu bytes",
		    d->block[1], d->len, whole_len(d));
	add(to, what);
}

/* Returns true if the bytes may be the next bytes of the incomplete block. */
static bool
continues_block(const struct decoder *d, const uint8_t *bytes, size_t len)
{
	uint8_t head[3];
	size_t n = d->len;

	if (n >= sizeof head)
		return true;
	memcpy(head, d->block, n);
	while (n < sizeof head && len-- > 0)
		head[n++] = *bytes++;
	return begins_block(head, n);
}

/* Adds bytes to the block.  Returns how many bytes belong to the block. */
static size_t
take_block(
    struct decoder *d, const uint8_t *bytes, size_t len, struct description *to)
{
	size_t before = d->len;
	size_t n;

	if (before == 0)
		d->block[0] = bytes[0];
	n = whole_len(d) - before;
	n = n < len ? n : len;
	memcpy(d->block + before, bytes, n);
	d->len += n;
	if (d->len < whole_len(d)) {
		describe_piece(d, to);
		return n;
	}
	find_check(d, bytes + n, len - n);
	n = whole_len(d) - before;
	describe_block(d, to);
	d->len = 0;
	return n;
}

/* Control characters and text. */

static size_t
take_control(
    struct decoder *d, const uint8_t *bytes, size_t len, struct description *to)
{
	char what[TEXT_MAX];
	size_t n = 1;

	while (n < len && bytes[n] == bytes[0])
		n++;
	if (bytes[0] == EOT)
		d->inside = false;
	if (n == 1)
		snprintf(what, sizeof what, "%s", name_of(bytes[0]));
	else
		snprintf(what, sizeof what, "%zu %ss", n, name_of(bytes[0]));
	add(to, what);
	return n;
}

static bool
is_request(const uint8_t *bytes, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (bytes[i] != bytes[0])
			return false;
	}
	return bytes[0] == REQUEST_CRC || bytes[0] == REQUEST_G;
}

static size_t
take_text(struct decoder *back, const uint8_t *bytes, size_t len,
    struct description *to)
{
	char what[5 * TEXT_MAX] = "\"";
	size_t n = 1, used;

	while (n < len && name_of(bytes[n]) == NULL &&
	       !begins_block(bytes + n, len - n))
		n++;
	if (is_request(bytes, n)) {
		back->crc = true;
		snprintf(what, sizeof what, "%c", bytes[0]);
		for (size_t i = 0; i < n && i < TEXT_MAX; i++)
			add(to, what);
		return n;
	}
	used = escape(
	    what + 1, sizeof what - 5, bytes, n < TEXT_MAX ? n : TEXT_MAX);
	strcat(what, used < n ? "\"..." : "\"");
	add(to, what);
	return n;
}

static void
cut(void *state)
{
	struct decoder *d = state;

	d->len = 0;
}

static void
decode(void *state, void *back, const uint8_t *bytes, size_t len, char *text,
    size_t size)
{
	struct decoder *d = state;
	struct description to = { text, size, 0 };

	text[0] = '\0';
	while (len > 0) {
		size_t n;

		if (d->len > 0 && !continues_block(d, bytes, len)) {
			add(&to, "the previous bytes are no block");
			d->len = 0;
		}
		if (d->len > 0 || begins_block(bytes, len))
			n = take_block(d, bytes, len, &to);
		else if (name_of(bytes[0]) != NULL)
			n = take_control(d, bytes, len, &to);
		else
			n = take_text(back, bytes, len, &to);
		bytes += n;
		len -= n;
	}
}

const struct trace_decoder xm_decoder = { sizeof(struct decoder), decode, cut };
