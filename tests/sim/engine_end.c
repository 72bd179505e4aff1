#include <stddef.h>
#include <string.h>

#include "sim/end.h"
#include "sim/hash.h"
#include "xm/xm.h"

/*
 * The engine under test as an end of a simulated session. Only has_only_sums()
 * and the functions that make the key read members of struct xm. All other
 * functions use the engine through the functions of xm.h.
 */

struct engine_end {
	const struct end_session *session;
	uint8_t file; /* sender: number of the next file */
	uint16_t at;  /* sender: bytes of the current file sent */
	bool sends;
	struct end_kept kept;
	struct xm xm;
};

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

static struct xm_options
options_for(const struct end_session *session)
{
	struct xm_options o = defaults;

	o.ymodem = session->ymodem;
	o.block_len = session->block_len;
	o.bytes_per_s = 11520;
	return o;
}

/* The sender's files. */

static void
offer_file(struct engine_end *e, uint32_t now_ms)
{
	const struct end_file *f = &e->session->file[e->file];
	struct xm_file about = { .size = XM_SIZE_UNKNOWN, .name = f->name };

	if (e->file == e->session->files) {
		xm_send_file(&e->xm, now_ms, NULL);
		return;
	}
	if (f->announced)
		about.size = f->len;
	e->file++;
	e->at = 0;
	xm_send_file(&e->xm, now_ms, &about);
}

static void
offer_data(struct engine_end *e, uint32_t now_ms)
{
	const struct end_file *f = &e->session->file[e->file - 1];
	size_t space;
	uint8_t *to = xm_send_space(&e->xm, &space);
	size_t len = f->len - e->at;

	if (len > space)
		len = space;
	memcpy(to, f->data + e->at, len);
	e->at = (uint16_t)(e->at + len);
	xm_send_data(&e->xm, now_ms, len);
}

static void
answer_sender(struct engine_end *e, uint32_t now_ms)
{
	for (;;) {
		if (xm_event(&e->xm) == XM_FILE)
			offer_file(e, now_ms);
		else if (xm_event(&e->xm) == XM_DATA)
			offer_data(e, now_ms);
		else
			return;
	}
}

/* The receiver's files. */

static void
keep_data(struct engine_end *e)
{
	size_t len;
	const uint8_t *data = xm_recv_data(&e->xm, &len);
	struct end_kept *k = &e->kept;
	size_t space = sizeof k->file[0].data - k->file[k->files - 1].len;

	if (len > space)
		len = space; /* verdict_find() rejects a file of this length */
	memcpy(
	    k->file[k->files - 1].data + k->file[k->files - 1].len, data, len);
	k->file[k->files - 1].len = (uint16_t)(k->file[k->files - 1].len + len);
}

static void
begin_file(struct engine_end *e, uint32_t now_ms)
{
	const struct xm_file *f = xm_recv_file(&e->xm);
	struct end_kept *k = &e->kept;

	if (k->files == END_FILES_MAX + 1) {
		xm_cancel(&e->xm, now_ms);
		return;
	}
	strncpy(
	    k->file[k->files].name, f->name, sizeof k->file[k->files].name - 1);
	k->files++;
	xm_recv_ack(&e->xm, now_ms);
}

static void
answer_receiver(struct engine_end *e, uint32_t now_ms)
{
	for (;;) {
		enum xm_event event = xm_event(&e->xm);

		if (event == XM_FILE) {
			begin_file(e, now_ms);
		} else if (event == XM_DATA) {
			keep_data(e);
			xm_recv_ack(&e->xm, now_ms);
		} else if (event == XM_END) {
			e->kept.file[e->kept.files - 1].whole = true;
			xm_recv_ack(&e->xm, now_ms);
		} else {
			return;
		}
	}
}

/* The functions that make an engine one end of a simulated line. */

static void
begin_sender(void *end, uint32_t now_ms, const struct end_session *session)
{
	struct engine_end *e = end;
	struct xm_options o = options_for(session);

	memset(e, 0, sizeof *e);
	e->session = session;
	e->sends = true;
	xm_send_init(&e->xm, now_ms, &o);
	answer_sender(e, now_ms);
}

static void
begin_receiver(void *end, uint32_t now_ms, const struct end_session *session)
{
	struct engine_end *e = end;
	struct xm_options o = options_for(session);

	memset(e, 0, sizeof *e);
	e->session = session;
	xm_recv_init(&e->xm, now_ms, &o);
}

static void
feed(struct engine_end *e, uint32_t now_ms, const uint8_t *bytes, size_t len,
    void (*answer)(struct engine_end *, uint32_t))
{
	do {
		size_t used = xm_input(&e->xm, now_ms, bytes, len);

		answer(e, now_ms);
		bytes += used;
		len -= used;
	} while (len > 0 && xm_event(&e->xm) < XM_DONE);
}

static void
input_sender(void *end, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	feed(end, now_ms, bytes, len, answer_sender);
}

