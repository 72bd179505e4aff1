#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "devices/receivers/device.h"
#include "harness/memory_endpoint.h"
#include "xm/internal.h"

/*
 * The sender with every boot loader that is emulated in devices/: a clean
 * transfer, and faults that happen in practice. If a device can recover, the
 * file must be transferred; otherwise the sender must fail soon, with a
 * message. The sender must never report success for a wrong file, and must
 * never send a byte of the file to the program that runs after the session.
 */

enum {
	LIMIT_MS = 600000,
	SOON_MS = 65000, /* limit for a failure, from the start */
	STEP_MS = 1000,
	LOG_SIZE = 1 << 20,
	LATE_MS = 6000
};

enum trouble {
	CLEAN,
	WRAP, /* the block number wraps */
	LOST_ACK,
	GARBLED_ACK,
	GARBLED_BLOCK,
	LOST_BYTE,
	LOST_START,
	SLOW_ACK, /* an ACK comes after 30 s */
	LATE,     /* many old requests are read at once */
	CHATTER,  /* text before an ACK */
	SECOND_FILE,
	EMPTY_FILE,
	CANCEL,
	TROUBLES
};

static const char *const trouble_names[] = { "clean", "wrap", "lost ACK",
	"garbled ACK", "garbled block", "lost byte", "lost SOH", "slow ACK",
	"late start", "chatter", "second file", "empty file", "cancel" };

struct session {
	const struct device_model *row; /* the model in the table */
	struct device_model model;      /* the model with this fault */
	enum trouble trouble;
	struct memory_endpoint sender;
	uint64_t ended_ms; /* time when the sender ended */
	struct device device;
	struct party patient; /* party of the sender */
	struct virtual_line wire;
	uint8_t pad;
	uint8_t heap[4096]; /* bytes for a sender that starts late */
	size_t heap_len;
};

/* Sets the options that a user would give. */
static struct xm_options
options_for(const struct device_model *m)
{
	struct xm_options o = XM_OPTIONS_DEFAULT;

	o.ymodem = m->protocol != DEVICE_XMODEM;
	o.block_len = o.ymodem ? 1024 : 128;
	if (m->blocks == DEVICE_128)
		o.block_len = 128;
	if (m->blocks == DEVICE_1K)
		o.block_len = 1024;
	if (m->needs & DEVICE_NEEDS_START_NOW)
		o.start_now = true;
	if (m->needs & DEVICE_NEEDS_PAD_00)
		o.pad = 0x00;
	if (m->needs & DEVICE_WANTS_PAD_FF)
		o.pad = 0xff;
	o.bytes_per_s = 1000000 / device_byte_us(m);
	return o;
}

static size_t
file_len(const struct session *s)
{
	if (s->trouble == EMPTY_FILE)
		return 0;
	if (s->trouble != WRAP)
		return 3000;
	return s->model.blocks == DEVICE_1K ? 258 * 1024 : 258 * 128;
}

static void
set_trouble(struct session *s)
{
	static const char chatter[] = "Checking... CRC GOOD, Continue\r\n";

	if (s->trouble == SLOW_ACK)
		s->model.erase_ms = 30000;
	if (s->trouble == CHATTER) {
		s->model.chat.line =
		    (struct bytes){ chatter, sizeof chatter - 1 };
		s->model.chat.lines = 2;
		s->model.chat.every_ms = 100;
		s->model.chat.always = true;
	}
}

/* The party of a sender that starts after many requests of the board. */

static void
late_hear(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct session *s = self;
	struct party p = endpoint_party(&s->sender);

	if (now_ms < LATE_MS) {
		cr_assert(s->heap_len + len <= sizeof s->heap);
		if (len > 0)
			memcpy(s->heap + s->heap_len, bytes, len);
		s->heap_len += len;
		return;
	}
	if (s->heap_len > 0)
		p.hear(p.self, now_ms, s->heap, s->heap_len);
	s->heap_len = 0;
	p.hear(p.self, now_ms, bytes, len);
}

static size_t
late_speak(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct session *s = self;
	struct party p = endpoint_party(&s->sender);

	return now_ms < LATE_MS ? 0 : p.speak(p.self, now_ms, space, size);
}

static uint32_t
late_wait_ms(void *self, uint32_t now_ms)
{
	struct session *s = self;
	struct party p = endpoint_party(&s->sender);

	return now_ms < LATE_MS ? LATE_MS - now_ms : p.wait_ms(p.self, now_ms);
}

static bool
late_ended(void *self)
{
	struct session *s = self;
	struct party p = endpoint_party(&s->sender);

	return p.ended(p.self);
}

