#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sim/pairs.h"

/*
 * Explores the sessions that are possible for a transfer, in three groups:
 *
 * - with one fault at any place; the sum of both delays is at most 2.4 s;
 * - with one pause of 1 or 3 s at any place, and the same delays;
 * - without a fault or pause; the delay of each direction is at most 2.4 s.
 *
 * No end may report success if a file is missing, keep a wrong file, or run for
 * ever.
 *
 * A fault that turns a byte into ACK is counted separately, because no end can
 * tell such an ACK from a real one. Sessions without CRCs are also counted
 * separately.
 *
 * This test explores one in 20 set-ups of the groups with a fault or a pause.
 * scripts/explore explores all set-ups, and also sessions with more faults.
 */

static const struct row {
	const char *name;
	struct explore_budget budget;
	uint32_t delay_max_ms;
	unsigned every;
} rows[] = {
	{ "no fault", { 0, 0 }, 4800, 1 },
	{ "one fault", { 1, 0 }, 2400, 20 },
	{ "one pause", { 0, 1 }, 2400, 20 },
};

enum { TABLE_BITS = 18, NO_TABLE_BITS = 2 };

/* Prints the path to the first violation of each kind. */
static void
print_violations(const struct explorer *e)
{
	size_t count;
	const struct explore_kind *kinds = explorer_kinds(e, &count);

	for (size_t i = 0; i < count; i++) {
		if (!kinds[i].forged)
			cr_log_error("%s", kinds[i].path);
	}
}

static struct tally
explore_row(const struct row *row, const struct pair *pair, bool print)
{
	struct sessions_filter filter = { .kinds = SESSIONS_ALL,
		.delay_max_ms = row->delay_max_ms,
		.every = row->every,
		.part = 7 % row->every };
	struct explorer *e = explorer_new(TABLE_BITS, false);
	struct tally t = explore_sessions(e, pair, &filter, row->budget);

	printf("explore: %-9s %-14s %7llu sessions; with a forged ACK %llu "
	       "violations, with checksums %llu, else %llu\n",
	    row->name, pair->name, (unsigned long long)t.sessions,
	    (unsigned long long)t.forged_violations,
	    (unsigned long long)t.sum_violations,
	    (unsigned long long)t.violations);
	fflush(stdout);
	if (print && t.violations > 0)
		print_violations(e);
	explorer_free(e);
	return t;
}

Test(explore, finds_no_session_in_which_an_end_reports_a_wrong_result,
    .timeout = 110)
{
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
		for (int p = 0; p < PAIRS; p++) {
			struct tally t = explore_row(&rows[r], &pairs[p], true);

			cr_expect(t.sessions > 10000, "%s", rows[r].name);
			cr_expect(t.violations == 0, "%s, %s", rows[r].name,
			    pairs[p].name);
		}
	}
}

static enum end_result
claims_done(const void *end)
{
	return end_engine_sender.result(end) == END_RUNNING ? END_RUNNING
							    : END_DONE;
}

Test(explore, finds_a_sender_that_always_reports_success)
{
	struct end_type sender = end_engine_sender;
	struct pair pair = { "hasty", &sender, &end_plain_receiver };

	sender.result = claims_done;
	cr_expect(explore_row(&rows[1], &pair, false).violations > 100);
}

Test(explore, finds_a_receiver_that_always_reports_success)
{
	struct end_type receiver = end_engine_receiver;
	struct pair pair = { "hasty", &end_plain_sender, &receiver };

	receiver.result = claims_done;
	cr_expect(explore_row(&rows[1], &pair, false).violations > 100);
}

/* Explores one in `every` sessions with a table of 2^table_bits entries. */
static struct tally
explore_part(const struct pair *pair, struct explore_budget budget,
    unsigned every, unsigned table_bits)
{
	struct sessions_filter filter = { .kinds = SESSIONS_ALL,
		.delay_max_ms = 700,
		.every = every,
		.part = 7 };
	struct explorer *e = explorer_new(table_bits, false);
	struct tally t = explore_sessions(e, pair, &filter, budget);

	cr_expect_eq(explorer_is_full(e), table_bits == NO_TABLE_BITS);
	explorer_free(e);
	return t;
}

Test(explore, counts_the_same_sessions_with_any_table_size)
{
	static const struct explore_budget budgets[] = { { 1, 0 }, { 2, 0 },
		{ 1, 1 } };
	static const unsigned every[] = { 97, 1999, 1499 };

	for (int i = 0; i < 3 * PAIRS; i++) {
		const struct pair *pair = &pairs[i % PAIRS];
		struct explore_budget budget = budgets[i / PAIRS];
		struct tally with =
		    explore_part(pair, budget, every[i / PAIRS], TABLE_BITS);
		struct tally without =
		    explore_part(pair, budget, every[i / PAIRS], NO_TABLE_BITS);

		cr_expect(with.sessions > 10000, "%s", pair->name);
		cr_expect(memcmp(&with, &without, sizeof with) == 0,
		    "%s, %u faults, %u pauses", pair->name, budget.faults,
		    budget.stalls);
	}
}
