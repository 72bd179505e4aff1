#include "devices/senders/internal.h"

#include <stdio.h>
#include <string.h>

#include "devices/receivers/internal.h"

/* Builds the contents of a sender's blocks. */

static unsigned
crc16(const uint8_t *p, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < len; i++) {
		for (unsigned bit = 0x80; bit != 0; bit >>= 1) {
			bool one = (p[i] & bit) != 0;
			bool out = (crc & 0x8000) != 0;

			crc = crc << 1 & 0xffff;
			if (one != out)
				crc ^= 0x1021;
		}
	}
	return crc;
}

void
sender_build_block(struct sender *s, uint8_t number, size_t len)
{
	const uint8_t *data = s->unit + 3;
	uint8_t *check = s->unit + 3 + len;

	s->unit[0] = len == 1024 ? STX : SOH;
	s->unit[1] = number;
	s->unit[2] = (uint8_t)~number;
	if (s->crc) {
		unsigned crc = crc16(data, len);

		check[0] = (uint8_t)(crc >> 8);
		check[1] = (uint8_t)crc;
	} else {
		check[0] = 0;
		for (size_t i = 0; i < len; i++)
			check[0] = (uint8_t)(check[0] + data[i]);
	}
	s->unit_len = 3 + len + (s->crc ? 2 : 1);
}

size_t
sender_block_len(const struct sender_model *m, size_t left)
{
	return left <= m->short_max ? 128 : m->block_len;
}

bool
sender_has_extra_block(const struct sender_model *m, size_t len)
{
	return m->extra_block && len % m->block_len == 0;
}

static size_t
padded_len(const struct sender_model *m, size_t len)
{
	size_t sum = 0;

	while (sum < len)
		sum += sender_block_len(m, len - sum);
	return sender_has_extra_block(m, len) ? sum + 128 : sum;
}

static size_t
announced(const struct sender *s)
{
	int64_t size = (int64_t)s->len + s->model->size_error;

	return size < 0 ? 0 : (size_t)size;
}

static void
put_fields(const struct sender *s, char *to, size_t space)
{
	size_t size = announced(s);

	switch (s->model->fields) {
	case SENDER_NO_FIELDS:
		break;
	case SENDER_SIZE:
		snprintf(to, space, "%zu", size);
		break;
	case SENDER_SIZE_SPACE:
		snprintf(to, space, "%zu ", size);
		break;
	case SENDER_ALL_FIELDS:
		snprintf(
		    to, space, "%zu 7346545000 100644 0 1 %zu", size, size);
		break;
	}
}

void
sender_put_header(struct sender *s)
{
	const struct sender_model *m = s->model;
	char *to = (char *)s->unit + 3;
	size_t name_len = strlen(s->name) + 1;
	size_t records = (s->len + 127) / 128;

	memset(to, 0, m->header_len);
	memcpy(to, s->name, name_len);
	put_fields(s, to + name_len, m->header_len - name_len);
	if (m->records) {
		s->unit[3 + 126] = (uint8_t)(records >> 8);
		s->unit[3 + 127] = (uint8_t)records;
	}
}

size_t
sender_expected_len(const struct sender *s)
{
	if (s->model->header_len != 0 && s->model->fields != SENDER_NO_FIELDS)
		return announced(s);
	return padded_len(s->model, s->len);
}

bool
sender_agrees(const struct sender *s, const uint8_t *data, size_t len)
{
	size_t file_len = len < s->len ? len : s->len;

	if (len != sender_expected_len(s) ||
	    (file_len > 0 && memcmp(data, s->data, file_len) != 0))
		return false;
	for (size_t i = file_len; i < len; i++)
		if (data[i] != s->model->pad)
			return false;
	return true;
}
