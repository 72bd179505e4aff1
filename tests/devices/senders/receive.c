#include "devices/senders/internal.h"

#include <string.h>

#include "devices/receivers/internal.h"

/* The reactions of a sender to received bytes, according to its model. */

static bool
is_one_of(uint8_t byte, const char *set)
{
	return set != NULL && byte != '\0' && strchr(set, byte) != NULL;
}

static void
heed_request(struct sender *s, uint8_t byte)
{
	s->streaming = byte == 'G';
	if (s->model->check == SENDER_AS_ASKED && byte != NAK)
		s->crc = true;
	sender_go_on(s);
}

static void
take_request(struct sender *s, uint8_t byte)
{
	const struct sender_model *m = s->model;

	if (m->settle_ms != 0) {
		s->request = byte;
		sender_wait(s, m->settle_ms);
	} else if (is_one_of(byte, m->refuses) ||
		   (m->go == SENDER_GO_STRICT && s->stage != SENDER_AT_START &&
		       byte != 'C')) {
		sender_give_up(s);
	} else if (is_one_of(byte, m->starts)) {
		heed_request(s, byte);
	}
}

static void
act(struct sender *s, enum sender_act act)
{
	switch (act) {
	case SENDER_IGNORES:
		break;
	case SENDER_REPEATS:
		sender_repeat(s);
		break;
	case SENDER_GIVES_UP:
		sender_give_up(s);
		break;
	case SENDER_LOSES_ACK:
		s->deaf = true;
		break;
	}
}

static void
take_answer(struct sender *s, uint8_t byte)
{
	if (byte == ACK && !s->deaf)
		sender_advance(s);
	else if (byte == NAK)
		act(s, s->model->nak);
	else if (byte == 'C')
		act(s, s->model->c);
	else if (byte != ACK)
		act(s, s->model->other);
}

static void
take_eot_answer(struct sender *s, uint8_t byte)
{
	switch (s->model->eot) {
	case SENDER_EOT_UNTIL_ACK:
		if (byte == NAK)
			sender_repeat(s);
		else
			take_answer(s, byte);
		break;
	case SENDER_EOT_NAK_ACK:
		if (byte == NAK && !s->eot_refused) {
			s->eot_refused = true;
			sender_repeat(s);
		} else if (byte == ACK && s->eot_refused) {
			sender_end_file(s);
		} else {
			sender_give_up(s);
		}
		break;
	case SENDER_EOT_ONCE:
		sender_end_file(s);
		break;
	case SENDER_EOT_LEAVE:
	case SENDER_EOT_NEVER:
		break;
	}
}

bool
sender_awaits_request(const struct sender *s)
{
	return s->stage == SENDER_AT_START || s->stage == SENDER_AT_GO ||
	       s->stage == SENDER_AT_NEXT;
}

static void
count(struct sender *s, uint8_t byte)
{
	if (s->stage == SENDER_AT_START ||
	    (sender_awaits_request(s) && is_one_of(byte, "CG\025")))
		return;
	if (s->owed > 0)
		s->owed--;
	else if (byte == 'C' && s->owed_go > 0)
		s->owed_go--;
	else
		s->surplus++;
}

static void
take(struct sender *s, uint8_t byte)
{
	count(s, byte);
	if (byte == CAN && s->model->cans != 0) {
		if (++s->cans == s->model->cans)
			sender_leave(s, SENDER_FAILED);
		return;
	}
	s->cans = 0;
	if (sender_awaits_request(s))
		take_request(s, byte);
	else if (s->stage == SENDER_AT_EOT)
		take_eot_answer(s, byte);
	else if (s->stage == SENDER_AT_NULL &&
		 s->model->null == SENDER_NULL_AT_ONCE)
		sender_leave(s, SENDER_SUCCEEDED);
	else
		take_answer(s, byte);
}

static void
expire(struct sender *s)
{
	if (sender_awaits_request(s) && s->model->settle_ms != 0) {
		if (is_one_of(s->request, s->model->starts))
			heed_request(s, s->request);
	} else if (sender_awaits_request(s)) {
		sender_go_on(s);
	} else if (s->stage == SENDER_AT_EOT) {
		sender_repeat(s);
	} else if (s->stage == SENDER_AT_NULL) {
		sender_leave(s, SENDER_SUCCEEDED);
	} else {
		act(s, s->model->silence);
	}
}

void
sender_run(struct sender *s)
{
	while (s->stage != SENDER_GONE && !sender_busy(s)) {
		if (s->inbox_at < s->inbox_len) {
			take(s, s->inbox[s->inbox_at++]);
		} else if (s->streaming && s->stage == SENDER_AT_DATA) {
			sender_advance(s);
		} else if (s->has_deadline &&
			   !before(s->now_ms, s->deadline_ms)) {
			s->has_deadline = false;
			expire(s);
		} else {
			break;
		}
	}
}
