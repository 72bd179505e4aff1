#include "inner.h"

/*
 * Which byte asks for a block?  C, G and NAK do, but C and G are letters too:
 * "(C)StarFive", "0xC0008000" in U-Boot's banner, 470 hex digits from TI's K3.
 * So the sender listens to bursts, which end when the line falls quiet.  A
 * burst is a request if there is nothing but such bytes in it, with blanks,
 * dots and control characters about them ("C\b." from ST's SBSFU), or if it
 * is text that ends in one with a blank or a line end in front ("...bps\nC").
 * A request refused by mistake costs one period of the receiver; a start on
 * the wrong byte costs the transfer.
 *
 * A NAK is in no text and counts anywhere.
 */

static bool
is_request(uint8_t byte)
{
	return byte == REQUEST_CRC || byte == REQUEST_G || byte == NAK;
}

static bool
is_separator(uint8_t byte)
{
	return byte == ' ' || byte == '\r' || byte == '\n' || byte == '\t';
}

static void
hold(struct xm_request *r, uint8_t byte)
{
	if (r->byte != byte)
		r->times = 0;
	r->byte = byte;
	if (r->times < UINT8_MAX)
		r->times++;
}

/* Is the byte no word, and no end of one? */
static bool
is_idle(const struct xm_request *r, uint8_t byte)
{
	/* RomWBW's XM asks with "CK". */
	if (byte == 'K')
		return r->last == REQUEST_CRC;
	if (byte == '.')
		return !r->words || r->last == '\b';
	if (is_separator(byte))
		return !r->words;
	return byte < ' ' || byte == 0x7f;
}

uint8_t
xm_request_hear(struct xm_request *r, uint8_t byte)
{
	uint8_t taken_back = 0;

	if (byte == NAK || (is_request(byte) && (!r->words || r->byte != 0 ||
						    is_separator(r->last)))) {
		hold(r, byte);
	} else if (!is_idle(r, byte)) {
		/* Many in a row were requests, whatever follows them. */
		if (r->byte != NAK && r->times == 1)
			taken_back = r->byte;
		r->words = r->words || !is_separator(byte);
		r->byte = 0;
		r->times = 0;
	}
	r->last = byte;
	return taken_back;
}
