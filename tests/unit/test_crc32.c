#include <criterion/criterion.h>

#include "base/crc32.h"

Test(crc32, has_the_value_that_the_standard_gives)
{
	cr_expect(crc32_add(0, "", 0) == 0);
	cr_expect(crc32_add(0, "123456789", 9) == 0xcbf43926);
}

Test(crc32, does_not_depend_on_how_the_bytes_are_divided)
{
	uint8_t bytes[64];
	uint32_t whole;

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i * 37);
	whole = crc32_add(0, bytes, sizeof bytes);
	for (size_t at = 0; at <= sizeof bytes; at++) {
		uint32_t crc = crc32_add(0, bytes, at);

		cr_expect(
		    crc32_add(crc, bytes + at, sizeof bytes - at) == whole,
		    "at %zu", at);
	}
}
