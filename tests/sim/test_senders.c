#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "devices/senders/sender.h"
#include "harness/memory_endpoint.h"
#include "harness/random.h"
#include "xm/internal.h"

/*
 * The receiver with every sender that is emulated in devices/: files of several
 * lengths, and transfers with one fault that happens in practice. If the sender
 * can recover from the fault, the file must be transferred; otherwise the
 * receiver must fail with a message. The receiver must never report success for
 * a wrong file.
 */

enum { LIMIT_MS = 600000, LOG_SIZE = 1 << 17, LEN_MAX = 40000 };

enum trouble {
	CLEAN,
	STREAM, /* YMODEM-g, for senders that support it */
	DAMAGE, /* a byte of the second data block is changed */
	LOST_BYTE,
	LOST_ACK,
	LOST_REQUEST,
	LOST_GO,
	TROUBLES
};

static const char *const trouble_names[] = { "clean", "G", "damaged block",
	"lost byte", "lost ACK", "lost request", "lost C after block 0" };

static const size_t lengths[] = { 0, 1, 2048, 3000, LEN_MAX };

enum { FAULT_LEN = 3000 };

struct session {
	const struct sender_model *model;
	enum trouble trouble;
	struct sender sender;
	struct memory_endpoint receiver;
	struct virtual_line wire; /* way[0] begins at the sender */
};

static const uint8_t *
content(void)
{
	static uint8_t data[LEN_MAX];

	random_bytes(1, data, sizeof data);
	return data;
}

static void
begin(struct session *s, const struct sender_model *m, enum trouble trouble,
    size_t len)
{
	struct xm_options options = XM_OPTIONS_DEFAULT;

	memset(s, 0, sizeof *s);
	s->model = m;
	s->trouble = trouble;
	options.streaming = trouble == STREAM;
	sender_init(&s->sender, m, 0, content(), len);
	endpoint_begin_receiver(&s->receiver, 0, &options);
	virtual_line_init(
	    &s->wire, sender_party(&s->sender), endpoint_party(&s->receiver));
}

static void
end(struct session *s)
{
	endpoint_free(&s->receiver);
	virtual_line_free(&s->wire);
}

/* The position of the fault, found in a transfer without a fault. */

static size_t
find_block(const uint8_t *log, size_t len, uint8_t number)
{
	for (size_t i = 0; i + 2 < len; i++) {
		if ((log[i] == SOH || log[i] == STX) && log[i + 1] == number &&
		    (log[i + 1] ^ log[i + 2]) == 0xff)
			return i;
	}
	cr_assert_fail("no block %u", number);
	return 0;
}

static size_t
find_ack(const uint8_t *log, size_t len, int times)
{
	for (size_t i = 0; i < len; i++) {
		if (log[i] == ACK && --times == 0)
			return i;
	}
	cr_assert_fail("too few ACKs");
	return 0;
}

static void
aim(struct session *s)
{
	static uint8_t said[LOG_SIZE], answered[LOG_SIZE];
	static struct session clean;
	struct virtual_line *w = &s->wire;
	size_t block, said_len, answered_len;
	/* ACKs that precede the first data block */
	int acks = s->model->header_len != 0 ? 1 : 0;

	begin(&clean, s->model, CLEAN, FAULT_LEN);
	clean.wire.way[0].log = said;
	clean.wire.way[1].log = answered;
	clean.wire.way[0].log_size = clean.wire.way[1].log_size = LOG_SIZE;
	virtual_line_run(&clean.wire, LIMIT_MS);
	said_len = clean.wire.way[0].passed;
	answered_len = clean.wire.way[1].passed;
	end(&clean);

	block = find_block(said, said_len, 2);
	if (s->trouble == DAMAGE)
		virtual_line_fault(
		    w, 0, (struct fault){ FAULT_FLIP, block + 50, 0x10 });
	if (s->trouble == LOST_BYTE)
		virtual_line_fault(
		    w, 0, (struct fault){ FAULT_DROP, block + 50, 0 });
	if (s->trouble == LOST_ACK)
		virtual_line_fault(w, 1,
		    (struct fault){ FAULT_DROP,
			find_ack(answered, answered_len, acks + 2), 0 });
	if (s->trouble == LOST_REQUEST)
		virtual_line_fault(w, 1, (struct fault){ FAULT_DROP, 0, 0 });
	if (s->trouble == LOST_GO)
		virtual_line_fault(w, 1,
		    (struct fault){ FAULT_DROP,
			find_ack(answered, answered_len, 1) + 1, 0 });
}

