#include "devices/receivers/device.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "devices/receivers/internal.h"

static void
put_into_inbox(struct device *d, const uint8_t *bytes, size_t n)
{
	if (d->inbox_head == d->inbox_len)
		d->inbox_head = d->inbox_len = 0;
	if (d->inbox_len + n > d->inbox_space) {
		d->inbox_space = 2 * (d->inbox_len + n);
		d->inbox = realloc(d->inbox, d->inbox_space);
		assert(d->inbox != NULL);
	}
	memcpy(d->inbox + d->inbox_len, bytes, n);
	d->inbox_len += n;
}

/*
 * Returns true if the wait is over. A byte that arrives in the same millisecond
 * as the deadline is still in time.
 */
static bool
expired(const struct device *d)
{
	if (!d->has_deadline)
		return false;
	if (d->inbox_head < d->inbox_len)
		return before(d->deadline_ms, d->now_ms);
	return !before(d->now_ms, d->deadline_ms);
}

static void
run(struct device *d)
{
	while (!device_busy(d)) {
		d->deaf = false;
		if (expired(d)) {
			d->has_deadline = false;
			device_expire(d);
		} else if (d->inbox_head < d->inbox_len) {
			device_take(d, d->inbox[d->inbox_head++]);
		} else {
			break;
		}
	}
}

/*
 * The device has begun a new session. If any byte arrives, the device aborts
 * this session, because the byte can belong to a block from the middle of the
 * old file. Such a block cannot begin a new file.
 */
static void
refuse_at_restart(struct device *d, size_t n)
{
	if (n > 0 && d->has_deadline) {
		d->has_deadline = false;
		device_send(d, 0, d->model->abort);
	}
}

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t n)
{
	struct device *d = self;

	d->now_ms = now_ms;
	if (n > 0 && before(d->received_ms, now_ms))
		d->received_ms = now_ms;
	if (d->stage == STAGE_GONE && d->model->quirks & QUIRK_RESTARTS) {
		refuse_at_restart(d, n);
	} else if (d->stage == STAGE_GONE) {
		for (size_t i = 0; i < n; i++)
			device_type(d, bytes[i]);
	} else if (n > 0 && !(d->deaf && device_busy(d))) {
		put_into_inbox(d, bytes, n);
	}
	run(d);
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *to, size_t space)
{
	struct device *d = self;

	d->now_ms = now_ms;
	return device_output(d, to, space);
}

/* Returns true if the device has ended. */
static bool
is_over(const struct device *d)
{
	return d->stage == STAGE_GONE ||
	    (d->stage == STAGE_START && d->verdict != DEVICE_WAITING);
}

static uint32_t
end_ms(const struct device *d)
{
	return d->received_ms +
	    (uint32_t)(is_over(d) ? DEVICE_LINGER_MS : DEVICE_ABANDONED_MS);
}

static void
sooner(const struct device *d, uint32_t at_ms, uint32_t *wait_ms)
{
	uint32_t ms = before(at_ms, d->now_ms) ? 0 : at_ms - d->now_ms;

	if (ms < *wait_ms)
		*wait_ms = ms;
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	struct device *d = self;
	uint32_t ms = UINT32_MAX;

	d->now_ms = now_ms;
	if (before(now_ms, end_ms(d)))
		sooner(d, end_ms(d), &ms);
	if (d->said_head < d->said_len)
		sooner(d, d->said[d->said_head].at_ms, &ms);
	if (device_busy(d))
		sooner(d, d->free_ms, &ms);
	else if (d->has_deadline)
		sooner(d, d->deadline_ms, &ms);
	return ms;
}

static bool
ended(void *self)
{
	const struct device *d = self;

	return d->said_head == d->said_len && !before(d->now_ms, end_ms(d));
}

void
device_init(struct device *d, const struct device_model *m, uint32_t now_ms)
{
	*d = (struct device){
		.model = m, .now_ms = now_ms, .received_ms = now_ms,
		.free_ms = now_ms, .expected = 1
	};
	device_print(d, 0, m->banner);
	d->deaf = (m->quirks & QUIRK_FLUSH_START) != 0;
	if (m->asks[0].byte != '\0' && !(m->quirks & QUIRK_LATE_START))
		device_ask(d, m->first_ms);
	device_listen(d);
}

void
device_free(struct device *d)
{
	for (int i = 0; i < d->files; i++)
		free(d->file[i].data);
	free(d->said);
	free(d->printed);
	free(d->inbox);
}

struct party
device_party(struct device *d)
{
	return (struct party){ d, input, output, wait_ms, ended };
}

const struct device_model *
device_find(const char *name)
{
	for (size_t i = 0; device_models[i] != NULL; i++)
		if (strcmp(device_models[i]->name, name) == 0)
			return device_models[i];
	return NULL;
}

enum device_verdict
device_verdict(const struct device *d)
{
	return d->verdict;
}

int
device_files(const struct device *d)
{
	return d->files;
}

const struct device_file *
device_file(const struct device *d, int n)
{
	return n < d->files ? &d->file[n] : NULL;
}

unsigned
device_duplicates(const struct device *d)
{
	return d->duplicates;
}

size_t
device_typed(const struct device *d)
{
	return d->typed;
}

const char *
device_printed(const struct device *d)
{
	return d->printed;
}

uint32_t
device_byte_us(const struct device_model *m)
{
	return 10000000 / (m->baud != 0 ? m->baud : 115200);
}
