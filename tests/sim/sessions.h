#ifndef SIM_SESSIONS_H
#define SIM_SESSIONS_H

#include "sim/world.h"

/*
 * The sessions that are explored: all combinations of protocol, file lengths,
 * announced or unknown sizes, delays, and time between the starts of the two
 * ends.
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
	uint32_t delay_max_ms; /* longest sum of the delays
				  of both directions */
	unsigned every;        /* one in `every` sessions
				  passes the filter; 1: all */
	unsigned part;         /* required remainder of a session's
				  number divided by `every` */
};

/*
 * Puts the session with this number into the set-up.  The caller adds the two
 * ends.  Returns false if the number is too large.  `*taken` becomes true if
 * the filter lets the session pass.
 */
bool sessions_get(const struct sessions_filter *, unsigned long number,
    struct world_setup *, struct end_session *, bool *taken);

#endif
