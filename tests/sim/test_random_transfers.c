#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/judge.h"
#include "sim/random_transfer.h"
#include "xm/internal.h"

/*
 * Two engines on a line with faults. No engine may make a wrong claim if the
 * line damages at most one message. After two faults, a wrong claim is excused
 * only if the faults produce an ACK or a matching CRC, or damage more than two
 * messages.
 */

enum {
	RANDOM_TRANSFERS = 60000, /* scripts/soak runs other
				     seeds, without end */
	BEGIN_SEED = 1,
	PIECE_LEN = 64,       /* bytes that a USB adapter delivers at once */
	FAULT_COST_MS = 20000 /* longest delay per fault. One fault may cost
				 15 s, until the sender repeats an EOT. Two
				 faults may cost 36 s: after a repeated EOT,
				 the receiver waits for the next block 0 */
};

static const struct session {
	const char *name;
	bool ymodem, streaming;
	uint16_t block_len;
	size_t len[2];
} sessions[] = {
	{ "xmodem", false, false, 128, { 200, 0 } },
	{ "xmodem-1k", false, false, 1024, { 1030, 0 } },
	{ "ymodem", true, false, 128, { 130, 0 } },
	{ "batch", true, false, 128, { 128, 1 } },
	{ "ymodem-g", true, true, 128, { 200, 0 } },
};

#define FOR_EACH_SESSION(s)                                                    \
	for (const struct session *s = sessions;                               \
	     s < sessions + sizeof sessions / sizeof *sessions; s++)

static void
prepare(struct simulation *s, const struct session *session)
{
	simulate_plain(s);
	s->sender_options.ymodem = session->ymodem;
	s->sender_options.block_len = session->block_len;
	s->receiver_options.streaming = session->streaming;
	s->receiver_options.check = XM_CHECK_CRC;
	s->wire.way[0].piece_len = s->wire.way[1].piece_len = PIECE_LEN;
	for (int i = 0; i < 2 && session->len[i] > 0; i++)
		endpoint_add(
		    &s->sender, i == 0 ? "one" : "two", session->len[i], 1);
}

/* Pairs of faults. */

enum { PLACES_MAX = 128, SAID_MAX = 64 };

struct destination {
	int way;
	size_t at;
};

/* Positions for faults, found in a clean transfer. */
struct outline {
	uint64_t end_ms;
	struct destination place[PLACES_MAX];
	size_t places;
};

static void
add_place(struct outline *o, int way, size_t at)
{
	for (size_t i = 0; i < o->places; i++) {
		if (o->place[i].way == way && o->place[i].at == at)
			return;
	}
	cr_assert(o->places < PLACES_MAX);
	o->place[o->places++] = (struct destination){ way, at };
}

/*
 * Finds the positions for faults: the first bytes of each block, one byte of
 * its data, and its last bytes.
 */
static void
outline(struct outline *o, const struct session *session)
{
	static const size_t in_block[] = { 0, 1, 2, 3, 60 };
	static uint8_t log[8192];
	struct simulation s;

	memset(o, 0, sizeof *o);
	prepare(&s, session);
	s.wire.way[0].log = log;
	s.wire.way[0].log_size = sizeof log;
	cr_assert(simulate_run(&s, NULL) == NULL && judge_ended_well(&s));
	o->end_ms = s.wire.now_us / 1000;
	for (size_t at = 0; at < s.wire.way[0].passed;) {
		size_t len = log[at] == STX ? 1029 : log[at] == SOH ? 133 : 1;

		for (size_t i = 0; i < 5 && in_block[i] < len; i++)
			add_place(o, 0, at + in_block[i]);
		add_place(o, 0, at + len - 1);
		at += len;
	}
	for (size_t at = 0; at < s.wire.way[1].passed; at++)
		add_place(o, 1, at);
	simulate_free(&s);
}

