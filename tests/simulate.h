#ifndef SIMULATE_H
#define SIMULATE_H

/*
 * One transfer between two engines over a bad line.  Everything about it
 * follows from a number, its seed: the protocol, the options, the files, the
 * line's speed, latency and jitter, the clock, and the faults.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "host.h"
#include "trace.h"
#include "wire.h"
#include "witness.h"

struct simulation {
	struct host sender, receiver;
	struct xm_options sender_options, receiver_options;
	struct wire wire;
	struct witness witness;
	unsigned faults;
	uint32_t pauses_ms; /* of all faults */
	bool repeats;       /* the line may bring a block twice */
};

/*
 * Prepares the transfer of that seed; or a plain one, without files and faults.
 * Both may be changed then.
 */
void simulate_random(struct simulation *, uint64_t seed);
void simulate_plain(struct simulation *);
void simulate_fault(struct simulation *, int way, struct fault);

/*
 * Runs it to its end, and notes what is said in the trace if there is one.
 * Returns what an engine has done wrong, or NULL.
 */
const char *simulate_run(struct simulation *, FILE *trace);

void simulate_free(struct simulation *);

/* Both ends call it done, and the files are the same. */
bool simulate_ended_well(const struct simulation *);

/* When both must have ended, in virtual time. */
uint64_t simulate_bound_ms(const struct simulation *);

void simulate_print(const struct simulation *, FILE *);

#endif
