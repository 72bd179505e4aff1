#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include "sim/world.h"

/*
 * Returns the error of an engine in a session that has ended, or NULL. Includes
 * errors that no engine can avoid, for example after a forged ACK.
 */
const char *verdict_find(const struct world *, const struct world_setup *);

/*
 * Returns true if the session had only checksums: such sessions are counted
 * separately.
 */
bool verdict_has_only_sums(const struct world *, const struct world_setup *);

#endif
