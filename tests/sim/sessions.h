#ifndef SIM_SESSIONS_H
#define SIM_SESSIONS_H

#include "sim/world.h"

/*
 * The sessions that are explored: every protocol, length of files, way to
 * announce sizes, delay, and time between the starts of the two ends.
 */

enum sessions_kind {
	SESSIONS_X = 1 << 0,
	SESSIONS_X1K = 1 << 1,
	SESSIONS_Y = 1 << 2,
	SESSIONS_Y128 = 1 << 3,
	SESSIONS_ALL = 15
};

struct sessions_filter {
	unsigned kinds;        /* values of enum sessions_kind */
	uint32_t delay_max_ms; /* longest delay there and back */
	unsigned every;        /* only one of `every` sessions passes; 1: all */
	unsigned part;         /* number of the session that passes, from 0 */
};

/*
 * Puts the number-th session into the set-up, without the ends.  Returns false
 * after the last.  `*taken` says whether the filter lets it pass.
 */
bool sessions_get(const struct sessions_filter *, unsigned long number,
    struct world_setup *, struct end_session *, bool *taken);

#endif
