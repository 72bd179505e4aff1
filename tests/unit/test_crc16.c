#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

static const struct {
	const char *text;
	uint16_t crc;
} published[] = {
	{ "", 0x0000 }, { "A", 0x58e5 },
	{ "123456789", 0x31c3 }, /* the check value of CRC-16/XMODEM */
};

Test(crc16, equals_the_published_values)
{
	for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
		const char *text = published[i].text;
		uint16_t crc = xm_crc16((const uint8_t *)text, strlen(text));

		cr_expect(crc == published[i].crc, "\"%s\": %04x", text, crc);
	}
}

Test(crc16, of_data_with_its_crc_after_it_is_zero)
{
	uint8_t data[] = { 0xde, 0xad, 0xbe, 0xef, 0, 0 };
	uint16_t crc = xm_crc16(data, 4);

	data[4] = (uint8_t)(crc >> 8);
	data[5] = (uint8_t)crc;

	cr_expect(xm_crc16(data, 6) == 0);
}
