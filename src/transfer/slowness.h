#ifndef TRANSFER_SLOWNESS_H
#define TRANSFER_SLOWNESS_H

/* Advice on how to make a slow transfer faster. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "line/line.h"

struct slowness {
	bool sends;
	bool is_ymodem;
	uint64_t bytes;
	uint32_t blocks;
	uint32_t took_ms;   /* time from the first block to the end */
	uint32_t answer_ms; /* shortest wait for an answer; 0: unknown */
	bool keeps_latency; /* an option forbids a change of the USB adapter's
			       latency timer */
	const struct line_latency *latency;
};

/*
 * Writes what to try, and how much time this would save.  Returns false if
 * there is no advice: the waits for answers took less than 5 s, or less than
 * half of the time of the transfer (less than a fifth if a USB adapter delays
 * the answers), or nothing can be done.
 */
bool slowness_advise(const struct slowness *, char *text, size_t size);

#endif