static void
begin(struct session *s, const struct device_model *row, enum trouble trouble)
{
	struct xm_options o;

	memset(s, 0, sizeof *s);
	s->row = row;
	s->model = *row;
	s->trouble = trouble;
	set_trouble(s);
	o = options_for(&s->model);
	if (trouble == WRAP && s->model.blocks == DEVICE_BOTH)
		o.block_len = 128;
	s->pad = o.pad;
	endpoint_add(&s->sender, "file", file_len(s), 1);
	if (trouble == SECOND_FILE)
		endpoint_add(&s->sender, "second", 2000, 2);
	endpoint_begin_sender(&s->sender, 0, &o);
	device_init(&s->device, &s->model, 0);
	s->patient = endpoint_party(&s->sender);
	if (trouble == LATE)
		s->patient = (struct party){ s, late_hear, late_speak,
			late_wait_ms, late_ended };
	virtual_line_init(&s->wire, s->patient, device_party(&s->device));
	s->wire.byte_us = device_byte_us(&s->model);
}

static void
end(struct session *s)
{
	endpoint_free(&s->sender);
	device_free(&s->device);
	virtual_line_free(&s->wire);
}

/* Returns the byte to damage, found in a clean transfer. */

static size_t
find_in_log(const uint8_t *log, size_t len, uint8_t byte, int times)
{
	for (size_t i = 0; i < len; i++) {
		if (log[i] == byte && --times == 0)
			return i;
	}
	return SIZE_MAX;
}

/* Returns the offset of the second data block in the bytes of the sender. */
static size_t
find_block(const uint8_t *log, size_t len)
{
	for (size_t i = 0; i + 2 < len; i++) {
		if ((log[i] == SOH || log[i] == STX) && log[i + 1] == 2 &&
		    log[i + 2] == 0xfd)
			return i;
	}
	return SIZE_MAX;
}

/* Returns the number of ACKs before that of the second data block. */
static int
acks_before(const struct device_model *m)
{
	return m->protocol == DEVICE_XMODEM ? 1 : 2;
}

static void
aim(struct session *s)
{
	static uint8_t said[LOG_SIZE], answered[LOG_SIZE];
	static struct session clean;
	size_t block, ack;

	begin(&clean, s->row, CLEAN);
	clean.wire.way[0].log = said;
	clean.wire.way[1].log = answered;
	clean.wire.way[0].log_size = clean.wire.way[1].log_size = LOG_SIZE;
	virtual_line_run(&clean.wire, LIMIT_MS);
	block = find_block(said, clean.wire.way[0].passed);
	ack = find_in_log(
	    answered, clean.wire.way[1].passed, ACK, acks_before(s->row) + 1);
	end(&clean);
	if (s->trouble == LOST_ACK)
		virtual_line_fault(&s->wire, 1, (struct fault){ FAULT_DROP, ack, 0 });
	if (s->trouble == GARBLED_ACK)
		virtual_line_fault(
		    &s->wire, 1, (struct fault){ FAULT_FLIP, ack, 0x40 });
	if (s->trouble == GARBLED_BLOCK)
		virtual_line_fault(&s->wire, 0,
		    (struct fault){ FAULT_FLIP, block + 50, 0x10 });
	if (s->trouble == LOST_BYTE)
		virtual_line_fault(
		    &s->wire, 0, (struct fault){ FAULT_DROP, block + 50, 0 });
	if (s->trouble == LOST_START)
		virtual_line_fault(&s->wire, 0, (struct fault){ FAULT_DROP, block, 0 });
}

static unsigned
survival(enum trouble trouble)
{
	switch (trouble) {
	case LOST_ACK:
	case GARBLED_ACK:
		return DEVICE_LOST_ACK;
	case GARBLED_BLOCK:
		return DEVICE_GARBLED;
	case LOST_BYTE:
		return DEVICE_LOST_BYTE;
	case LOST_START:
		return DEVICE_LOST_START;
	default:
		return 0;
	}
}

/* Returns true if the fault is possible with this device. */
static bool
applies(const struct device_model *m, enum trouble trouble)
{
	bool stream = m->protocol == DEVICE_YMODEM_G;

	switch (trouble) {
	case SECOND_FILE:
		return m->protocol != DEVICE_XMODEM;
	case EMPTY_FILE:
		return (m->needs & DEVICE_NEEDS_CONTENT) == 0;
	case LATE:
		/* Without a request, the sender cannot be late. */
		return (m->needs & DEVICE_NEEDS_START_NOW) == 0;
	case LOST_ACK:
	case GARBLED_ACK:
	case SLOW_ACK:
	case CHATTER:
	case CANCEL:
		return !stream;
	default:
		return true;
	}
}

static void
check_stored(const struct session *s, const char *id)
{
	const struct endpoint_file *f = s->sender.file;

	cr_expect(xm_event(&s->sender.xm) == XM_DONE, "%s: error %d", id,
	    xm_error(&s->sender.xm));
	cr_expect(device_verdict(&s->device) == DEVICE_STORED, "%s: verdict %d",
	    id, device_verdict(&s->device));
	for (int i = 0; i < s->sender.files; i++)
		cr_expect(
		    device_has(&s->device, i, f[i].data, f[i].len, s->pad),
		    "%s: wrong content of file %d", id, i);
	if (survival(s->trouble) != DEVICE_LOST_ACK)
		cr_expect(device_duplicates(&s->device) == 0, "%s: %u doubles",
		    id, device_duplicates(&s->device));
}

