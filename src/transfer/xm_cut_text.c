#include "transfer/xm_cut_text.h"

#include <string.h>

enum {
	TEXT_MIN = 12, /* minimum bytes of text with a line end; fewer may be
			  data */
	DATA_TEXT = 64 /* minimum number of text bytes, in any charset, at the
			  end of a block; with fewer, the file is binary */
};

static bool
is_text(uint8_t byte)
{
	return (byte >= ' ' && byte <= '~') || (byte >= '\b' && byte <= '\r') ||
	       byte == 0x1b;
}

/* Returns the number of text bytes at the end. */
static size_t
text_at_end(const uint8_t *bytes, size_t len)
{
	size_t n = 0;

	while (n < len && is_text(bytes[len - 1 - n]))
		n++;
	return n;
}

void
xm_cut_text_reset(struct xm_cut_text *c)
{
	c->run_len = c->found_len = 0;
	c->binary = false;
}

void
xm_cut_text_data(struct xm_cut_text *c, const uint8_t *data, size_t len)
{
	size_t n = 0;

	xm_cut_text_reset(c);
	while (n < len && n < DATA_TEXT &&
	       (is_text(data[len - 1 - n]) || data[len - 1 - n] >= 0x80))
		n++;
	c->binary = n < DATA_TEXT;
}

void
xm_cut_text_received(struct xm_cut_text *c, const uint8_t *bytes, size_t len)
{
	size_t text = text_at_end(bytes, len);
	size_t space;

	if (len == 0)
		return;
	if (text < len)
		c->run_len = c->found_len = 0;
	space = sizeof c->run - c->run_len;
	memcpy(c->run + c->run_len, bytes + len - text,
	    text < space ? text : space);
	c->run_len += text < space ? text : space;
}

size_t
xm_cut_text_rejected(struct xm_cut_text *c)
{
	size_t found = c->found_len, len = c->run_len;

	c->run_len = c->found_len = 0;
	/* Do not overwrite the text that the caller is going to read. */
	if (found == 0 && c->binary && len >= TEXT_MIN &&
	    (memchr(c->run, '\n', len) != NULL ||
		memchr(c->run, '\r', len) != NULL)) {
		memcpy(c->found, c->run, len);
		c->found_len = len;
	}
	return found;
}
