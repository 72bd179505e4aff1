#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "sim/plain.h"
#include "sim/solo.h"

static void
take_output(struct solo *s)
{
	uint8_t space[END_MESSAGE_MAX];
	size_t len;

	while ((len = s->type->output(s->end, s->now_ms, space)) > 0) {
		cr_assert_leq(s->sent_len + len, sizeof s->sent);
		memcpy(s->sent + s->sent_len, space, len);
		s->sent_len += len;
	}
}

void
solo_add(struct solo *s, uint16_t len)
{
	struct end_file *f = &s->session.file[s->session.files];

	if (s->session.ymodem)
		snprintf(f->name, sizeof f->name, "f%u", s->session.files);
	f->len = len;
	f->announced = s->session.ymodem;
	for (uint16_t i = 0; i < len; i++)
		f->data[i] = (uint8_t)(i * 7 + 1);
	s->session.files++;
}

void
solo_set(struct solo *s, bool ymodem, uint16_t block_len, uint16_t len)
{
	memset(s, 0, sizeof *s);
	s->session.ymodem = ymodem;
	s->session.block_len = block_len;
	s->now_ms = UINT32_MAX - 1000; /* time wraps in every test */
	solo_add(s, len);
}

void
solo_begin(struct solo *s, const struct end_type *type)
{
	cr_assert_leq(type->size, sizeof s->end);
	s->type = type;
	type->begin(s->end, s->now_ms, &s->session);
	take_output(s);
}

void
solo_input(struct solo *s, const void *bytes, size_t len)
{
	s->type->input(s->end, s->now_ms, bytes, len);
	take_output(s);
}

void
solo_input_byte(struct solo *s, uint8_t byte)
{
	solo_input(s, &byte, 1);
}

void
solo_input_block(
    struct solo *s, uint8_t number, const void *data, size_t data_len)
{
	uint8_t block[PLAIN_BLOCK_MAX], padded[PLAIN_SHORT] = { 0 };

	memcpy(padded, data, data_len);
	solo_input(s, block,
	    plain_put_block(block, number, padded, sizeof padded, PLAIN_CRC));
}

void
solo_wait(struct solo *s, uint32_t ms)
{
	uint32_t end_ms = s->now_ms + ms;

	while (s->now_ms != end_ms) {
		uint32_t left_ms = end_ms - s->now_ms;
		uint32_t wait_ms = s->type->wait_ms(s->end, s->now_ms);

		s->now_ms += wait_ms < left_ms ? wait_ms : left_ms;
		s->type->input(s->end, s->now_ms, NULL, 0);
		take_output(s);
	}
}

bool
solo_sent(struct solo *s, const void *bytes, size_t len)
{
	bool same = s->sent_len == len && memcmp(s->sent, bytes, len) == 0;

	s->sent_len = 0;
	return same;
}

bool
solo_sent_byte(struct solo *s, uint8_t byte)
{
	return solo_sent(s, &byte, 1);
}

bool
solo_sent_nothing(struct solo *s)
{
	return solo_sent(s, "", 0);
}

bool
solo_sent_block(struct solo *s, uint8_t number, uint16_t block_len,
    const void *data, size_t data_len, uint8_t fill)
{
	uint8_t block[PLAIN_BLOCK_MAX], padded[PLAIN_LONG];

	memset(padded, fill, sizeof padded);
	memcpy(padded, data, data_len);
	return solo_sent(s, block,
	    plain_put_block(block, number, padded, block_len, PLAIN_CRC));
}

enum end_result
solo_result(const struct solo *s)
{
	return s->type->result(s->end);
}