/*
 * The device cannot recover: either it has the file by chance, or the sender
 * reports a failure. Two kinds of device report a wrong success, which no
 * sender can detect; then the sender must have counted the fault, so that a
 * warning is printed.
 */
static void
check_honest(const struct session *s, const char *id)
{
	const struct endpoint_file *f = s->sender.file;
	const struct reactions *on = s->row->on;
	struct xm_counts counts = xm_counts(&s->sender.xm);

	if (xm_event(&s->sender.xm) != XM_DONE)
		cr_expect(s->ended_ms <= SOON_MS, "%s: fails after %llu ms", id,
		    (unsigned long long)s->ended_ms);
	else if (on->bad.reply == REPLY_SPOIL)
		cr_expect(counts.retries > 0, "%s", id);
	else if (on->duplicate.reply == REPLY_STORE &&
		 survival(s->trouble) == DEVICE_LOST_ACK)
		cr_expect(counts.doubtful > 0, "%s", id);
	else
		cr_expect(device_has(&s->device, 0, f->data, f->len, s->pad),
		    "%s: wrong file called right", id);
}

/* The rest of a block that is already on the line still arrives. */
static size_t
typed_max(const struct session *s)
{
	unsigned needed = survival(s->trouble);

	return (s->row->survives & needed) == needed ? 0 : XM_BLOCK_MAX;
}

static void
check_cancelled(const struct session *s, const char *id)
{
	cr_expect(xm_error(&s->sender.xm) == XM_EABORTED, "%s: error %d", id,
	    xm_error(&s->sender.xm));
	cr_expect(device_verdict(&s->device) != DEVICE_STORED, "%s", id);
	if (s->row->cans > 0)
		cr_expect(device_verdict(&s->device) == DEVICE_ABORTED,
		    "%s: goes on", id);
}

static void
check_one_file(const struct session *s, const char *id)
{
	const struct endpoint_file *f = s->sender.file;

	cr_expect(xm_error(&s->sender.xm) == XM_EONEFILE ||
		      xm_error(&s->sender.xm) == XM_ECANCELLED,
	    "%s: error %d", id, xm_error(&s->sender.xm));
	cr_expect(device_has(&s->device, 0, f->data, f->len, s->pad),
	    "%s: wrong content", id);
}

static void
check_rejected(const struct session *s, const char *id)
{
	cr_expect(xm_error(&s->sender.xm) == XM_EREJECTED, "%s: error %d", id,
	    xm_error(&s->sender.xm));
	cr_expect(strstr(s->sender.text, "aborted") != NULL ||
		      strstr(device_printed(&s->device), "aborted") != NULL,
	    "%s", id);
}

static void
check(const struct session *s, bool ended, const char *id)
{
	const struct device_model *m = s->row;
	unsigned needed = survival(s->trouble);

	cr_expect(ended, "%s: hangs", id);
	cr_expect(device_typed(&s->device) <= typed_max(s),
	    "%s: %zu bytes typed", id, device_typed(&s->device));
	if (s->trouble == CANCEL)
		check_cancelled(s, id);
	else if (s->trouble == SECOND_FILE && m->files_max == 1)
		check_one_file(s, id);
	else if (needed != 0 && (m->survives & needed) == 0)
		check_honest(s, id);
	else if (m->quirks & QUIRK_REJECT)
		check_rejected(s, id);
	else
		check_stored(s, id);
}

static void
run_until_data(struct session *s)
{
	for (uint64_t ms = 0; xm_counts(&s->sender.xm).blocks < 2; ms += 10)
		virtual_line_run(&s->wire, ms);
}

/* Runs the session. Returns false if it takes too long. */
static bool
run_until_ended(struct session *s)
{
	uint64_t ms = s->wire.now_us / 1000;

	while (xm_event(&s->sender.xm) < XM_DONE && ms < LIMIT_MS) {
		ms += STEP_MS;
		virtual_line_run(&s->wire, ms);
	}
	s->ended_ms = ms;
	s->wire.hung = false;
	return virtual_line_run(&s->wire, LIMIT_MS);
}

static void
run(const struct device_model *row, enum trouble trouble)
{
	static struct session s;
	char id[80];
	bool ended;

	snprintf(id, sizeof id, "%s, %s", row->name, trouble_names[trouble]);
	begin(&s, row, trouble);
	if (survival(trouble) != 0)
		aim(&s);
	if (trouble == CANCEL) {
		run_until_data(&s);
		xm_cancel(&s.sender.xm, virtual_line_now_ms(&s.wire));
	}
	ended = run_until_ended(&s);
	check(&s, ended, id);
	end(&s);
}

Test(receivers, get_their_files_or_the_sender_reports_why_not)
{
	for (int i = 0; device_models[i] != NULL; i++) {
		const struct device_model *m = device_models[i];

		fprintf(stderr, "%-16s", m->name);
		for (enum trouble t = 0; t < TROUBLES; t++) {
			if (!applies(m, t))
				continue;
			fprintf(stderr, "%s%s", t == CLEAN ? " " : ", ",
			    trouble_names[t]);
			run(m, t);
		}
		fputc('\n', stderr);
	}
}
