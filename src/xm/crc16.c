#include "xm/internal.h"

/*
 * CRC-16/XMODEM: polynomial 0x1021, most significant bit first, initial value
 * 0.
 *
 * The polynomial has only four terms, so each step reduces a whole byte modulo
 * the polynomial without a table: the step replaces x^16 by x^12 + x^5 + 1.
 * The term x^12 shifts the upper four bits of the byte beyond the 16 bits of
 * the CRC, so these four bits are reduced modulo the polynomial a second time.
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
