#include "xm/internal.h"

/*
 * CRC-16/XMODEM: polynomial 0x1021, most significant bit first, initial value
 * 0.
 *
 * The polynomial has only four terms, so each step processes a whole byte
 * without a table: the step replaces out * x^16 by out * (x^12 + x^5 + 1).  The
 * upper four bits of `out` would exceed the 16 bits of the CRC in out * x^12,
 * so `out ^= out >> 4` first reduces these four bits in the same way.
 */
uint16_t
xm_crc16(const uint8_t *data, size_t len)
{
	unsigned crc = 0;

	for (; len > 0; len--, data++) {
		unsigned out = (crc >> 8 & 0xff) ^ *data;

		out ^= out >> 4;
		crc = crc << 8 ^ out << 12 ^ out << 5 ^ out;
	}
	return (uint16_t)crc;
}