static void
input_receiver(void *end, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	feed(end, now_ms, bytes, len, answer_receiver);
}

static size_t
output(void *end, uint32_t now_ms, uint8_t *space)
{
	struct engine_end *e = end;
	const uint8_t *out;
	size_t len = xm_output(&e->xm, &out);

	if (len == 0)
		return 0;
	memcpy(space, out, len);
	xm_sent(&e->xm, now_ms, len);
	return len;
}

static size_t
output_sender(void *end, uint32_t now_ms, uint8_t *space)
{
	size_t len = output(end, now_ms, space);

	answer_sender(end, now_ms);
	return len;
}

static size_t
output_receiver(void *end, uint32_t now_ms, uint8_t *space)
{
	size_t len = output(end, now_ms, space);

	answer_receiver(end, now_ms);
	return len;
}

static uint32_t
wait_ms(const void *end, uint32_t now_ms)
{
	const struct engine_end *e = end;

	return xm_wait_ms(&e->xm, now_ms);
}

static enum end_result
result(const void *end)
{
	const struct engine_end *e = end;

	if (xm_event(&e->xm) < XM_DONE)
		return END_RUNNING;
	return xm_event(&e->xm) == XM_DONE ? END_DONE : END_FAILED;
}

static const struct end_kept *
kept(const void *end)
{
	const struct engine_end *e = end;

	return &e->kept;
}

static bool
has_only_sums(const void *end)
{
	const struct engine_end *e = end;

	return e->xm.established && !xm_has_crc(&e->xm);
}

/* The key of a state, under which the explorer remembers it. */

enum { PAST_MAX_MS = 20000 };

/*
 * Returns the time relative to now. All times more than PAST_MAX_MS ago give
 * the same result.
 */
static int32_t
relative(uint32_t time_ms, uint32_t now_ms)
{
	int32_t ms = (int32_t)(time_ms - now_ms);

	return ms < -PAST_MAX_MS ? -PAST_MAX_MS : ms;
}

static uint64_t
hash_times(const struct engine_end *e, uint32_t now_ms)
{
	const struct xm *x = &e->xm;
	const struct xm_sender *s = &x->send;
	int32_t times[8] = { relative(x->due_ms, now_ms),
		relative(x->limit_ms, now_ms),
		relative(x->received_ms, now_ms) };

	if (e->sends) {
		times[3] = relative(s->arrived_ms, now_ms);
		times[4] = relative(s->first_ms, now_ms);
		times[5] = relative(s->since_ms, now_ms);
		times[6] = relative(s->length.begun_ms, now_ms);
	} else {
		times[3] = relative(x->recv.answered_ms, now_ms);
	}
	return hash_bytes(times, sizeof times, 1);
}

/*
 * Hashes all members except times and members that do not change the behaviour.
 * The structs are copied with their padding, which is always 0.
 */
static uint64_t
hash_members(const struct engine_end *e)
{
	struct xm x;
	uint64_t h;

	memcpy(&x, &e->xm, sizeof x);
	x.now_ms = x.due_ms = x.limit_ms = x.received_ms = 0;
	x.text_len = 0;
	x.counts = (struct xm_counts){ .blocks = x.counts.blocks == 0 };
	if (e->sends) {
		x.pause_ms = 0;
		x.send.arrived_ms = x.send.first_ms = 0;
		x.send.since_ms = x.send.length.begun_ms = 0;
	} else {
		x.recv.answered_ms = 0;
	}
	h = hash_bytes(&x, offsetof(struct xm, options), 2);
	h ^= hash_bytes(x.block, x.fill, 3);
	return h ^ hash_bytes(x.out, x.out_len, 4);
}

static uint64_t
hash_kept(const struct end_kept *k)
{
	uint64_t h = k->files;

	for (int i = 0; i < k->files; i++) {
		h = hash_bytes(k->file[i].name, sizeof k->file[i].name, h);
		h = hash_bytes(k->file[i].data, k->file[i].len, h);
		h += k->file[i].whole;
	}
	return h;
}

static size_t
key(const void *end, uint32_t now_ms, uint8_t *bytes)
{
	const struct engine_end *e = end;
	uint64_t parts[4];

	parts[0] = hash_times(e, now_ms);
	parts[1] = hash_members(e);
	parts[2] = hash_kept(&e->kept);
	parts[3] = (uint64_t)e->file << 32 | e->at;
	memcpy(bytes, parts, sizeof parts);
	return sizeof parts;
}

const struct end_type end_engine_sender = { "our sender", true, true,
	sizeof(struct engine_end), begin_sender, input_sender, output_sender,
	wait_ms, result, NULL, key, has_only_sums };

const struct end_type end_engine_receiver = { "our receiver", false, true,
	sizeof(struct engine_end), begin_receiver, input_receiver,
	output_receiver, wait_ms, result, kept, key, has_only_sums };
