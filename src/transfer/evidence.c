#include "transfer/evidence.h"

#include <string.h>

enum {
	RECEIVED_MAX = 8192, /* received bytes to examine; more take too long */
	IAC = 0xff,
	IAC_WILL = 0xfb,
	IAC_OPTION_MAX = 49,
	NUMBER_MAX = 0xff,
	CHECK = 2 /* bytes of a block's CRC */
};

void
evidence_begin(
    struct evidence *e, const struct advice_protocol *protocol, bool sends)
{
	memset(e, 0, sizeof *e);
	e->protocol = protocol;
	e->sends = sends;
	e->number = -1;
}

static bool
is_one_of(const char *bytes, uint8_t byte)
{
	return byte != '\0' && strchr(bytes, byte) != NULL;
}

static bool
is_request(const struct evidence *e, uint8_t byte)
{
	return is_one_of(e->protocol->requests, byte);
}

static bool
fits_in_space(const struct burst *b)
{
	return b->len <= sizeof b->bytes;
}

static bool
find_block(const struct evidence *e, const struct burst *b, struct frame *f)
{
	return e->protocol->find_block != NULL && fits_in_space(b) &&
	       e->protocol->find_block(b->bytes, b->len, f);
}

static void
mark_seen(struct evidence *e, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		e->seen[bytes[i]] = true;
}

static unsigned
count_seen(const struct evidence *e)
{
	unsigned n = 0;

	for (unsigned v = 0; v < EVIDENCE_VALUES; v++)
		n += e->seen[v];
	return n;
}

/*
 * Marks the byte values of an accepted block in `seen`, until all 256 values
 * are marked.  Only new values in the data reset `since_new`: the block number
 * and the CRC or checksum have new values in almost every block.
 */
static void
note_values(struct evidence *e, const struct frame *f)
{
	const uint8_t *bytes = e->now.bytes + f->at;
	size_t len = e->now.len - f->at;
	size_t end = len > f->head + CHECK ? len - CHECK : len;
	unsigned before = e->values;

	e->since_new++;
	if (before == EVIDENCE_VALUES)
		return;
	mark_seen(e, bytes + f->head, end - f->head);
	if (count_seen(e) > before)
		e->since_new = 0;
	mark_seen(e, bytes, f->head);
	mark_seen(e, bytes + end, len - end);
	e->values = count_seen(e);
}

static void
note_accepted(struct evidence *e, const struct frame *f)
{
	e->accepted++;
	e->reset = false;
	e->troubles += e->failing.copies;
	e->failing.copies = e->failing.framed = 0;
	e->failing.cut = e->failing.same = 0;
	e->bytes += e->now.len - f->at;
	if (e->now.len - f->at > e->longest)
		e->longest = e->now.len - f->at;
	if (f->numbered) {
		e->wrapped =
		    e->wrapped || (e->number == NUMBER_MAX && f->number == 0);
		e->number = f->number;
	}
	note_values(e, f);
}

static void
note_cut(struct failing *f, size_t len)
{
	if (f->cut++ == 0)
		f->least = f->most = len;
	if (len < f->least)
		f->least = len;
	if (len > f->most)
		f->most = len;
}

static void
note_rejected(struct evidence *e)
{
	struct failing *f = &e->failing;
	const struct burst *b = &e->now;
	bool same = f->copies > 0 && fits_in_space(b) &&
		    b->len == f->burst.len &&
		    memcmp(b->bytes, f->burst.bytes, b->len) == 0;

	f->copies++;
	f->same = same ? f->same + 1 : 1;
	f->burst.len = b->len;
	if (fits_in_space(b))
		memcpy(f->burst.bytes, b->bytes, b->len);
	if (!find_block(e, b, &f->frame)) {
		f->frame = (struct frame){ 0 };
		return;
	}
	f->framed++;
	if (b->len - f->frame.at < f->frame.least)
		note_cut(f, b->len - f->frame.at);
}

/*
 * Notes that the previous block was rejected if `again` is true, or accepted if
 * only `goes_on` is true.  If both are false, this end has cancelled, and the
 * block counts as neither rejected nor accepted.
 */
static void
judge_sent(struct evidence *e, bool again, bool goes_on)
{
	struct frame f = { 0 };

	if (!e->now.is_block || !(again || goes_on))
		return;
	(void)find_block(e, &e->now, &f);
	if (again)
		note_rejected(e);
	else
		note_accepted(e, &f);
}

