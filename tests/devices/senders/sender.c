#include "devices/senders/sender.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "devices/receivers/internal.h"
#include "devices/senders/internal.h"

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t n)
{
	struct sender *s = self;

	s->now_ms = now_ms;
	if (s->inbox_at == s->inbox_len)
		s->inbox_at = s->inbox_len = 0;
	if (n > 0 && s->stage != SENDER_GONE) {
		assert(s->inbox_len + n <= sizeof s->inbox);
		memcpy(s->inbox + s->inbox_len, bytes, n);
		s->inbox_len += n;
		s->stirred_ms = now_ms;
	}
	sender_run(s);
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *to, size_t space)
{
	struct sender *s = self;
	size_t n = s->out_len < space ? s->out_len : space;

	s->now_ms = now_ms;
	memcpy(to, s->out, n);
	memmove(s->out, s->out + n, s->out_len - n);
	s->out_len -= n;
	return n;
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	struct sender *s = self;
	uint32_t at_ms = s->stirred_ms + SENDER_ABANDONED_MS;

	s->now_ms = now_ms;
	if (sender_busy(s))
		at_ms = s->free_ms;
	else if (s->has_deadline && before(s->deadline_ms, at_ms))
		at_ms = s->deadline_ms;
	return before(at_ms, now_ms) ? 0 : at_ms - now_ms;
}

static bool
ended(void *self)
{
	const struct sender *s = self;

	if (s->out_len > 0)
		return false;
	return s->stage == SENDER_GONE ||
	       !before(s->now_ms, s->stirred_ms + SENDER_ABANDONED_MS);
}

void
sender_init(struct sender *s, const struct sender_model *m, uint32_t now_ms,
    const uint8_t *data, size_t len)
{
	*s = (struct sender){ .model = m,
		.data = data,
		.len = len,
		.number = 1,
		.now_ms = now_ms,
		.free_ms = now_ms,
		.stirred_ms = now_ms,
		.crc = m->check == SENDER_CRC };
	if (m->header_len != 0)
		snprintf(s->name, sizeof s->name, "%simage.bin",
		    m->directory != NULL ? m->directory : "");
	if (m->first_words != NULL)
		sender_send(s, m->first_words, strlen(m->first_words));
	sender_await_request(s, SENDER_AT_START);
}

struct party
sender_party(struct sender *s)
{
	return (struct party){ s, input, output, wait_ms, ended };
}

const struct sender_model *
sender_find(const char *name)
{
	for (size_t i = 0; sender_models[i] != NULL; i++)
		if (strcmp(sender_models[i]->name, name) == 0)
			return sender_models[i];
	return NULL;
}

enum sender_belief
sender_believes(const struct sender *s)
{
	return s->belief;
}

const char *
sender_name(const struct sender *s)
{
	return s->name;
}

const uint8_t *
sender_data(const struct sender *s, size_t *len)
{
	*len = s->len;
	return s->data;
}

unsigned
sender_surplus_replies(const struct sender *s)
{
	return s->surplus;
}
