#include "xm/internal.h"

/*
 * A block is SOH, number, ~number, 128 bytes of data, check; or the same with
 * STX and 1024 bytes.  The check is one byte, the sum of the data, or two
 * bytes, the CRC of the data with the high byte first (Forsberg, "XMODEM
 * protocol", "CRC-16 option").
 */

static uint8_t
sum(const uint8_t *data, size_t len)
{
	uint8_t s = 0;

	while (len-- > 0)
		s = (uint8_t)(s + *data++);
	return s;
}

size_t
xm_block_seal(uint8_t *block, uint8_t number, size_t data_len, bool crc)
{
	uint8_t *data = block + 3;
	uint8_t *check = data + data_len;

	block[0] = data_len == 1024 ? STX : SOH;
	block[1] = number;
	block[2] = (uint8_t)~number;
	if (crc) {
		uint16_t value = xm_crc16(data, data_len);

		check[0] = (uint8_t)(value >> 8);
		check[1] = (uint8_t)value;
	} else {
		check[0] = sum(data, data_len);
	}
	return 3 + data_len + (crc ? 2 : 1);
}

bool
xm_block_intact(const uint8_t *block, size_t data_len, bool crc)
{
	const uint8_t *data = block + 3;
	const uint8_t *check = data + data_len;

	if ((block[1] ^ block[2]) != 0xff)
		return false;
	if (crc)
		return xm_crc16(data, data_len) == (check[0] << 8 | check[1]);
	return sum(data, data_len) == check[0];
}