static void
judge_received(struct evidence *e, bool again, bool goes_on)
{
	struct frame f;
	bool whole = find_block(e, &e->now, &f) && f.numbered &&
		     e->now.len - f.at >= f.least;

	if (again)
		note_rejected(e);
	else if (goes_on && whole)
		note_accepted(e, &f);
	else if (goes_on && e->now.len > 0)
		e->number = -1; /* the file has ended, or text came */
}

static void
append(struct burst *b, const uint8_t *bytes, size_t len)
{
	size_t space = b->len < sizeof b->bytes ? sizeof b->bytes - b->len : 0;

	memcpy(b->bytes + (space > 0 ? b->len : 0), bytes,
	    len < space ? len : space);
	/*
	 * If the bytes do not fit, set the length to the size of the buffer
	 * plus 1, and stop counting: a larger length might wrap.
	 */
	b->len = len <= space ? b->len + len : sizeof b->bytes + 1;
}

void
evidence_sent(struct evidence *e, const uint8_t *bytes, size_t len,
    bool is_block, uint32_t retries)
{
	bool again = retries != e->retries;
	bool goes_on = is_block || len <= EVIDENCE_ANSWER_MAX;

	e->retries = retries;
	/* Do not count text that came before a retry or the first block. */
	if (again || !e->block_sent)
		e->text = 0;
	if (e->sends)
		judge_sent(e, again, goes_on);
	else
		judge_received(e, again, goes_on);
	if (!e->sends && goes_on && len > 0)
		e->crc_asked = e->crc_asked ||
			       is_one_of(e->protocol->crcs, bytes[len - 1]);
	if (!goes_on)
		return; /* this end cancels: keep the last block */
	if (e->sends && !is_block)
		e->number = -1; /* an EOT: the file has ended */
	e->now.len = 0;
	e->now.is_block = is_block;
	e->block_sent = e->block_sent || is_block;
	if (is_block && len > e->longest_sent)
		e->longest_sent = len;
	if (is_block)
		append(&e->now, bytes, len);
}

static bool
is_foreign(const struct evidence *e, uint8_t byte)
{
	static const char terminal[] = "\a\b\t\n\v\f\r\033";

	if (byte >= ' ')
		return byte > '~';
	return byte == '\0' || (strchr(terminal, byte) == NULL &&
				   strchr(e->protocol->control, byte) == NULL);
}

static void
note_byte(struct evidence *e, uint8_t byte)
{
	e->received++;
	e->odd += is_foreign(e, byte);
	e->high += byte > 0x7f;
	e->requests += is_request(e, byte);
	e->rejections += byte == e->protocol->rejection;
	e->seven += e->protocol->has_lost_eighth_bit(
	    (const uint8_t[]){ e->last[0], e->last[1], byte });
	e->telnet += e->last[0] == IAC && e->last[1] >= IAC_WILL &&
		     e->last[1] < IAC && byte <= IAC_OPTION_MAX;
	e->last[0] = e->last[1];
	e->last[1] = byte;
}

/*
 * Sets `reset` if the last received bytes are a text that boot loaders or Linux
 * print when they crash, reset or start.
 */
static void
note_reset(struct evidence *e, uint8_t byte)
{
	/* U-Boot on ARM, ARM64 and RISC-V; barebox; Linux. */
	static const char *const texts[] = { "data abort", "ronous Abort",
		"ndled exception", "ndle paging", "Resetting CPU",
		"resetting ...", "U-Boot 20", "U-Boot SPL", "U-Boot TPL",
		"barebox 20", "Kernel panic" };

	memmove(e->tail, e->tail + 1, sizeof e->tail - 1);
	e->tail[sizeof e->tail - 1] = (char)byte;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t len = strlen(texts[i]);

		e->reset = e->reset || memcmp(e->tail + sizeof e->tail - len,
					   texts[i], len) == 0;
	}
}

/* Notes bytes that a sender received. */
static void
note_answer(struct evidence *e, const uint8_t *bytes, size_t len)
{
	if (e->block_sent)
		e->answers += (uint32_t)len;
	for (; len > 0; len--, bytes++) {
		if (e->block_sent)
			note_reset(e, *bytes);
		e->text +=
		    *bytes >= ' ' && *bytes <= '~' && !is_request(e, *bytes);
		if (*bytes != '\0' && strchr(e->protocol->control, *bytes))
			e->text = 0;
	}
}

void
evidence_received(struct evidence *e, const uint8_t *bytes, size_t len)
{
	if (e->sends)
		note_answer(e, bytes, len);
	else
		append(&e->now, bytes, len);
	for (; len > 0 && e->received < RECEIVED_MAX; len--, bytes++)
		note_byte(e, *bytes);
}
