#include "devices/receivers/internal.h"

#include <string.h>

/* Reactions to the first byte of a block or EOT, and to silence. */

static bool
among(uint8_t byte, struct bytes b)
{
	return b.len > 0 && memchr(b.at, byte, b.len) != NULL;
}

static void
take_junk(struct device *d, uint8_t byte)
{
	const struct device_model *m = d->model;
	bool start = d->stage == STAGE_START;

	d->noise = true;
	if (start && m->quirks & QUIRK_SHELL)
		device_type(d, byte);
	else if (start && among(byte, m->start_noise))
		device_listen_on(d);
	else if (among(byte, m->hang_up))
		device_abort(d);
	else if (start)
		device_react(d,
		    device_or_else(&m->on->start_junk, &m->on->junk));
	else
		device_react(d, &m->on->junk);
}

static void
take_can(struct device *d)
{
	const struct device_model *m = d->model;

	d->noise = true;
	if (++d->cans < m->cans)
		return;
	if (m->quirks & QUIRK_ACK_CANCEL)
		device_send_byte(d, 0, ACK);
	device_print(d, 0, m->abort_text);
	device_leave(d, DEVICE_ABORTED);
}

/* Handles an EOT that comes before the first block of an XMODEM file. */
static void
take_first_eot(struct device *d)
{
	const struct reaction *r = &d->model->on->eot_first;

	if (r->reply != REPLY_UNSET)
		device_react(d, r);
	else if (device_begin_file(d, NULL, 0))
		device_end_file(d);
}

static void
take_last_eot(struct device *d)
{
	const struct device_model *m = d->model;

	if (d->eots++ < m->eot_naks) {
		device_send_byte(d, 0, NAK);
		device_listen(d);
		if (m->eot_again_ms != 0)
			device_wait(d, m->eot_again_ms);
	} else if (m->eot_ms != 0) {
		d->doing = DOING_EOT;
		device_wait(d, m->eot_ms);
	} else {
		device_end_file(d);
	}
}

static void
take_eot(struct device *d)
{
	unsigned quirks = d->model->quirks;

	if (quirks & QUIRK_CLEAN_EOT && d->noise) {
		device_listen_on(d);
	} else if (d->stage == STAGE_DATA) {
		take_last_eot(d);
	} else if (!device_has_headers(d)) {
		take_first_eot(d);
	} else if (quirks & QUIRK_EOT_IS_NULL) {
		device_end_session(d);
	} else if (d->stage == STAGE_START) {
		take_junk(d, EOT);
	} else {
		/* The sender repeats the EOT because the ACK was lost. */
		device_send_byte(d, 0, ACK);
		device_listen(d);
	}
}

/*
 * Cisco's device sends nothing for some seconds after the first and the second
 * EOT, and NAK after each further EOT (tio issue 213).
 */
static void
take_while_ending(struct device *d, uint8_t byte)
{
	if (byte == CAN && d->model->cans != 0) {
		take_can(d);
	} else if (byte == EOT && ++d->eots < 3) {
		device_wait(d, d->model->eot_ms);
	} else if (byte == EOT) {
		device_send_byte(d, 0, NAK);
		d->has_deadline = false;
	}
}

/*
 * Returns true if the device misreads a block 0 of 1024 bytes: RT-Thread reads
 * 132 bytes, whatever the start byte is.
 */
static bool
is_misread(const struct device *d, uint8_t byte)
{
	return byte == STX && d->stage == STAGE_NEXT &&
	    d->model->quirks & QUIRK_SHORT_HEADER;
}

/* Returns the length of a block with this start byte, or 0. */
static size_t
data_len(const struct device *d, uint8_t byte)
{
	const struct device_model *m = d->model;

	if (byte == SOH)
		return 128;
	if (byte != STX || (m->blocks == DEVICE_128 && m->counted_len == 0))
		return 0;
	return is_misread(d, byte) ? 128 : 1024;
}

static void
take_first_byte(struct device *d, uint8_t byte)
{
	size_t len = data_len(d, byte);

	if (d->stage == STAGE_START && d->ask_at == 0 &&
	    d->model->quirks & QUIRK_HEARD_NEXT_ASK) {
		d->ask_at = 1;
		d->asked = 0;
	}
	if (len > 0) {
		device_begin_block(d, len);
		d->overrun = is_misread(d, byte);
	} else if (byte == EOT) {
		take_eot(d);
	} else if (byte == CAN && d->model->cans != 0) {
		take_can(d);
	} else {
		take_junk(d, byte);
	}
}

void
device_take(struct device *d, uint8_t byte)
{
	switch (d->doing) {
	case DOING_LISTEN:
		take_first_byte(d, byte);
		break;
	case DOING_COLLECT:
		if (!device_add_to_block(d, byte))
			break;
		if (d->model->judge_ms == 0) {
			device_judge(d);
		} else {
			d->doing = DOING_SETTLE;
			device_wait(d, d->model->judge_ms);
		}
		break;
	case DOING_SETTLE:
		d->overrun = true;
		device_wait(d, d->model->judge_ms);
		break;
	case DOING_PURGE:
		device_wait(d, d->reaction->purge_ms);
		break;
	case DOING_EOT:
		take_while_ending(d, byte);
		break;
	}
}

/* Handles silence in place of the block 0 of the next file. */
static void
idle_between_files(struct device *d)
{
	const struct device_model *m = d->model;

	if (m->next_waits == 0) {
		device_react(d, &m->on->idle);
	} else if (++d->nexts < m->next_waits) {
		device_ask(d, 0);
		device_listen(d);
	} else if (m->null == DEVICE_NULL_REQUIRED) {
		device_abort(d);
	} else {
		device_finish(d, DEVICE_STORED);
	}
}

static void
idle(struct device *d)
{
	static const struct reaction ask = { .reply = REPLY_ASK };
	const struct device_model *m = d->model;

	switch (d->stage) {
	case STAGE_START:
		device_react(d, device_or_else(&m->on->start_idle, &ask));
		break;
	case STAGE_DATA:
		if (d->eots > 0 && m->eot_again_ms != 0)
			device_abort(d);
		else
			device_react(d, &m->on->idle);
		break;
	case STAGE_NEXT:
		idle_between_files(d);
		break;
	case STAGE_GONE:
		device_send_byte(d, 0, d->ask_byte);
		device_wait(d, m->after.every_ms);
		break;
	}
}

void
device_expire(struct device *d)
{
	const struct reactions *on = d->model->on;

	switch (d->doing) {
	case DOING_LISTEN:
		idle(d);
		break;
	case DOING_COLLECT:
		device_react_to_flaw(d,
		    device_or_else(&on->truncated, &on->bad));
		break;
	case DOING_SETTLE:
		device_judge(d);
		break;
	case DOING_PURGE:
		device_answer(d, d->reaction);
		break;
	case DOING_EOT:
		device_end_file(d);
		break;
	}
}
