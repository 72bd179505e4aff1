#include "devices/receivers/internal.h"

#include <assert.h>

/* The answers of a device, and the end of its session. */

void
device_wait(struct device *d, uint32_t ms)
{
	d->has_deadline = ms != 0;
	d->deadline_ms = (device_busy(d) ? d->free_ms : d->now_ms) + ms;
}

static uint32_t
listen_time_ms(const struct device *d)
{
	switch (d->stage) {
	case STAGE_START:
		return d->model->asks[d->ask_at].listen_ms;
	case STAGE_NEXT:
		return d->model->next_ms;
	case STAGE_DATA:
	case STAGE_GONE:
		break;
	}
	return d->model->listen_ms;
}

void
device_listen_on(struct device *d)
{
	d->doing = DOING_LISTEN;
	device_wait(d, listen_time_ms(d));
}

void
device_listen(struct device *d)
{
	d->noise = false;
	if (!(d->model->quirks & QUIRK_CANS_ADD_UP))
		d->cans = 0;
	device_listen_on(d);
}

/*
 * Advances to the next request of the list. Returns false at the end of the
 * list.
 */
static bool
next_ask(struct device *d)
{
	const struct device_model *m = d->model;
	const size_t n = sizeof m->asks / sizeof *m->asks;
	uint8_t times = m->asks[d->ask_at].times;

	if (times != 0 && d->asked == times) {
		if (m->quirks & QUIRK_HEARD_NEXT_ASK || d->ask_at + 1 == n ||
		    m->asks[d->ask_at + 1].byte == '\0')
			return false;
		d->ask_at++;
		d->asked = 0;
	}
	if (times != 0)
		d->asked++;
	d->ask_byte = m->asks[d->ask_at].byte;
	d->check = m->asks[d->ask_at].check;
	return true;
}

void
device_ask(struct device *d, uint32_t delay_ms)
{
	if (d->stage == STAGE_START && !next_ask(d)) {
		device_abort(d);
		return;
	}
	if (d->model->ask_before.len > 0) {
		device_print(d, delay_ms, d->model->ask_before);
		delay_ms = 0;
	}
	device_send_byte(d, delay_ms, d->ask_byte);
	device_print(d, 0, d->model->ask_behind);
}

void
device_acknowledge(struct device *d, uint32_t delay_ms, struct bytes b,
    bool chat)
{
	const struct chat *c = &d->model->chat;

	for (unsigned i = 0; chat && i < c->lines; i++) {
		device_print(d, delay_ms, c->line);
		delay_ms = c->every_ms;
	}
	device_send(d, delay_ms, b);
}

static bool
counts_as_error(const struct device *d, const struct reaction *r)
{
	if (r->uncounted || d->stage == STAGE_START)
		return false;
	return r->reply == REPLY_NAK || r->reply == REPLY_C ||
	    r->reply == REPLY_ASK || r->reply == REPLY_SPOIL;
}

void
device_react(struct device *d, const struct reaction *r)
{
	const struct device_model *m = d->model;

	assert(r->reply != REPLY_UNSET);
	if (counts_as_error(d, r) && m->errors_max != 0 &&
	    ++d->errors > m->errors_max) {
		if (!(m->quirks & QUIRK_STAYS)) {
			device_abort(d);
			return;
		}
		device_send(d, 0, m->abort);
		device_listen(d);
		return;
	}
	if (r->purge_ms == 0) {
		device_answer(d, r);
		return;
	}
	d->doing = DOING_PURGE;
	d->reaction = r;
	device_wait(d, r->purge_ms);
}

/*
 * Sends the reply. Returns false if the session has ended, or if the device
 * already waits for the next block.
 */
static bool
reply(struct device *d, const struct reaction *r)
{
	switch (r->reply) {
	case REPLY_UNSET:
	case REPLY_NONE:
		break;
	case REPLY_ACK:
		device_send_byte(d, r->rest_ms, ACK);
		break;
	case REPLY_SPOIL:
		if (device_current(d) == NULL && !device_open(d, NULL, 0)) {
			device_abort(d);
			return false;
		}
		device_store(d);
		/* FALLTHROUGH */
	case REPLY_NAK:
		device_send_byte(d, r->rest_ms, NAK);
		break;
	case REPLY_C:
		device_send_byte(d, r->rest_ms, 'C');
		break;
	case REPLY_ASK:
		device_ask(d, r->rest_ms);
		return d->stage != STAGE_GONE;
	case REPLY_STORE:
		device_accept_data(d);
		return false;
	case REPLY_CANCEL:
		device_abort(d);
		return false;
	case REPLY_LEAVE:
		device_print(d, 0, d->model->abort_text);
		device_leave(d, DEVICE_ABORTED);
		return false;
	}
	return true;
}

void
device_answer(struct device *d, const struct reaction *r)
{
	if (r->reply == REPLY_NONE)
		device_listen_on(d);
	else if (reply(d, r))
		device_listen(d);
}

void
device_type(struct device *d, uint8_t byte)
{
	if (byte != CAN && byte != BS)
		d->typed++;
}

void
device_leave(struct device *d, enum device_verdict verdict)
{
	const struct after *after = &d->model->after;

	if (d->verdict == DEVICE_WAITING)
		d->verdict = verdict;
	d->stage = STAGE_GONE;
	d->doing = DOING_LISTEN;
	d->received_ms = device_busy(d) ? d->free_ms : d->now_ms;
	d->ask_byte = after->ask;
	device_wait(d, after->first_ms);
	while (d->inbox_head < d->inbox_len)
		device_type(d, d->inbox[d->inbox_head++]);
}

void
device_finish(struct device *d, enum device_verdict verdict)
{
	device_print(d, d->model->done_ms, d->model->done_text);
	device_leave(d, verdict);
}

void
device_abort(struct device *d)
{
	device_send(d, 0, d->model->abort);
	device_print(d, 0, d->model->abort_text);
	device_leave(d, DEVICE_ABORTED);
}
