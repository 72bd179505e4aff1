#include "sim/plain.h"

#include <string.h>

static uint16_t
compute_crc(const uint8_t *bytes, size_t len)
{
	uint16_t crc = 0;

	/* CRC with CCITT's polynomial, highest bit first, without inversion. */
	for (size_t i = 0; i < len; i++) {
		crc = (uint16_t)(crc ^ bytes[i] << 8);
		for (int bit = 0; bit < 8; bit++)
			crc = (uint16_t)(crc & 0x8000 ? crc << 1 ^ 0x1021
						      : crc << 1);
	}
	return crc;
}

static uint8_t
compute_sum(const uint8_t *bytes, size_t len)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < len; i++)
		sum = (uint8_t)(sum + bytes[i]);
	return sum;
}

static size_t
data_len_of(uint8_t start)
{
	return start == PLAIN_STX ? PLAIN_LONG : PLAIN_SHORT;
}

size_t
plain_block_len(uint8_t start, enum plain_check check)
{
	return 3 + data_len_of(start) + (check == PLAIN_CRC ? 2 : 1);
}

/*
 * Writes the checksum or CRC of the data to `end`, the position after the data.
 * Returns the number of bytes written.
 */
static size_t
put_check(uint8_t *end, const uint8_t *data, enum plain_check check)
{
	size_t len = (size_t)(end - data);

	if (check == PLAIN_CRC) {
		uint16_t crc = compute_crc(data, len);

		end[0] = (uint8_t)(crc >> 8);
		end[1] = (uint8_t)crc;
		return 2;
	}
	end[0] = compute_sum(data, len);
	return 1;
}

size_t
plain_put_block(uint8_t *space, uint8_t number, const uint8_t *data,
    size_t data_len, enum plain_check check)
{
	size_t len = 3 + data_len;

	space[0] = data_len == PLAIN_LONG ? PLAIN_STX : PLAIN_SOH;
	space[1] = number;
	space[2] = (uint8_t)~number;
	memcpy(space + 3, data, data_len);
	return len + put_check(space + len, space + 3, check);
}

bool
plain_block_good(const uint8_t *block, enum plain_check check)
{
	const uint8_t *data = block + 3, *end = data + data_len_of(block[0]);
	size_t len = (size_t)(end - data);

	if ((block[1] ^ block[2]) != 0xff)
		return false;
	if (check == PLAIN_SUM)
		return end[0] == compute_sum(data, len);
	return (end[0] << 8 | end[1]) == compute_crc(data, len);
}

/* Puts a decimal number and a space. */
static void
put_size(uint8_t *text, uint16_t size)
{
	uint16_t unit = 1;

	while (size / unit >= 10)
		unit = (uint16_t)(unit * 10);
	for (; unit > 0; unit /= 10)
		*text++ = (uint8_t)('0' + size / unit % 10);
	*text = ' ';
}

void
plain_put_header(uint8_t data[PLAIN_SHORT], const struct end_file *file)
{
	size_t len = 0;

	memset(data, 0, PLAIN_SHORT);
	if (file == NULL)
		return;
	for (; len < sizeof(file->name) && file->name[len] != '\0'; len++)
		data[len] = (uint8_t)file->name[len];
	if (file->announced)
		put_size(data + len + 1, file->len);
}

bool
plain_parse_header(
    struct plain_header *header, const uint8_t *data, size_t data_len)
{
	const uint8_t *end = data + data_len;
	const uint8_t *nul = memchr(data, 0, data_len);
	size_t name_len;

	memset(header, 0, sizeof(*header));
	if (nul == NULL)
		return false;
	name_len = (size_t)(nul - data);
	if (name_len > sizeof(header->name) - 1)
		name_len = sizeof(header->name) - 1;
	memcpy(header->name, data, name_len);
	for (const uint8_t *p = nul + 1; p < end && *p >= '0' && *p <= '9';
	     p++) {
		header->announced = true;
		header->size = header->size * 10 + (uint32_t)(*p - '0');
		if (header->size > 1000000)
			header->size = 1000000;
	}
	return true;
}

size_t
plain_put_cans(uint8_t *space)
{
	memset(space, PLAIN_CAN, PLAIN_CANS);
	return PLAIN_CANS;
}

bool
plain_is_due(uint32_t due_ms, uint32_t now_ms)
{
	return now_ms - due_ms < UINT32_MAX / 2;
}

uint32_t
plain_left_ms(uint32_t due_ms, uint32_t now_ms)
{
	return plain_is_due(due_ms, now_ms) ? 0 : due_ms - now_ms;
}

uint64_t
plain_hash(uint64_t hash, const uint8_t *bytes, size_t len)
{
	/* FNV-1a. */
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

uint8_t *
plain_put_number(uint8_t *key, uint64_t number, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		*key++ = (uint8_t)(number >> 8 * i);
	return key;
}
