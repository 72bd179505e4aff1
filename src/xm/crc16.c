#include "inner.h"

/*
 * CRC-16/XMODEM: polynomial 0x1021, most significant bit first, start 0.
 * Two lookups a byte in a table of 16: small enough for a boot loader, and
 * fast enough for any UART.
 */
static const uint16_t table[16] = { 0x0000, 0x1021, 0x2042, 0x3063, 0x4084,
	0x50a5, 0x60c6, 0x70e7, 0x8108, 0x9129, 0xa14a, 0xb16b, 0xc18c, 0xd1ad,
	0xe1ce, 0xf1ef };

static uint16_t
shift_in(uint16_t crc, unsigned nibble)
{
	return (uint16_t)(crc << 4) ^ table[(crc >> 12) ^ nibble];
}

uint16_t
xm_crc16(const uint8_t *data, size_t len)
{
	uint16_t crc = 0;

	for (size_t i = 0; i < len; i++) {
		crc = shift_in(crc, data[i] >> 4);
		crc = shift_in(crc, data[i] & 0x0f);
	}
	return crc;
}
