#ifndef TRANSFER_SLOWNESS_H
#define TRANSFER_SLOWNESS_H

/* What would have made a transfer faster that went well. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "line/line.h"

struct slowness {
	bool sends;
	bool is_ymodem;
	uint64_t bytes;
	uint32_t blocks;
	uint32_t took_ms;   /* from the first block to the end */
	uint32_t answer_ms; /* the shortest wait for an answer; 0: unknown */
	bool keeps_latency; /* the user leaves the adapter's timer alone */
	const struct line_latency *latency;
};

/*
 * Says what to try, with the time that it would save.  Returns false if waiting
 * for answers took less than half of the time, or less than five seconds: then
 * there is nothing to say.
 */
bool slowness_advise(const struct slowness *, char *text, size_t size);

#endif
