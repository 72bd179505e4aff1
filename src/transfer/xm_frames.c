#include "transfer/xm_frames.h"

#include "xm/wire.h"

enum { HEAD = 3, SUM = 1, CRC = 2 };

static bool
is_start(uint8_t byte)
{
	return byte == SOH || byte == STX;
}

static size_t
data_len(uint8_t start)
{
	return start == STX ? 1024 : 128;
}

/*
 * Returns true for a start byte, a number and its complement that have lost
 * their eighth bits.
 */
static bool
has_lost_eighth_bit(const uint8_t bytes[3])
{
	return is_start(bytes[0]) && (bytes[1] ^ bytes[2]) == 0x7f;
}

static bool
is_head(const uint8_t *bytes, size_t len)
{
	return len >= HEAD && is_start(bytes[0]) &&
	       (bytes[1] ^ bytes[2]) == 0xff;
}

/*
 * Finds the first block.  A block with a damaged number counts only at the
 * beginning of the bytes, where a block is expected.
 */
static bool
find_block(const uint8_t *bytes, size_t len, struct frame *f)
{
	size_t at = 0;

	if (len == 0)
		return false;
	if (!is_start(bytes[0])) {
		while (at < len && !is_head(bytes + at, len - at))
			at++;
	}
	if (at == len)
		return false;
	*f = (struct frame){ .at = at,
		.head = HEAD,
		.least = HEAD + data_len(bytes[at]) + SUM,
		.most = HEAD + data_len(bytes[at]) + CRC,
		.numbered = is_head(bytes + at, len - at),
		.number = len - at > 1 ? bytes[at + 1] : 0 };
	return true;
}

static bool
is_whole(const uint8_t *bytes, size_t len)
{
	return is_head(bytes, len) && len == HEAD + data_len(bytes[0]) + CRC;
}

static bool
is_intact(const uint8_t *bytes, size_t len)
{
	return is_whole(bytes, len) &&
	       xm_block_intact(bytes, data_len(bytes[0]), true);
}

/* Checks of 16 bits that other senders may use. */

static uint8_t
reversed(uint8_t byte)
{
	uint8_t r = 0;

	for (int i = 0; i < 8; i++)
		r = (uint8_t)(r << 1 | (byte >> i & 1));
	return r;
}

static uint16_t
crc(const uint8_t *bytes, size_t len, uint16_t polynomial, uint16_t begin,
    bool reverses)
{
	uint16_t c = begin;

	while (len-- > 0) {
		uint8_t byte = reverses ? reversed(*bytes) : *bytes;

		c = (uint16_t)(c ^ byte << 8);
		for (int bit = 0; bit < 8; bit++)
			c = (uint16_t)(c << 1 ^
				       ((c & 0x8000) != 0 ? polynomial : 0));
		bytes++;
	}
	if (reverses)
		c = (uint16_t)(reversed((uint8_t)c) << 8 |
			       reversed((uint8_t)(c >> 8)));
	return c;
}

static const struct {
	uint16_t polynomial, begin;
	bool reverses, inverted;
	const char *name;
} checks[] = {
	{ 0x1021, 0xffff, false, false,
	    "a CRC with the initial value 0xffff, not 0" },
	{ 0x1021, 0x1d0f, false, false,
	    "a CRC with the initial value 0x1d0f, not 0" },
	{ 0x1021, 0, true, false,
	    "a CRC with the lowest bit first (Kermit's)" },
	{ 0x1021, 0xffff, true, true, "HDLC's CRC (X.25)" },
	{ 0x1021, 0, false, true, "a CRC with all bits inverted" },
	{ 0x8005, 0, true, false, "the CRC-16/ARC" },
	{ 0x8005, 0xffff, true, false, "the CRC-16/MODBUS" },
	{ 0x8005, 0, false, false, "a CRC-16 with the polynomial 0x8005" },
};

/*
 * Returns the name of the check that matches the bytes, or NULL.  The two bytes
 * of the check may be in either order.
 */
static const char *
name_check(const uint8_t *bytes, size_t len, const uint8_t check[CRC])
{
	uint16_t high_first = (uint16_t)(check[0] << 8 | check[1]);
	uint16_t low_first = (uint16_t)(check[1] << 8 | check[0]);

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		uint16_t c = crc(bytes, len, checks[i].polynomial,
		    checks[i].begin, checks[i].reverses);

		if (checks[i].inverted)
			c = (uint16_t)~c;
		if (c == high_first || c == low_first)
			return checks[i].name;
	}
	return NULL;
}

static const char *
foreign_check(const uint8_t *bytes, size_t len)
{
	uint16_t ours;
	const uint8_t *check;

	if (!is_whole(bytes, len) || is_intact(bytes, len))
		return NULL;
	check = bytes + len - CRC;
	ours = xm_crc16(bytes + HEAD, len - HEAD - CRC);
	if (ours == (check[1] << 8 | check[0]))
		return "a CRC with exchanged bytes (low byte first)";
	ours = xm_crc16(bytes, len - CRC);
	if (ours == (check[0] << 8 | check[1]))
		return "a CRC of the whole block, not only of its data";
	return name_check(bytes + HEAD, len - HEAD - CRC, check);
}

const struct advice_protocol xm_frames = { .control = "\004\006\025\030",
	.requests = "CG\025",
	.crcs = "CG",
	.rejection = NAK,
	.has_lost_eighth_bit = has_lost_eighth_bit,
	.find_block = find_block,
	.is_intact = is_intact,
	.foreign_check = foreign_check };
