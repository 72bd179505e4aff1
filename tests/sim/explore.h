#ifndef SIM_EXPLORE_H
#define SIM_EXPLORE_H

/*
 * Explores every session that a line can make of a set-up: at each message an
 * adversary may let it pass, lose it, damage it, or delay it.
 *
 * A session is a path through these choices.  States that have been visited are
 * not explored again; their sessions are counted again.
 *
 * The table knows a state by a hash of 64 bits, so two different states can be
 * taken for one another: with n states in the table, the probability that this
 * happens at all is less than n * n / 2^65, which is 1 in 900,000 for the
 * 6.3 million states of a table of 2^23 entries.  A table that is three
 * quarters full takes no more states: then they are explored each time.
 */

#include <stdio.h>

#include "sim/world.h"

struct tally {
	uint64_t sessions;
	uint64_t violations;        /* violations with CRCs and without forged
				       ACKs */
	uint64_t forged_violations; /* violations after a byte of an answer was
				       changed to ACK */
	uint64_t sum_violations;    /* violations in sessions with only
				       checksums */
};

struct explore_budget {
	unsigned faults, stalls;
};

/*
 * Violations that have the same faults, and the first path to one of them.  If
 * different faults lead to the same state, only those of the first path to it
 * are listed; the tally counts all.
 */
struct explore_kind {
	char faults[200];
	const char *verdict;
	bool forged;
	unsigned states; /* number of different states with this violation */
	char *path;      /* as text */
};

enum { EXPLORE_KINDS_MAX = 4000 };

struct explorer;

/*
 * The table of visited states has 2 to this power entries of 40 bytes.  With a
 * power of 2, nearly every session is explored by itself.
 */
struct explorer *explorer_new(unsigned table_bits, bool ignore_forged);
void explorer_free(struct explorer *);

struct tally explore(
    struct explorer *, const struct world_setup *, struct explore_budget);

/* Returns the violations so far, in the order in which they were found. */
const struct explore_kind *explorer_kinds(
    const struct explorer *, size_t *count);

/*
 * Returns true if the table was full at some time. Then states were explored
 * again, which takes longer and changes no tally.
 */
bool explorer_is_full(const struct explorer *);

#endif
