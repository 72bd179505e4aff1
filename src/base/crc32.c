#include "base/crc32.h"

/*
 * Processes four bytes at once.  table[n] has the CRC of each byte followed by
 * n NUL bytes.
 */
enum { STEP = 4 };

static uint32_t table[STEP][256];

static void
make_tables(void)
{
	for (uint32_t byte = 0; byte < 256; byte++) {
		uint32_t crc = byte;

		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
		table[0][byte] = crc;
	}
	for (int n = 1; n < STEP; n++) {
		for (int byte = 0; byte < 256; byte++) {
			uint32_t crc = table[n - 1][byte];

			table[n][byte] = table[0][crc & 255] ^ crc >> 8;
		}
	}
}

static uint32_t
add_four(uint32_t crc, const uint8_t *at)
{
	crc ^= (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
	return table[3][crc & 255] ^ table[2][crc >> 8 & 255] ^
	       table[1][crc >> 16 & 255] ^ table[0][crc >> 24];
}

uint32_t
crc32_add(uint32_t crc, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;

	if (table[0][1] == 0)
		make_tables();
	crc = ~crc;
	for (; len >= STEP; len -= STEP, at += STEP)
		crc = add_four(crc, at);
	for (; len > 0; len--, at++)
		crc = table[0][(crc ^ *at) & 255] ^ crc >> 8;
	return ~crc;
}
