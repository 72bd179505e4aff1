#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "harness/memory_endpoint.h"
#include "harness/error_cause.h"
#include "harness/random.h"

void
endpoint_begin_sender(struct memory_endpoint *h, uint32_t now_ms,
    const struct xm_options *options)
{
	h->sends = true;
	xm_send_init(&h->xm, now_ms, options);
}

void
endpoint_begin_receiver(struct memory_endpoint *h, uint32_t now_ms,
    const struct xm_options *options)
{
	xm_recv_init(&h->xm, now_ms, options);
}

void
endpoint_free(struct memory_endpoint *h)
{
	for (int i = 0; i < h->files; i++)
		free(h->file[i].data);
}

void
endpoint_add(
    struct memory_endpoint *h, const char *name, size_t len, unsigned seed)
{
	struct endpoint_file *f = &h->file[h->files++];

	strcpy(f->name, name);
	f->about = (struct xm_file){
		.size = len, .mtime = 1000000000, .mode = 0100644
	};
	f->len = len;
	f->data = malloc(len + 1);
	assert(f->data != NULL);
	random_bytes(seed + 3, f->data, len);
}

bool
endpoint_file_same(const struct endpoint_file *a, const struct endpoint_file *b)
{
	size_t len = b->len;

	if (len < a->len)
		return false;
	/* Without a size, the padding of the last block remains. */
	if (b->about.size == XM_SIZE_UNKNOWN && len - a->len < 1024)
		len = a->len;
	return len == a->len &&
	       (len == 0 || memcmp(a->data, b->data, len) == 0);
}

bool
endpoint_same(const struct memory_endpoint *sender,
    const struct memory_endpoint *receiver, int n)
{
	return n < receiver->files && receiver->file[n].whole &&
	       endpoint_file_same(&sender->file[n], &receiver->file[n]);
}

static void
answer_sender(struct memory_endpoint *h, uint32_t now_ms)
{
	if (xm_event(&h->xm) == XM_FILE && h->at < h->files) {
		struct xm_file about = h->file[h->at].about;

		about.name = h->file[h->at++].name;
		h->done = 0;
		assert(xm_send_file(&h->xm, now_ms, &about));
	} else if (xm_event(&h->xm) == XM_FILE) {
		xm_send_file(&h->xm, now_ms, NULL);
	} else {
		const struct endpoint_file *f = &h->file[h->at - 1];
		size_t len;
		uint8_t *space = xm_send_space(&h->xm, &len);

		if (len > f->len - h->done)
			len = f->len - h->done;
		memcpy(space, f->data + h->done, len);
		h->done += len;
		xm_send_data(&h->xm, now_ms, len);
	}
}

/*
 * Begins a received file. Returns false if there is no room for another file.
 */
static bool
begin_file(struct memory_endpoint *h)
{
	struct endpoint_file *f = &h->file[h->files];

	if (h->files == ENDPOINT_FILES_MAX)
		return false;
	h->files++;
	f->about = *xm_recv_file(&h->xm);
	strncpy(f->name, f->about.name, sizeof f->name - 1);
	return true;
}

static bool
store(struct memory_endpoint *h)
{
	struct endpoint_file *f = &h->file[h->files - 1];
	size_t len;
	const uint8_t *data = xm_recv_data(&h->xm, &len);

	if (len > ENDPOINT_LEN_MAX - f->len)
		return false;
	if (len > f->space - f->len) {
		f->space += len + f->space;
		f->data = realloc(f->data, f->space);
		assert(f->data != NULL);
	}
	memcpy(f->data + f->len, data, len);
	f->len += len;
	return true;
}

static void
answer_receiver(struct memory_endpoint *h, uint32_t now_ms)
{
	bool room = !h->deaf;

	if (room && xm_event(&h->xm) == XM_FILE)
		room = begin_file(h);
	else if (room && xm_event(&h->xm) == XM_DATA)
		room = store(h);
	else if (room)
		h->file[h->files - 1].whole = true;
	if (room)
		xm_recv_ack(&h->xm, now_ms);
	else
		xm_cancel(&h->xm, now_ms);
}

static void
answer(struct memory_endpoint *h, uint32_t now_ms)
{
	while (xm_event(&h->xm) != XM_NONE && xm_event(&h->xm) < XM_DONE) {
		if (h->sends) {
			answer_sender(h, now_ms);
		} else {
			if (h->witness != NULL)
				error_cause_receiver(h->witness, &h->xm);
			answer_receiver(h, now_ms);
		}
	}
}

static bool
ended(void *self)
{
	struct memory_endpoint *h = self;

	return xm_event(&h->xm) >= XM_DONE;
}

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct memory_endpoint *h = self;
	size_t used = 0;

	if (h->cancels && (int32_t)(now_ms - h->cancel_ms) >= 0) {
		h->cancels = false;
		xm_cancel(&h->xm, now_ms);
	}
	if (len == 0)
		xm_input(&h->xm, now_ms, NULL, 0);
	answer(h, now_ms);
	while (used < len && !ended(h)) {
		const uint8_t *text;
		size_t n, text_len;

		n = xm_input(&h->xm, now_ms, bytes + used, len - used);
		if (!h->sends && h->witness != NULL)
			error_cause_input(h->witness, bytes + used, n);
		used += n;
		text_len = xm_text(&h->xm, &text);
		if (text_len > sizeof h->text - 1 - h->text_len)
			text_len = sizeof h->text - 1 - h->text_len;
		memcpy(h->text + h->text_len, text, text_len);
		h->text_len += text_len;
		answer(h, now_ms);
	}
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct memory_endpoint *h = self;
	const uint8_t *out;
	size_t len = xm_output(&h->xm, &out);

	if (len > size)
		len = size;
	if (h->sends && h->witness != NULL)
		error_cause_output(h->witness, &h->xm, len);
	if (len > 0)
		memcpy(space, out, len);
	xm_sent(&h->xm, now_ms, len);
	answer(h, now_ms);
	return len;
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	struct memory_endpoint *h = self;
	uint32_t wait = xm_wait_ms(&h->xm, now_ms);

	if (h->cancels && h->cancel_ms - now_ms < wait)
		wait = h->cancel_ms - now_ms;
	return wait;
}

struct party
endpoint_party(struct memory_endpoint *h)
{
	return (struct party){ h, input, output, wait_ms, ended };
}