static const struct fault faults[] = {
	{ FAULT_DROP, 0, 0 },
	{ FAULT_FLIP, 0, 0x13 }, /* changes NAK to ACK */
	{ FAULT_FLIP, 0, 0x04 }, /* changes C to G */
	{ FAULT_DOUBLE, 0, 0 },
	{ FAULT_INSERT, 0, EOT },
	{ FAULT_INSERT, 0, CAN },
	{ FAULT_INSERT, 0, 'C' },
	{ FAULT_BURST, 0, 3 },
	{ FAULT_CUT, 0, 140 },
	{ FAULT_PAUSE, 0, 1100 },
};

enum { FAULTS = sizeof faults / sizeof *faults };

/*
 * Returns true if this case is to run. The environment variable XM_PAIR_REPLAY
 * selects a single case: its value is the text that a failure prints.
 */
static bool
wanted(const char *id)
{
	const char *only = getenv("XM_PAIR_REPLAY");

	return only == NULL || strcmp(only, id) == 0;
}

/* Returns true if the wrong claim is an error of an engine. */
static bool
is_error(const struct simulation *s, const char *claim)
{
	if (judge_blames_engine(s, claim))
		return true;
	return claim != NULL && judge_faults(s) <= 2 &&
	       judge_classify(s) > JUDGE_BEYOND;
}

/* Returns true if the files were transferred. */
static bool
run_pair(const struct session *session, const struct outline *o, size_t first,
    size_t second)
{
	FILE *trace = getenv("XM_PAIR_REPLAY") != NULL ? stderr : NULL;
	const size_t of[] = { first, second };
	struct simulation s;
	const char *wrong;
	char id[64];
	bool well;

	snprintf(id, sizeof id, "%s:%zu:%zu", session->name, first, second);
	if (!wanted(id))
		return false;
	prepare(&s, session);
	for (int i = 0; i < 2; i++) {
		const struct destination *place = &o->place[of[i] / FAULTS];
		struct fault fault = faults[of[i] % FAULTS];

		fault.at = place->at;
		simulate_fault(&s, place->way, fault);
	}
	wrong = simulate_run(&s, trace);
	well = judge_ended_well(&s);
	if (well && s.wire.now_us / 1000 > o->end_ms + 2 * FAULT_COST_MS)
		cr_expect_fail("late; XM_PAIR_REPLAY=%s", id);
	if (is_error(&s, wrong))
		cr_expect_fail("%s; XM_PAIR_REPLAY=%s", wrong, id);
	simulate_free(&s);
	return well;
}

Test(random_transfers, two_faults_anywhere_lead_to_no_wrong_result)
{
	FOR_EACH_SESSION(session)
	{
		struct outline o;
		unsigned cases = 0, well = 0;

		outline(&o, session);
		for (size_t a = 0; a < o.places * FAULTS; a++) {
			for (size_t b = a; b < o.places * FAULTS; b++) {
				well += run_pair(session, &o, a, b);
				cases++;
			}
		}
		fprintf(stderr, "%s: %u pairs of faults, %u ended well\n",
		    session->name, cases, well);
		/* In YMODEM-g, a fault ends the transfer. */
		cr_expect(getenv("XM_PAIR_REPLAY") != NULL ||
			  session->streaming || well > cases * 8 / 10);
	}
}

/*
 * In YMODEM-g, the receiver sends G to request block 0, and also to acknowledge
 * block 0. So a sender could take a request as an acknowledgement.
 */
Test(random_transfers,
    one_fault_in_YMODEM_g_with_an_empty_file_leads_to_no_wrong_result)
{
	static const struct session stream = { "empty", true, true, 128,
		{ 130, 0 } };

	for (size_t at = 0; at < 700; at++) {
		for (size_t kind = 0; kind < FAULTS; kind++) {
			struct simulation s;
			struct fault fault = faults[kind];
			const char *wrong;

			fault.at = at;
			prepare(&s, &stream);
			endpoint_add(&s.sender, "two", 0, 1);
			simulate_fault(&s, 0, fault);
			wrong = simulate_run(&s, NULL);
			cr_expect(!is_error(&s, wrong), "fault %zu at %zu: %s",
			    kind, at, wrong);
			simulate_free(&s);
		}
	}
}

/* Random transfers. */

