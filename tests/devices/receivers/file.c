#include "devices/receivers/internal.h"

/*
 * Handles block 0, data blocks and the end of a file, and reacts to unexpected
 * blocks.
 */

const struct reaction *
device_or_else(const struct reaction *r, const struct reaction *usual)
{
	return r->reply != REPLY_UNSET ? r : usual;
}

bool
device_has_headers(const struct device *d)
{
	return d->model->protocol != DEVICE_XMODEM;
}

/* Returns true if the device waits for block 0. */
static bool
wants_header(const struct device *d)
{
	return device_has_headers(d) &&
	    (d->stage == STAGE_START || d->stage == STAGE_NEXT);
}

void
device_react_to_flaw(struct device *d, const struct reaction *r)
{
	const struct reactions *on = d->model->on;

	if (wants_header(d))
		r = device_or_else(&on->bad_header, r);
	device_react(d, r);
}

/* Opens a file and waits for its first block. */
bool
device_begin_file(struct device *d, const uint8_t *header, size_t len)
{
	if (!device_open(d, header, len)) {
		device_leave(d, DEVICE_ABORTED);
		return false;
	}
	d->stage = STAGE_DATA;
	d->expected = 1;
	d->blocks = 0;
	d->eots = 0;
	d->errors = 0;
	d->false_naks = d->model->false_naks;
	return true;
}

void
device_end_session(struct device *d)
{
	const struct device_model *m = d->model;

	device_acknowledge(d, 0, m->null_reply, m->chat.always);
	if (m->quirks & QUIRK_SHELL)
		device_listen(d);
	else
		device_finish(d, d->files > 0 ? DEVICE_STORED : DEVICE_ABORTED);
}

static void
take_file_header(struct device *d)
{
	const struct device_model *m = d->model;
	struct device_file *f;

	if (!device_begin_file(d, d->block + 2, d->data_len))
		return;
	f = device_current(d);
	if (m->flash_len != 0 && f->size > m->flash_len) {
		/*
		 * The file is too large, so STM32 IAP sends CANs. But it does
		 * not end the session: it also sends ACK and C.
		 */
		device_send(d, 0, m->abort);
		d->verdict = DEVICE_ABORTED;
	}
	device_acknowledge(d, m->erase_ms, m->header_reply, m->chat.always);
	d->deaf = (m->quirks & QUIRK_FLUSH_HEADER) != 0;
	device_listen(d);
}

static void
take_header(struct device *d)
{
	const struct device_model *m = d->model;
	uint8_t number = d->block[0];

	if (d->stage == STAGE_START && number != 0 &&
	    m->quirks & QUIRK_DROP_FIRST) {
		if (device_begin_file(d, NULL, 0))
			device_listen(d);
	} else if (number != 0 && !(m->quirks & QUIRK_ANY_HEADER)) {
		device_react(d,
		    device_or_else(&m->on->wrong_header, &m->on->out_of_step));
	} else if (d->block[2] == '\0' ||
	    (m->files_max != 0 && (unsigned)d->files >= m->files_max)) {
		device_end_session(d);
	} else {
		take_file_header(d);
	}
}

void
device_accept_data(struct device *d)
{
	const struct device_model *m = d->model;
	uint32_t delay_ms = m->write_ms;

	if (d->false_naks > 0) {
		d->false_naks--;
		device_send_byte(d, 0, NAK);
		device_listen(d);
		return;
	}
	if (m->counted_len != 0 && d->blocks == device_block_count(d)) {
		device_abort(d);
		return;
	}
	device_store(d);
	d->expected = (uint8_t)(d->block[0] + 1);
	d->blocks++;
	if (!(m->quirks & QUIRK_ERRORS_ADD_UP))
		d->errors = 0;
	if (d->blocks == 1 && !device_has_headers(d))
		delay_ms += m->erase_ms;
	if (m->protocol != DEVICE_YMODEM_G)
		device_acknowledge(d, delay_ms, (struct bytes){ "\006", 1 },
		    m->chat.always || d->blocks == 1);
	device_listen(d);
}

/* Returns the reaction to an intact data block with a wrong number. */
static const struct reaction *
misnumbered(struct device *d)
{
	const struct reactions *on = d->model->on;
	uint8_t number = d->block[0];

	if (d->blocks == 0 && number == 0)
		return device_or_else(&on->header_again,
		    device_has_headers(d) ? &on->duplicate : &on->out_of_step);
	if (d->blocks == 0 || number != (uint8_t)(d->expected - 1))
		return &on->out_of_step;
	d->duplicates++;
	if (number == 255)
		return device_or_else(&on->wrap_duplicate, &on->duplicate);
	return &on->duplicate;
}

static void
take_data(struct device *d)
{
	bool first = device_current(d) == NULL;

	if (d->block[0] != d->expected) {
		const struct reaction *r = misnumbered(d);

		if (r->reply != REPLY_STORE || !first) {
			device_react(d, r);
			return;
		}
	}
	if (first && !device_begin_file(d, NULL, 0))
		return;
	d->stage = STAGE_DATA;
	if (first && d->model->quirks & QUIRK_DROP_FIRST)
		device_listen(d);
	else
		device_accept_data(d);
}

void
device_judge(struct device *d)
{
	const struct reaction *flaw = device_flaw(d);

	if (flaw != NULL)
		device_react_to_flaw(d, flaw);
	else if (wants_header(d))
		take_header(d);
	else
		take_data(d);
}

void
device_end_file(struct device *d)
{
	const struct device_model *m = d->model;

	if (m->quirks & QUIRK_REJECT ||
	    (m->counted_len != 0 && d->blocks != device_block_count(d))) {
		device_abort(d);
		return;
	}
	device_close(d);
	device_acknowledge(d, 0, m->eot_reply, m->chat.always);
	d->nexts = 0;
	if (m->quirks & QUIRK_SHELL) {
		d->verdict = DEVICE_STORED;
		d->stage = STAGE_START;
		device_listen(d);
	} else if (m->null == DEVICE_NULL_NONE ||
	    m->null == DEVICE_NULL_FORBIDDEN) {
		device_finish(d, DEVICE_STORED);
	} else {
		d->stage = STAGE_NEXT;
		device_listen(d);
	}
}
