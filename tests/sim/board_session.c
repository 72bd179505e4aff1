#include "sim/board_session.h"

#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

enum { LIMIT_MS = 600000, STEP_MS = 1000, LOG_SIZE = 1 << 20, LATE_MS = 6000 };

const char *const trouble_names[TROUBLES] = { "clean", "wrap", "lost ACK",
	"garbled ACK", "garbled block", "lost byte", "lost SOH", "slow ACK",
	"late start", "chatter", "second file", "empty file", "cancel" };

unsigned
trouble_survival(enum trouble trouble)
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

bool
trouble_applies(const struct device_model *m, enum trouble trouble)
{
	bool stream = m->protocol == DEVICE_YMODEM_G;

	switch (trouble) {
	case SECOND_FILE:
		return m->protocol != DEVICE_XMODEM;
	case EMPTY_FILE:
		return (m->needs & DEVICE_NEEDS_CONTENT) == 0;
	case LATE:
		/*
		 * The fault LATE is that the sender reads old requests, and
		 * this device sends no request.
		 */
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

/* Returns the options that a user would give for this device. */
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
file_len(const struct board_session *s)
{
	if (s->trouble == EMPTY_FILE)
		return 0;
	if (s->trouble != WRAP)
		return 3000;
	return s->model.blocks == DEVICE_1K ? 258 * 1024 : 258 * 128;
}

static void
set_trouble(struct board_session *s)
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

/*
 * The sender as one end of the line, with the fault LATE: the sender does
 * nothing before LATE_MS, and then reads all earlier requests at once.
 */

static void
late_input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct board_session *s = self;
	struct party p = endpoint_party(&s->sender);

	if (now_ms < LATE_MS) {
		cr_assert(s->heap_len + len <= sizeof s->heap);
		if (len > 0)
			memcpy(s->heap + s->heap_len, bytes, len);
		s->heap_len += len;
		return;
	}
	if (s->heap_len > 0)
		p.input(p.self, now_ms, s->heap, s->heap_len);
	s->heap_len = 0;
	p.input(p.self, now_ms, bytes, len);
}

static size_t
late_output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct board_session *s = self;
	struct party p = endpoint_party(&s->sender);

	return now_ms < LATE_MS ? 0 : p.output(p.self, now_ms, space, size);
}

static uint32_t
late_wait_ms(void *self, uint32_t now_ms)
{
	struct board_session *s = self;
	struct party p = endpoint_party(&s->sender);

	return now_ms < LATE_MS ? LATE_MS - now_ms : p.wait_ms(p.self, now_ms);
}

static bool
late_ended(void *self)
{
	struct board_session *s = self;
	struct party p = endpoint_party(&s->sender);

	return p.ended(p.self);
}

static void
begin(struct board_session *s, const struct device_model *row,
    enum trouble trouble)
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
	s->party = endpoint_party(&s->sender);
	if (trouble == LATE)
		s->party = (struct party){ s, late_input, late_output,
			late_wait_ms, late_ended };
	virtual_line_init(&s->wire, s->party, device_party(&s->device));
	s->wire.byte_us = device_byte_us(&s->model);
}

void
board_end(struct board_session *s)
{
	endpoint_free(&s->sender);
	device_free(&s->device);
	virtual_line_free(&s->wire);
}

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

/* Returns the number of ACKs that precede the ACK of the second data block. */
static int
acks_before(const struct device_model *m)
{
	return m->protocol == DEVICE_XMODEM ? 1 : 2;
}

/*
 * Damages or removes one byte of the session. The position of the byte is found
 * by running the same session without a fault.
 */
static void
aim(struct board_session *s)
{
	static uint8_t said[LOG_SIZE], answered[LOG_SIZE];
	static struct board_session clean;
	size_t block, ack;

	begin(&clean, s->row, CLEAN);
	clean.wire.way[0].log = said;
	clean.wire.way[1].log = answered;
	clean.wire.way[0].log_size = clean.wire.way[1].log_size = LOG_SIZE;
	virtual_line_run(&clean.wire, LIMIT_MS);
	block = find_block(said, clean.wire.way[0].passed);
	ack = find_in_log(
	    answered, clean.wire.way[1].passed, ACK, acks_before(s->row) + 1);
	board_end(&clean);
	if (s->trouble == LOST_ACK)
		virtual_line_fault(
		    &s->wire, 1, (struct fault){ FAULT_DROP, ack, 0 });
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
		virtual_line_fault(
		    &s->wire, 0, (struct fault){ FAULT_DROP, block, 0 });
}

void
board_begin(struct board_session *s, const struct device_model *row,
    enum trouble trouble)
{
	begin(s, row, trouble);
	if (trouble_survival(trouble) != 0)
		aim(s);
}

void
board_run_until_data(struct board_session *s)
{
	for (uint64_t ms = 0; xm_counts(&s->sender.xm).blocks < 2; ms += 10)
		virtual_line_run(&s->wire, ms);
}

bool
board_run(struct board_session *s)
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
