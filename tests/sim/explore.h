#ifndef SIM_EXPLORE_H
#define SIM_EXPLORE_H

/*
 * Explores every session that a line can make of a set-up: at each message an
 * adversary may let it pass, lose it, damage it, or delay it.
 *
 * A session is a path through these choices.  States that have been visited are
 * not explored again; their sessions are counted again.
 */

#include <stdio.h>

#include "world.h"

struct tally {
	uint64_t sessions;
	uint64_t violations;        /* with CRCs, and without forged ACKs */
	uint64_t forged_violations; /* a byte of an answer became ACK */
	uint64_t sum_violations;    /* sessions that had only checksums */
};

struct explore_budget {
	unsigned faults, stalls;
};

/* Violations that have the same faults, and the first path to one of them. */
struct explore_kind {
	char faults[200];
	const char *verdict;
	bool forged;
	unsigned states; /* different states that end like this */
	char *path;      /* as text */
};

enum { EXPLORE_KINDS_MAX = 4000 };

struct explorer;

/* The table of visited states has 2 to this power entries of 40 bytes. */
struct explorer *explorer_new(unsigned table_bits, bool ignore_forged);
void explorer_free(struct explorer *);

struct tally explore(
    struct explorer *, const struct world_setup *, struct explore_budget);

/* Returns the kinds so far, in the order in which they were found. */
const struct explore_kind *explorer_kinds(
    const struct explorer *, size_t *count);

/*
 * Whether the table was full at some time.  Then states were explored again and
 * again, which takes longer and changes no tally.
 */
bool explorer_is_full(const struct explorer *);

#endif
