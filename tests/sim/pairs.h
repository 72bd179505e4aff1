#ifndef SIM_PAIRS_H
#define SIM_PAIRS_H

#include "sim/explore.h"
#include "sim/sessions.h"

/* The pairs of ends that are explored. */

enum { PAIRS = 4 };

struct pair {
	const char *name;
	const struct end_type *sender, *receiver;
};

extern const struct pair pairs[PAIRS];

/*
 * Explores all sessions that the filter selects. Returns the sum of the
 * tallies.
 */
struct tally explore_sessions(struct explorer *, const struct pair *,
    const struct sessions_filter *, struct explore_budget);

#endif
