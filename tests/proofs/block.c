#include <__fc_builtin.h>

#include "xm/internal.h"

/*
 * Proves xm_block_intact() for a block of arbitrary bytes, and xm_block_seal()
 * for a block of arbitrary data.
 */
static void
prove_length(size_t data_len, bool crc)
{
	uint8_t block[XM_BLOCK_MAX];
	size_t len = 3 + data_len + (crc ? 2 : 1);

	Frama_C_make_unknown((char *)block, len);
	(void)xm_block_intact(block, data_len, crc);
	len = xm_block_seal(
	    block, Frama_C_unsigned_char_interval(0, 255), data_len, crc);
	/*@ assert len == 3 + data_len + (crc ? 2 : 1); */
}

void
prove_block(void)
{
	prove_length(128, false);
	prove_length(128, true);
	prove_length(1024, false);
	prove_length(1024, true);
}
