#include "devices/senders/internal.h"

#include <assert.h>
#include <string.h>

#include "devices/receivers/internal.h"

/*
 * A sender sends a unit (a block or an EOT), waits for its answer, and
 * continues with the next unit. Before some units it waits for a request.
 */

enum { US_PER_BYTE = 87 }; /* 10 bits at 115200 baud */

static uint32_t
free_ms(const struct sender *s)
{
	return before(s->now_ms, s->free_ms) ? s->free_ms : s->now_ms;
}

bool
sender_busy(const struct sender *s)
{
	return before(s->now_ms, s->free_ms);
}

void
sender_send(struct sender *s, const void *bytes, size_t len)
{
	assert(s->out_len + len <= sizeof s->out);
	memcpy(s->out + s->out_len, bytes, len);
	s->out_len += len;
	s->free_ms = free_ms(s) + (uint32_t)(len * US_PER_BYTE + 999) / 1000;
	s->stirred_ms = s->now_ms;
}

void
sender_wait(struct sender *s, uint32_t ms)
{
	s->has_deadline = ms != 0;
	s->deadline_ms = free_ms(s) + ms;
}

void
sender_leave(struct sender *s, enum sender_belief belief)
{
	s->belief = belief;
	s->stage = SENDER_GONE;
	s->has_deadline = false;
}

void
sender_give_up(struct sender *s)
{
	static const uint8_t can = CAN;

	for (unsigned i = 0; i < s->model->says_cans; i++)
		sender_send(s, &can, 1);
	sender_leave(s, SENDER_FAILED);
}

static uint32_t
patience_ms(const struct sender *s)
{
	if (s->stage == SENDER_AT_EOT)
		return s->model->eot_ms;
	if (s->stage == SENDER_AT_NULL)
		return s->model->null_ms;
	return s->model->silence_ms;
}

static void
say_unit(struct sender *s)
{
	sender_send(s, s->unit, s->unit_len);
	if (!s->streaming || s->stage > SENDER_AT_DATA)
		s->owed++;
	s->deaf = false;
	sender_wait(s, patience_ms(s));
}

static void
say_new_unit(struct sender *s, enum sender_stage stage)
{
	s->stage = stage;
	s->repeats = 0;
	say_unit(s);
}

void
sender_repeat(struct sender *s)
{
	if (s->model->repeats_max != 0 && s->repeats == s->model->repeats_max) {
		sender_give_up(s);
		return;
	}
	s->repeats++;
	say_unit(s);
}

/* The course of the session. */

void
sender_await_request(struct sender *s, enum sender_stage stage)
{
	s->stage = stage;
	s->request = '\0';
	sender_wait(s,
	    stage == SENDER_AT_NEXT ? s->model->next_ms : s->model->blind_ms);
}

static void
say_header(struct sender *s)
{
	sender_put_header(s);
	sender_build_block(s, 0, s->model->header_len);
	say_new_unit(s, SENDER_AT_HEADER);
	if (s->streaming)
		sender_await_request(s, SENDER_AT_GO);
}

static void
say_null(struct sender *s)
{
	memset(s->unit + 3, 0, s->model->null_len);
	sender_build_block(s, 0, s->model->null_len);
	say_new_unit(s, SENDER_AT_NULL);
	if (s->model->null == SENDER_NULL_UNAWAITED)
		sender_leave(s, SENDER_SUCCEEDED);
}

static void
say_eot(struct sender *s)
{
	const char *words = s->model->last_words;

	if (s->model->eot == SENDER_EOT_NEVER) {
		sender_leave(s, SENDER_UNDECIDED);
		return;
	}
	s->unit[0] = EOT;
	s->unit_len = 1;
	say_new_unit(s, SENDER_AT_EOT);
	if (s->model->eot != SENDER_EOT_LEAVE)
		return;
	if (words != NULL)
		sender_send(s, words, strlen(words));
	sender_leave(s, SENDER_SUCCEEDED);
}

static void
say_data(struct sender *s, size_t len)
{
	size_t left = s->len - s->at;

	s->data_len = left < len ? left : len;
	memset(s->unit + 3, s->model->pad, len);
	if (s->data_len > 0)
		memcpy(s->unit + 3, s->data + s->at, s->data_len);
	sender_build_block(s, s->number, len);
	say_new_unit(s, SENDER_AT_DATA);
}

static void
say_next(struct sender *s)
{
	if (s->at < s->len) {
		say_data(s, sender_block_len(s->model, s->len - s->at));
	} else if (sender_has_extra_block(s->model, s->len) && !s->extra_said) {
		s->extra_said = true;
		say_data(s, 128);
	} else {
		say_eot(s);
	}
}

void
sender_end_file(struct sender *s)
{
	switch (s->model->null) {
	case SENDER_NULL_NONE:
		sender_leave(s, SENDER_SUCCEEDED);
		break;
	case SENDER_NULL_AT_ONCE:
		s->owed_go++;
		say_null(s);
		break;
	case SENDER_NULL_ASKED:
	case SENDER_NULL_UNAWAITED:
		sender_await_request(s, SENDER_AT_NEXT);
		break;
	}
}

void
sender_go_on(struct sender *s)
{
	if (s->stage == SENDER_AT_NEXT)
		say_null(s);
	else if (s->stage == SENDER_AT_START && s->model->header_len != 0)
		say_header(s);
	else
		say_next(s);
}

void
sender_advance(struct sender *s)
{
	if (s->stage == SENDER_AT_EOT) {
		sender_end_file(s);
	} else if (s->stage == SENDER_AT_NULL) {
		sender_leave(s, SENDER_SUCCEEDED);
	} else if (s->stage == SENDER_AT_DATA) {
		s->at += s->data_len;
		s->number++;
		say_next(s);
	} else if (s->model->go == SENDER_GO_AT_ONCE) {
		s->owed_go++;
		say_next(s);
	} else {
		sender_await_request(s, SENDER_AT_GO);
	}
}