Test(random_transfers, a_random_fault_leads_to_no_wrong_result)
{
	unsigned well = 0, collisions = 0;

	for (uint64_t seed = BEGIN_SEED; seed < BEGIN_SEED + RANDOM_TRANSFERS;
	     seed++) {
		struct simulation s;
		const char *wrong;

		simulate_random(&s, seed);
		wrong = simulate_run(&s, NULL);
		if (judge_blames_engine(&s, wrong))
			cr_expect_fail(
			    "%s; replay: scripts/soak 1 %" PRIu64, wrong, seed);
		well += judge_ended_well(&s);
		collisions += s.witness.collisions > 0;
		simulate_free(&s);
	}
	fprintf(stderr,
	    "%d random transfers, %u ended well, %u with a CRC that collided\n",
	    RANDOM_TRANSFERS, well, collisions);
	cr_expect(well > RANDOM_TRANSFERS / 3);
}

Test(random_transfers, a_clock_that_wraps_changes_nothing)
{
	for (uint64_t seed = 1; seed < 2000; seed++) {
		struct simulation a, b;

		simulate_random(&a, seed);
		simulate_random(&b, seed);
		a.sender.cancels = a.receiver.cancels = false;
		b.sender.cancels = b.receiver.cancels = false;
		a.wire.begin_ms = 1000;
		b.wire.begin_ms = 0 - (uint32_t)seed * 10;
		simulate_run(&a, NULL);
		simulate_run(&b, NULL);
		cr_expect(
		    a.wire.now_us == b.wire.now_us, "seed %" PRIu64, seed);
		cr_expect(xm_error(&a.sender.xm) == xm_error(&b.sender.xm));
		cr_expect(xm_error(&a.receiver.xm) == xm_error(&b.receiver.xm));
		simulate_free(&a);
		simulate_free(&b);
	}
}

/* Time. */

Test(random_transfers, a_split_at_any_byte_changes_nothing)
{
	FOR_EACH_SESSION(session)
	{
		struct outline o;

		outline(&o, session);
		for (size_t at = 0; at < o.place[o.places - 1].at + 2100;
		     at++) {
			struct simulation s;

			prepare(&s, session);
			simulate_fault(
			    &s, 0, (struct fault){ FAULT_PAUSE, at, 10 });
			cr_expect(simulate_run(&s, NULL) == NULL);
			cr_expect(judge_ended_well(&s), "%s, byte %zu",
			    session->name, at);
			cr_expect(xm_counts(&s.sender.xm).retries == 0,
			    "%s, byte %zu", session->name, at);
			simulate_free(&s);
		}
	}
}

Test(random_transfers, works_with_long_delays_and_jitter)
{
	FOR_EACH_SESSION(session)
	{
		for (uint32_t ms = 0; ms <= 700; ms += 5) {
			struct simulation s;

			prepare(&s, session);
			s.wire.random = ms + 1;
			for (int i = 0; i < 2; i++) {
				s.wire.way[i].latency_us = ms * 1000;
				s.wire.way[i].jitter_us = ms * 200;
			}
			cr_expect(simulate_run(&s, NULL) == NULL);
			cr_expect(judge_ended_well(&s), "%s, %u ms: %d %d",
			    session->name, ms, xm_error(&s.sender.xm),
			    xm_error(&s.receiver.xm));
			simulate_free(&s);
		}
	}
}

Test(random_transfers, both_ends_end_with_any_delay)
{
	FOR_EACH_SESSION(session)
	{
		for (uint32_t ms = 0; ms <= 20000; ms += 100) {
			struct simulation s;
			const char *wrong;

			prepare(&s, session);
			s.wire.way[0].latency_us = ms * 1000;
			s.wire.way[1].latency_us = ms * 1000;
			wrong = simulate_run(&s, NULL);
			cr_expect(!judge_blames_engine(&s, wrong),
			    "%s, %u ms: %s", session->name, ms, wrong);
			cr_expect(wrong == NULL || ms > 4600, "%s, %u ms: %s",
			    session->name, ms, wrong);
			simulate_free(&s);
		}
	}
}
