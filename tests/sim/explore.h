#ifndef SIM_EXPLORE_H
#define SIM_EXPLORE_H

/*
 * Explores every session that is possible with a set-up: the line can deliver,
 * lose, damage or delay each message.
 *
 * A session is a path through these choices. A state that was explored before
 * is not explored again: the table contains the tally of all sessions that
 * continue from this state, and the explorer adds this tally to its result.
 *
 * The table recognises a state by a hash of 64 bits, so two different states
 * can be mistaken for each other. With n states in the table, the probability
 * that this happens at least once is less than n * n / 2^65. That is 1 in
 * 900,000 for the 6.3 million states of a table of 2^23 entries. A table that
 * is three quarters full takes no more states; states that are not in the table
 * are explored each time.
 */

#include <stdio.h>

#include "sim/world.h"

/* Counts. A violation is an error that verdict_find() returns. */
struct tally {
	uint64_t sessions;
	uint64_t violations;        /* violations in sessions that
				       had CRCs and no forged ACK */
	uint64_t forged_violations; /* violations in sessions in which a byte
				       of an answer was changed to ACK */
	uint64_t sum_violations;    /* violations in sessions with only
				       checksums */
};

struct explore_budget {
	unsigned faults, stalls;
};

/*
 * Violations that have the same faults and the same verdict, with the path to
 * the first one. If different faults lead to the same state, only the faults of
 * the first path to that state are listed. The tally counts all violations.
 */
struct explore_kind {
	char faults[200];
	const char *verdict;
	bool forged;
	unsigned states; /* number of different states with this violation */
	char *path;      /* path to the first of these violations, as text */
};

enum { EXPLORE_KINDS_MAX = 4000 };

struct explorer;

/*
 * Returns an explorer whose table of visited states has 2^table_bits entries of
 * 40 bytes. The table is full when about three quarters of the entries are
 * used. The limit is rounded down: a table of 4 entries (table_bits is 2) is
 * full after one state, and a test uses it to explore almost without a table.
 */
struct explorer *explorer_new(unsigned table_bits, bool ignore_forged);
void explorer_free(struct explorer *);

struct tally explore(
    struct explorer *, const struct world_setup *, struct explore_budget);

/* Returns the violations so far, in the order in which they were found. */
const struct explore_kind *explorer_kinds(
    const struct explorer *, size_t *count);

/*
 * Returns true if the table was full at some time. Some states were then
 * explored more than once, which takes longer but changes no tally.
 */
bool explorer_is_full(const struct explorer *);

#endif
