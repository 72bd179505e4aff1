#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include "sim/world.h"

/*
 * Returns what an engine under test has done wrong in a session that has ended,
 * or NULL.  Nothing is excused.
 */
const char *verdict_find(const struct world *, const struct world_setup *);

/* True if the session had only checksums: those are counted apart. */
bool verdict_has_only_sums(const struct world *, const struct world_setup *);

#endif
