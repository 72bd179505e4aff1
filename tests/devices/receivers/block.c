#include "devices/receivers/internal.h"

#include <assert.h>

/*
 * A block without its SOH or STX: number, complement, data, and a CRC or a
 * checksum.
 */

static unsigned
crc16(const uint8_t *p, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < len; i++) {
		crc ^= (unsigned)p[i] << 8;
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
	}
	return crc & 0xffff;
}

static uint8_t
sum(const uint8_t *p, size_t len)
{
	uint8_t s = 0;

	for (size_t i = 0; i < len; i++)
		s = (uint8_t)(s + p[i]);
	return s;
}

/*
 * Sets the next time limit. The limit byte_ms starts again after each byte,
 * block_ms starts with the block, and each other limit starts with its part of
 * the block.
 */
static void
limit(struct device *d)
{
	const struct limits *l = &d->model->limits;

	if (l->byte_ms != 0)
		device_wait(d, l->byte_ms);
	else if (d->got == 0 && l->block_ms != 0)
		device_wait(d, l->block_ms);
	else if (d->got == 0 && l->number_ms != 0)
		device_wait(d, l->number_ms);
	else if (d->got == 2 && l->body_ms != 0)
		device_wait(d, l->body_ms);
	else if (d->got == 2 + d->data_len && l->check_ms != 0)
		device_wait(d, l->check_ms);
	else if (d->got == 0)
		d->has_deadline = false;
}

void
device_begin_block(struct device *d, size_t data_len)
{
	d->doing = DOING_COLLECT;
	d->data_len = data_len;
	d->got = 0;
	d->want = 2 + data_len + (d->check == CHECK_CRC ? 2 : 1);
	d->overrun = false;
	limit(d);
}

bool
device_add_to_block(struct device *d, uint8_t byte)
{
	assert(d->got < d->want);
	assert(d->want <= sizeof d->block);

	d->block[d->got++] = byte;
	limit(d);
	return d->got == d->want;
}

static bool
check_fits(const struct device *d)
{
	const uint8_t *data = d->block + 2;
	const uint8_t *check = data + d->data_len;

	if (d->check == CHECK_SUM)
		return check[0] == sum(data, d->data_len);
	return (check[0] << 8 | check[1]) == (int)crc16(data, d->data_len);
}

const struct reaction *
device_flaw(const struct device *d)
{
	const struct reactions *on = d->model->on;

	if ((d->block[0] ^ d->block[1]) != 0xff &&
	    !(d->model->quirks & QUIRK_NO_COMPLEMENT))
		return on->bad_frame.reply != REPLY_UNSET ? &on->bad_frame :
							    &on->bad;
	if (!check_fits(d) || d->overrun)
		return &on->bad;
	return NULL;
}
