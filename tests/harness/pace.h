#ifndef HARNESS_PACE_H
#define HARNESS_PACE_H

/*
 * One direction of a simulated line, with a baud rate, a latency and seeded
 * damage.
 *
 * A byte is due when a wire would have delivered it, even if this process is
 * late.  The delay of a byte is subtracted from the time of its answer, so that
 * delays of the simulation do not slow down the line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/line_log.h"

enum { PACE_QUEUE_SIZE = 65536, PACE_BUFFER = 4096 };

struct pace_options {
	uint64_t baud;       /* rate in baud; 0: unlimited */
	uint64_t latency_ns; /* latency in each direction */
	uint64_t hold_ns;    /* additional latency of bytes to the first end */
	uint64_t grain_ns;   /* bytes sent within this time arrive together */
	uint64_t flip;       /* one byte in this many is flipped; 0: none */
	uint64_t lose;       /* one byte in this many is lost; 0: none */
	uint64_t eat;        /* value + 1 of bytes that are lost; 0: none */
	uint64_t twice;      /* value + 1 of bytes that come twice; 0: none */
	uint64_t replace;    /* value + 1 of bytes that are replaced; 0: none */
	uint8_t by;          /* replacement for these bytes */
	uint8_t clear;       /* bits that are cleared in every byte */
	uint64_t overrun; /* bytes without a pause after which all are lost; 0:
			     no limit */
	uint64_t flip_at; /* number of a byte of the first end to flip, or 0 */
	uint64_t lose_at; /* number of a byte of the first end to lose, or 0 */
};

struct pace {
	const struct pace_options *options;
	struct line_log *journal;
	int way;          /* 0: the first end sends */
	int from, to;     /* non-blocking descriptors */
	bool blocked;     /* `to` accepts no bytes now */
	uint64_t late_ns; /* delay of the last delivery */
	uint64_t free_ns; /* time when the wire has sent all bytes taken */
	double fraction;  /* remaining fraction of a nanosecond */
	uint64_t taken;   /* number of bytes taken so far */
	uint64_t burst;   /* number of bytes taken since the last pause */
	uint64_t heard_ns; /* time when bytes were taken last */
	uint64_t random;   /* state of the random numbers */
	size_t head, len;
	uint64_t due_ns[PACE_QUEUE_SIZE];
	uint8_t byte[PACE_QUEUE_SIZE];
};

/* Returns true if the wire accepts bytes.  It queues a few KB, like a UART. */
bool pace_can_take(const struct pace *, uint64_t now_ns);

/* Reads available bytes.  `back` is the other direction. */
void pace_take(struct pace *, struct pace *back, uint64_t now_ns);

/* Delivers bytes that are due, after a grain of time. */
void pace_deliver(struct pace *, uint64_t now_ns);

/* Returns the time of the next event; UINT64_MAX: none. */
uint64_t pace_next(const struct pace *, uint64_t now_ns);

#endif
