#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

static const struct {
	size_t data_len;
	bool crc;
	size_t len;
	uint8_t start;
} kinds[] = {
	{ 128, false, 132, SOH },
	{ 128, true, 133, SOH },
	{ 1024, false, 1028, STX },
	{ 1024, true, 1029, STX },
};

#define FOR_EACH_KIND(k)                                                       \
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)

static size_t
seal(uint8_t *block, size_t k)
{
	memset(block + 3, 0x55, kinds[k].data_len);
	block[3] = 'x';
	return xm_block_seal(block, 200, kinds[k].data_len, kinds[k].crc);
}

Test(block, is_laid_out_as_the_protocol_says)
{
	FOR_EACH_KIND(k)
	{
		uint8_t block[XM_BLOCK_MAX];

		cr_expect(seal(block, k) == kinds[k].len, "kind %zu", k);
		cr_expect(block[0] == kinds[k].start);
		cr_expect(block[1] == 200);
		cr_expect(block[2] == 55);
	}
}

Test(block, with_a_sum_ends_in_the_sum_of_its_data)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, 1, 128);
	block[3] = 200;
	xm_block_seal(block, 1, 128, false);

	cr_expect(block[131] == (200 + 127) % 256);
}

Test(block, with_a_crc_ends_in_it_high_byte_first)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, 0, 128);
	memcpy(
	    block + 3 + 128 - 9, "123456789", 9); /* leading zeros do nothing */
	xm_block_seal(block, 1, 128, true);

	cr_expect(block[131] == 0x31);
	cr_expect(block[132] == 0xc3);
}

Test(block, that_was_just_sealed_is_intact)
{
	FOR_EACH_KIND(k)
	{
		uint8_t block[XM_BLOCK_MAX];

		seal(block, k);
		cr_expect(
		    xm_block_intact(block, kinds[k].data_len, kinds[k].crc),
		    "kind %zu", k);
	}
}

Test(block, with_any_bit_flipped_after_its_start_is_not_intact)
{
	FOR_EACH_KIND(k)
	{
		uint8_t block[XM_BLOCK_MAX];
		size_t len = seal(block, k);

		for (size_t bit = 8; bit < 8 * len; bit++) {
			block[bit / 8] ^= (uint8_t)(1 << bit % 8);
			cr_expect(!xm_block_intact(
				      block, kinds[k].data_len, kinds[k].crc),
			    "kind %zu bit %zu", k, bit);
			block[bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
	}
}
