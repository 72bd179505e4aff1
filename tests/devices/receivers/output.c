#include "devices/receivers/internal.h"

#include <assert.h>
#include <stdlib.h>

/*
 * A device sends its output in order, each part at its time. Until all output
 * is sent, the device is busy (it erases flash or prints text) and reads
 * nothing.
 */

bool
device_busy(const struct device *d)
{
	return before(d->now_ms, d->free_ms);
}

void
device_send(struct device *d, uint32_t delay_ms, struct bytes b)
{
	if (b.len == 0)
		return;
	if (before(d->free_ms, d->now_ms))
		d->free_ms = d->now_ms;
	d->free_ms += delay_ms;
	if (d->said_len + b.len > d->said_space) {
		d->said_space = 2 * (d->said_len + b.len);
		d->said = realloc(d->said, d->said_space * sizeof *d->said);
		assert(d->said != NULL);
	}
	for (size_t i = 0; i < b.len; i++)
		d->said[d->said_len++] = (struct device_saying){
			d->free_ms, (uint8_t)b.at[i]
		};
}

void
device_send_byte(struct device *d, uint32_t delay_ms, uint8_t byte)
{
	char c = (char)byte;

	device_send(d, delay_ms, (struct bytes){ &c, 1 });
}

void
device_print(struct device *d, uint32_t delay_ms, struct bytes b)
{
	device_send(d, delay_ms, b);
	if (d->printed_len + b.len + 1 > d->printed_space) {
		d->printed_space = 2 * (d->printed_len + b.len + 1);
		d->printed = realloc(d->printed, d->printed_space);
		assert(d->printed != NULL);
	}
	for (size_t i = 0; i < b.len; i++)
		if (b.at[i] != '\0')
			d->printed[d->printed_len++] = b.at[i];
	d->printed[d->printed_len] = '\0';
}

size_t
device_output(struct device *d, uint8_t *to, size_t space)
{
	size_t n = 0;

	while (n < space && d->said_head < d->said_len &&
	    !before(d->now_ms, d->said[d->said_head].at_ms))
		to[n++] = d->said[d->said_head++].value;
	if (d->said_head == d->said_len)
		d->said_head = d->said_len = 0;
	return n;
}
