#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/memory_endpoint.h"
#include "xm/internal.h"

/*
 * One fault at each byte of both directions in turn. If blocks have CRCs, no
 * end may report success for a wrong file. Both engines must stop in time. A
 * single fault must not make the transfer fail, unless the fault hits the last
 * ACK, which cannot be repeated.
 */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

enum { LIMIT_MS = 600000, PIECE_LEN = 64 };

static const struct fault faults[] = {
	{ FAULT_DROP, 0, 0 },
	{ FAULT_FLIP, 0, 0x01 },
	{ FAULT_FLIP, 0, 0x10 },
	{ FAULT_FLIP, 0, 0x80 },
	{ FAULT_DOUBLE, 0, 0 },
	{ FAULT_INSERT, 0, 0x00 },
	{ FAULT_INSERT, 0, SOH },
	{ FAULT_INSERT, 0, EOT },
	{ FAULT_INSERT, 0, ACK },
	{ FAULT_INSERT, 0, NAK },
	{ FAULT_INSERT, 0, CAN },
	{ FAULT_INSERT, 0, 'C' },
	{ FAULT_BURST, 0, 3 },
	{ FAULT_BURST, 0, 40 },
};

static const struct session {
	const char *name;
	bool ymodem, streaming;
	uint16_t block_len;
	enum xm_check check;
	size_t len[3];
} sessions[] = {
	{ "xmodem-sum", .block_len = 128, .check = XM_CHECK_SUM,
	    .len = { 600 } },
	{ "xmodem", .block_len = 128, .len = { 600 } },
	{ "xmodem-1k", .block_len = 1024, .len = { 2500 } },
	{ "ymodem", true, .block_len = 128, .len = { 600 } },
	{ "ymodem-1k", true, .block_len = 1024, .len = { 1500 } },
	{ "batch", true, .block_len = 128, .len = { 200, 1, 300 } },
	{ "ymodem-g", true, true, .block_len = 128, .len = { 600 } },
};

struct outcome {
	bool hung, sender_done, receiver_done, same;
	size_t passed[2];
};

static struct outcome
run(const struct session *s, int way, struct fault fault)
{
	struct memory_endpoint sender = { 0 }, receiver = { 0 };
	struct xm_options options = defaults;
	struct outcome o = { 0 };
	struct virtual_line wire;

	options.ymodem = s->ymodem;
	options.streaming = s->streaming;
	options.block_len = s->block_len;
	options.check = s->check;
	for (int i = 0; i < 3 && s->len[i] > 0; i++)
		endpoint_add(&sender, "file", s->len[i], (unsigned)i);
	endpoint_begin_sender(&sender, 0, &options);
	endpoint_begin_receiver(&receiver, 0, &options);
	virtual_line_init(
	    &wire, endpoint_party(&sender), endpoint_party(&receiver));
	wire.way[0].piece_len = wire.way[1].piece_len = PIECE_LEN;
	virtual_line_fault(&wire, way, fault);
	o.hung = !virtual_line_run(&wire, LIMIT_MS);
	o.sender_done = xm_event(&sender.xm) == XM_DONE;
	o.receiver_done = xm_event(&receiver.xm) == XM_DONE;
	o.same = true;
	for (int i = 0; i < sender.files; i++)
		o.same = o.same && endpoint_same(&sender, &receiver, i);
	o.passed[0] = wire.way[0].passed;
	o.passed[1] = wire.way[1].passed;
	endpoint_free(&sender);
	endpoint_free(&receiver);
	virtual_line_free(&wire);
	return o;
}

/*
 * Returns true if this case is to run. The environment variable XM_SWEEP_REPLAY
 * selects a single case: its value is the text that a failure prints.
 */
static bool
wanted(const char *replay)
{
	const char *only = getenv("XM_SWEEP_REPLAY");

	return only == NULL || strcmp(only, replay) == 0;
}

static bool
survivable(const struct session *s, int way, size_t at, struct fault fault,
    const struct outcome *clean)
{
	size_t reach = fault.kind == FAULT_BURST ? fault.value : 1;

	/* YMODEM-g has no retransmission. */
	if (s->streaming)
		return false;
	/*
	 * In XMODEM, the last answer is the ACK of the EOT. The sender does not
	 * reply to this ACK, so its loss or damage cannot be repaired.
	 */
	return way == 0 || s->ymodem || at + reach < clean->passed[1];
}

/* Returns a description of the error, or NULL. */
static const char *
fault_found(const struct session *s, const struct outcome *o, bool must_survive)
{
	if (o->hung)
		return "hung";
	if (s->check != XM_CHECK_SUM && !o->same &&
	    (o->receiver_done || o->sender_done))
		return "wrong file called right";
	if (must_survive && !(o->sender_done && o->receiver_done))
		return "failed";
	return NULL;
}

static unsigned
sweep(const struct session *s)
{
	struct outcome clean = run(s, 0, (struct fault){ FAULT_NONE, 0, 0 });
	unsigned cases = 0;

	cr_assert(clean.sender_done && clean.receiver_done && clean.same, "%s",
	    s->name);
	for (size_t f = 0; f < sizeof faults / sizeof *faults; f++) {
		for (int way = 0; way < 2; way++) {
			for (size_t at = 0; at < clean.passed[way]; at++) {
				struct fault fault = faults[f];
				char id[64];
				const char *wrong;
				struct outcome o;

				fault.at = at;
				snprintf(id, sizeof id, "%s:%zu:%d:%zu",
				    s->name, f, way, at);
				if (!wanted(id))
					continue;
				o = run(s, way, fault);
				cases++;
				wrong = fault_found(s, &o,
				    survivable(s, way, at, fault, &clean));
				if (wrong != NULL)
					cr_expect_fail("%s; XM_SWEEP_REPLAY=%s",
					    wrong, id);
			}
		}
	}
	return cases;
}

#define SWEEP(n, title)                                                        \
	Test(sweep, title)                                                     \
	{                                                                      \
		fprintf(stderr, "%s: %u cases\n", sessions[n].name,            \
		    sweep(&sessions[n]));                                      \
	}

SWEEP(0, xmodem_with_sums_survives_one_fault_anywhere)
SWEEP(1, xmodem_survives_one_fault_anywhere)
SWEEP(2, xmodem_1k_survives_one_fault_anywhere)
SWEEP(3, ymodem_survives_one_fault_anywhere)
SWEEP(4, ymodem_with_1k_survives_one_fault_anywhere)
SWEEP(5, a_batch_survives_one_fault_anywhere)
SWEEP(6, ymodem_g_calls_no_wrong_file_right)