static bool
survives(const struct session *s)
{
	switch (s->trouble) {
	case CLEAN:
	case STREAM:
	case TROUBLES:
		return true;
	case DAMAGE:
		return (s->model->survives & SENDER_DAMAGE) != 0;
	case LOST_BYTE:
		return (s->model->survives & SENDER_LOST_BYTE) != 0;
	case LOST_ACK:
		return (s->model->survives & SENDER_LOST_ACK) != 0;
	case LOST_REQUEST:
		return (s->model->survives & SENDER_LOST_REQUEST) != 0;
	case LOST_GO:
		return (s->model->survives & SENDER_LOST_GO) != 0;
	}
	return false;
}

/* Returns true if the fault is possible with this sender. */
static bool
applies(const struct sender_model *m, enum trouble trouble)
{
	bool ymodem = m->header_len != 0;

	if (trouble == STREAM)
		return ymodem && strchr(m->starts, REQUEST_G) != NULL;
	return trouble != LOST_GO || ymodem;
}

static bool
length_applies(const struct sender_model *m, size_t len)
{
	if (len == 0 && m->never_empty)
		return false;
	/* Skip files whose announced size would be 0, which means unknown. */
	return m->size_error >= 0 || len > (size_t)-m->size_error;
}

/* Returns true if the accepted file is the file that was sent. */
static bool
holds_file(const struct session *s)
{
	const struct endpoint_file *f = s->receiver.file;

	return s->receiver.files == 1 && f->whole &&
	       strcmp(f->name, sender_name(&s->sender)) == 0 &&
	       sender_agrees(&s->sender, f->data, f->len);
}

static void
check_whole(const struct session *s, const char *id)
{
	const struct xm *x = &s->receiver.xm;
	unsigned surplus = sender_surplus_replies(&s->sender);

	cr_expect(xm_event(x) == XM_DONE, "%s: error %d", id, xm_error(x));
	cr_expect(holds_file(s), "%s: %zu bytes \"%s\", not %zu \"%s\"", id,
	    s->receiver.file->len, s->receiver.file->name,
	    sender_expected_len(&s->sender), sender_name(&s->sender));
	cr_expect(sender_believes(&s->sender) == SENDER_SUCCEEDED,
	    "%s: the sender believes %d", id, sender_believes(&s->sender));
	if (s->model->header_len != 0 && s->model->fields == SENDER_ALL_FIELDS)
		cr_expect(s->receiver.file->about.mtime == 1000000000 &&
			      s->receiver.file->about.mode == 0100644,
		    "%s: wrong time or mode", id);
	if (s->trouble == CLEAN || s->trouble == DAMAGE)
		cr_expect(surplus == 0, "%s: %u surplus replies", id, surplus);
}

static void
check_honest(const struct session *s, const char *id)
{
	const struct xm *x = &s->receiver.xm;

	if (xm_event(x) == XM_DONE)
		cr_expect(holds_file(s), "%s: wrong file called right", id);
	else
		cr_expect(xm_error(x) != XM_OK, "%s", id);
	if (s->receiver.files > 0 && s->receiver.file->whole)
		cr_expect(holds_file(s), "%s: wrong file called whole", id);
}

static void
check_failed(const struct session *s, const char *id)
{
	const struct xm *x = &s->receiver.xm;

	cr_expect(xm_event(x) == XM_FAILED, "%s: event %d", id, xm_event(x));
	cr_expect(!s->receiver.file->whole, "%s: called whole", id);
}

static void
run(const struct sender_model *m, enum trouble trouble, size_t len)
{
	static struct session s;
	char id[80];
	bool ended;

	snprintf(id, sizeof id, "%s, %s, %zu bytes", m->name,
	    trouble_names[trouble], len);
	begin(&s, m, trouble, len);
	if (trouble > STREAM)
		aim(&s);
	ended = virtual_line_run(&s.wire, LIMIT_MS);
	cr_expect(ended, "%s: hangs", id);
	if (m->outcome == SENDER_FILE_FAILS)
		check_failed(&s, id);
	else if (survives(&s))
		check_whole(&s, id);
	else
		check_honest(&s, id);
	end(&s);
}

Test(senders, send_their_files_or_the_receiver_reports_why_not)
{
	for (int i = 0; sender_models[i] != NULL; i++) {
		const struct sender_model *m = sender_models[i];

		fprintf(stderr, "%-15s", m->name);
		for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++) {
			if (!length_applies(m, lengths[n]))
				continue;
			fprintf(stderr, " %zu", lengths[n]);
			run(m, CLEAN, lengths[n]);
		}
		for (enum trouble t = STREAM; t < TROUBLES; t++) {
			if (!applies(m, t))
				continue;
			fprintf(stderr, ", %s", trouble_names[t]);
			run(m, t, FAULT_LEN);
		}
		fputc('\n', stderr);
	}
}
