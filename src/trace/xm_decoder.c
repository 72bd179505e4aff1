#include "trace/xm_decoder.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "xm/internal.h"

/*
 * Bytes are taken one thing at a time: a block, a run of one control
 * character, or text up to the next of these.  A block may come in any number
 * of pieces.
 */

enum { WORDS_MAX = 60 /* of a text that are shown */ };

struct words {
	char *text;
	size_t size;
	size_t len;
};

static void
say(struct words *w, const char *what)
{
	int n = snprintf(w->text + w->len, w->size - w->len, "%s%s",
	    w->len > 0 ? "; " : "", what);

	if (n > 0)
		w->len += (size_t)n;
	if (w->len >= w->size)
		w->len = w->size - 1;
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
data_len(const struct meaning *m)
{
	return m->block[0] == STX ? 1024 : 128;
}

static size_t
whole_len(const struct meaning *m)
{
	return 3 + data_len(m) + (m->crc ? 2 : 1);
}

/* Could a block begin like this, as far as it is there? */
static bool
begins_block(const uint8_t *bytes, size_t len)
{
	if (bytes[0] != SOH && bytes[0] != STX)
		return false;
	return len < 3 || (bytes[1] ^ bytes[2]) == 0xff;
}

/* The other end may have changed from sums to CRCs, or back. */
static void
find_check(struct meaning *m, const uint8_t *next, size_t more)
{
	size_t len = data_len(m);

	if (xm_block_intact(m->block, len, m->crc))
		return;
	if (m->crc)
		m->crc = !xm_block_intact(m->block, len, false);
	else if (more > 0) {
		m->block[m->len] = *next;
		m->crc = xm_block_intact(m->block, len, true);
	}
}

static void
describe_header(const struct meaning *m, char *text, size_t size)
{
	struct xm_file file;
	char name[2 * WORDS_MAX];

	if (!xm_header_parse((const char *)m->block + 3, data_len(m), &file)) {
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
say_block(struct meaning *m, struct words *w)
{
	bool intact = xm_block_intact(m->block, data_len(m), m->crc);
	char what[3 * WORDS_MAX], line[4 * WORDS_MAX];
	uint8_t check = m->block[3 + data_len(m)];

	snprintf(what, sizeof what, "%zu bytes", data_len(m));
	if (m->block[1] == 0 && !m->inside && intact) {
		m->block[3 + data_len(m)] = '\0';
		describe_header(m, what, sizeof what);
		m->block[3 + data_len(m)] = check;
	}
	m->inside = m->inside || m->block[1] != 0;
	snprintf(line, sizeof line, "block %u, %s, %s %s", m->block[1], what,
	    m->crc ? "CRC" : "sum", intact ? "ok" : "wrong");
	say(w, line);
}

static void
say_piece(const struct meaning *m, struct words *w)
{
	char what[WORDS_MAX];

	if (m->len < 2)
		snprintf(what, sizeof what, "a block begins");
	else
		snprintf(what, sizeof what, "block %u, %zu of %zu bytes",
		    m->block[1], m->len, whole_len(m));
	say(w, what);
}

/* Is what seemed to be a block still one, with these bytes behind it? */
static bool
goes_on(const struct meaning *m, const uint8_t *bytes, size_t len)
{
	uint8_t head[3];
	size_t n = m->len;

	if (n >= sizeof head)
		return true;
	memcpy(head, m->block, n);
	while (n < sizeof head && len-- > 0)
		head[n++] = *bytes++;
	return begins_block(head, n);
}

/* Goes on with the block.  Returns how many of the bytes belong to it. */
static size_t
take_block(struct meaning *m, const uint8_t *bytes, size_t len, struct words *w)
{
	size_t before = m->len;
	size_t n;

	if (before == 0)
		m->block[0] = bytes[0];
	n = whole_len(m) - before;
	n = n < len ? n : len;
	memcpy(m->block + before, bytes, n);
	m->len += n;
	if (m->len < whole_len(m)) {
		say_piece(m, w);
		return n;
	}
	find_check(m, bytes + n, len - n);
	n = whole_len(m) - before;
	say_block(m, w);
	m->len = 0;
	return n;
}

/* All else. */

static size_t
take_control(
    struct meaning *m, const uint8_t *bytes, size_t len, struct words *w)
{
	char what[WORDS_MAX];
	size_t n = 1;

	while (n < len && bytes[n] == bytes[0])
		n++;
	if (bytes[0] == EOT)
		m->inside = false;
	if (n == 1)
		snprintf(what, sizeof what, "%s", name_of(bytes[0]));
	else
		snprintf(what, sizeof what, "%zu %ss", n, name_of(bytes[0]));
	say(w, what);
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
take_text(
    struct meaning *back, const uint8_t *bytes, size_t len, struct words *w)
{
	char what[5 * WORDS_MAX] = "\"";
	size_t n = 1, used;

	while (n < len && name_of(bytes[n]) == NULL &&
	       !begins_block(bytes + n, len - n))
		n++;
	if (is_request(bytes, n)) {
		back->crc = true;
		snprintf(what, sizeof what, "%c", bytes[0]);
		for (size_t i = 0; i < n && i < WORDS_MAX; i++)
			say(w, what);
		return n;
	}
	used = escape(
	    what + 1, sizeof what - 5, bytes, n < WORDS_MAX ? n : WORDS_MAX);
	strcat(what, used < n ? "\"..." : "\"");
	say(w, what);
	return n;
}

void
meaning_cut(struct meaning *m)
{
	m->len = 0;
}

void
meaning_take(struct meaning *m, struct meaning *back, const uint8_t *bytes,
    size_t len, char *text, size_t size)
{
	struct words w = { text, size, 0 };

	text[0] = '\0';
	while (len > 0) {
		size_t n;

		if (m->len > 0 && !goes_on(m, bytes, len)) {
			say(&w, "and it is no block");
			m->len = 0;
		}
		if (m->len > 0 || begins_block(bytes, len))
			n = take_block(m, bytes, len, &w);
		else if (name_of(bytes[0]) != NULL)
			n = take_control(m, bytes, len, &w);
		else
			n = take_text(back, bytes, len, &w);
		bytes += n;
		len -= n;
	}
}
