#ifndef HARNESS_PACE_H
#define HARNESS_PACE_H

/*
 * One direction of a simulated line: bytes leave it at the pace of a baud rate,
 * after a latency, with seeded damage.
 *
 * The times are the wire's: a byte is due when a wire would have brought it,
 * not when this process came to it.  How late a byte was delivered is taken off
 * from when its answer was sent, so that the simulation costs no time that a
 * wire would not.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/line_log.h"

enum { PACE_QUEUE_SIZE = 65536, PACE_BUFFER = 4096 };

struct pace_options {
	uint64_t baud; /* 0: as fast as it goes */
	uint64_t latency_ns;
	uint64_t hold_ns;  /* more latency on the way to the first end */
	uint64_t grain_ns; /* deliver what comes within such a time at once */
	uint64_t flip;     /* one byte in so many; 0: none */
	uint64_t lose;
	uint64_t eat;     /* every byte of this value less 1 is lost */
	uint64_t twice;   /* every byte of this value less 1 comes twice */
	uint64_t replace; /* every byte of this value less 1 becomes: */
	uint8_t by;
	uint8_t clear;    /* these bits of every byte */
	uint64_t overrun; /* what follows so many bytes without a pause; 0: none */
	uint64_t flip_at; /* this one byte of the first end's, from 1 on */
	uint64_t lose_at;
};

struct pace {
	const struct pace_options *options;
	struct line_log *journal;
	int way;          /* 0: the first end sends */
	int from, to;     /* descriptors that do not block */
	bool blocked;     /* `to` takes no more */
	uint64_t late_ns; /* was the last delivery */
	uint64_t free_ns; /* when the wire has sent what it took */
	double fraction;  /* of a nanosecond that is left over */
	uint64_t taken;   /* bytes so far */
	uint64_t burst;   /* of these, without a pause */
	uint64_t heard_ns; /* when the last ones came */
	uint64_t random;
	size_t head, len;
	uint64_t due_ns[PACE_QUEUE_SIZE];
	uint8_t byte[PACE_QUEUE_SIZE];
};

/* Is there room on the wire?  Like a UART's driver it takes a few KB ahead. */
bool pace_can_take(const struct pace *, uint64_t now_ns);

/* Takes what there is.  `back` is the other direction. */
void pace_take(struct pace *, struct pace *back, uint64_t now_ns);

/* Passes on what is due, once a grain of it is. */
void pace_deliver(struct pace *, uint64_t now_ns);

/* Returns when something is to be done; UINT64_MAX: never. */
uint64_t pace_next(const struct pace *, uint64_t now_ns);

#endif
