#include "xm/internal.h"

/*
 * Finds requests in the output of a receiver.  C, G and NAK request a block,
 * but C and G are also letters in text: in "(C)StarFive", in "0xC0008000" of
 * U-Boot's banner, and in the 470 hex digits that TI's K3 prints.  So the
 * sender divides the output into bursts, which end when the line becomes
 * silent.  A burst is a request in two cases.  In the first case it consists of
 * C, G or NAK with blanks, dots and control characters around them, such as
 * "C\b." from ST's SBSFU.  In the second case it is text that ends in C or G
 * after a blank, a line end or a backspace, such as "...bps\nC".  If the sender
 * misses a request, the start is delayed until the receiver repeats it; if the
 * sender starts on a wrong byte, the transfer fails.
 *
 * A NAK is never part of text, and is a request anywhere in a burst.
 *
 * Text is ASCII with the usual control characters, or UTF-8.  If a burst has
 * two or more other bytes, the burst comes from another source, such as
 * telemetry, and contains no answers.  A single other byte may be a glitch on
 * the line.
 */

enum { NOISE_MIN = 2 };

static bool
is_letter_request(uint8_t byte)
{
	return byte == REQUEST_CRC || byte == REQUEST_G;
}

static bool
is_separator(uint8_t byte)
{
	return byte == ' ' || byte == '\r' || byte == '\n' || byte == '\t';
}

/*
 * Returns true if the byte is neither text nor protocol.  NUL, DEL and 0xFF are
 * common glitches, and do not count as noise.
 */
static bool
is_noise(uint8_t byte)
{
	if (byte >= 0x80)
		return byte != 0xff;
	return byte < ' ' && byte != 0 && byte != ACK && byte != CAN &&
	       byte != NAK && byte != 0x1b && (byte < '\a' || byte > '\r');
}

/* Returns true if the byte belongs to a character of several bytes. */
static bool
take_utf8(struct xm_request *r, uint8_t byte)
{
	if (r->utf8 > 0 && (byte & 0xc0) == 0x80) {
		r->utf8--;
		return true;
	}
	if (r->utf8 > 0 && r->noise < UINT8_MAX)
		r->noise++; /* the UTF-8 character is incomplete */
	r->utf8 = 0;
	if (byte < 0xc2 || byte > 0xf4)
		return false;
	r->utf8 = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
	return true;
}

static void
hold_request(struct xm_request *r, uint8_t byte)
{
	if (r->byte != byte)
		r->times = 0;
	r->byte = byte;
	if (r->times < UINT8_MAX)
		r->times++;
}

/*
 * Returns true if the byte does not turn the burst into text, and a request
 * before the byte remains a request.
 */
static bool
is_filler(const struct xm_request *r, uint8_t byte)
{
	/* The request of RomWBW's XM is "CK". */
	if (byte == 'K')
		return r->last == REQUEST_CRC;
	if (byte == '.')
		return !r->text || r->last == '\b';
	if (is_separator(byte))
		return !r->text;
	return byte < ' ' || byte == 0x7f;
}

/* Returns true if the last byte of text may be followed by a request. */
static bool
may_follow(const struct xm_request *r)
{
	return r->byte != 0 || is_separator(r->last) || r->last == '\b';
}

uint8_t
xm_request_take(struct xm_request *r, uint8_t byte)
{
	uint8_t taken_back = 0;

	if (!take_utf8(r, byte) && is_noise(byte) && r->noise < UINT8_MAX)
		r->noise++;
	if (byte == NAK ||
	    (is_letter_request(byte) && (!r->text || may_follow(r)))) {
		hold_request(r, byte);
	} else if (!is_filler(r, byte)) {
		/*
		 * A single letter before this byte was text, not a request.
		 * A NAK, or the same letter twice or more, is not text.
		 */
		if (r->byte != NAK && r->times == 1)
			taken_back = r->byte;
		r->text = r->text || !is_separator(byte);
		r->byte = 0;
	}
	r->prompt =
	    byte == ' ' && (r->last == '>' || r->last == '#' || r->last == '$');
	r->last = byte;
	return taken_back;
}

bool
xm_request_is_noise(struct xm_request r, const uint8_t *in, size_t len)
{
	for (; len > 0; len--, in++)
		(void)xm_request_take(&r, *in);
	return r.noise >= NOISE_MIN;
}
