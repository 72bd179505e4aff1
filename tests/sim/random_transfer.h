#ifndef SIM_RANDOM_TRANSFER_H
#define SIM_RANDOM_TRANSFER_H

/*
 * One transfer between two engines over a bad line. Its seed determines
 * everything: the protocol, the options, the files, the line's speed, latency
 * and jitter, the clock, and the faults.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "harness/error_cause.h"
#include "harness/memory_endpoint.h"
#include "harness/virtual_line.h"
#include "sim/party_log.h"

struct simulation {
	struct memory_endpoint sender, receiver;
	struct xm_options sender_options, receiver_options;
	struct virtual_line wire;
	struct error_cause witness;
	uint32_t start_ms[2];   /* start times of the sender
				   and of the receiver */
	bool keeps_early_input; /* at its start, an end receives the
				   bytes that arrived earlier */
};

/*
 * Prepare the transfer of this seed, or a transfer with default options and
 * without files and faults. The caller may then change the transfer.
 */
void simulate_random(struct simulation *, uint64_t seed);
void simulate_plain(struct simulation *);

/* Adds a fault. Way 0 is from the sender, and way 1 is from the receiver. */
void simulate_fault(struct simulation *, int way, struct fault);

/*
 * Runs the transfer to its end. Logs all transmitted bytes to `trace`, unless
 * `trace` is NULL. Returns the wrong claim of an engine, or NULL; see judge().
 */
const char *simulate_run(struct simulation *, FILE *trace);

void simulate_free(struct simulation *);

/* Returns the virtual time at which both ends must have ended, in ms. */
uint64_t simulate_bound_ms(const struct simulation *);

void simulate_print(const struct simulation *, FILE *);

#endif
