#ifndef HARNESS_PACE_H
#define HARNESS_PACE_H

/*
 * One direction of a simulated line, with a baud rate, a latency and damage
 * that a seed determines.
 *
 * A byte is due when a real wire would have delivered it. If this process
 * delivers the byte N ns too late, the process treats the next bytes in the
 * other direction as if they had been sent N ns earlier. So delays of the
 * simulation do not slow down the line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/line_log.h"

enum { PACE_QUEUE_SIZE = 65536, PACE_BUFFER = 4096 };

struct pace_options {
	uint64_t baud;       /* rate in baud; 0: unlimited */
	uint64_t latency_ns; /* latency in each direction */
	uint64_t hold_ns;    /* additional latency of bytes
				sent to the first end */
	uint64_t grain_ns;   /* bytes that are due within this
				time are delivered together */
	uint64_t flip;       /* one byte in this many gets one
				inverted bit; 0: none */
	uint64_t lose;       /* one byte in this many is lost; 0: none */
	uint64_t eat;        /* (value + 1) of the byte that is always lost;
				0: none */
	uint64_t twice;      /* (value + 1) of the byte that is
				always sent twice; 0: none */
	uint64_t replace;    /* (value + 1) of the byte that is
				always replaced; 0: none */
	uint8_t by;          /* value of the byte sent instead */
	uint8_t clear;       /* bits that are cleared in every byte */
	uint64_t overrun; /* number of bytes that may arrive without a
			     pause; further bytes are lost until the
			     next pause; 0: no limit */
	uint64_t flip_at; /* one bit of the flip_at-th byte from the
			     first end is inverted; 0: none */
	uint64_t lose_at; /* the lose_at-th byte from the
			     first end is lost; 0: none */
};

struct pace {
	const struct pace_options *options;
	struct line_log *journal;
	int way;          /* 0: from the first end to the
			     second; 1: the other direction */
	int from, to;     /* non-blocking descriptors */
	bool blocked;     /* `to` accepts no bytes now */
	uint64_t late_ns; /* delay of the last delivery */
	uint64_t free_ns; /* time when the wire will have sent
			     all bytes that it accepted */
	double fraction;  /* fraction of a nanosecond that free_ns leaves out */
	uint64_t taken;   /* number of bytes that the wire accepted so far */
	uint64_t burst;   /* number of bytes that the wire accepted
			     since the last pause */
	uint64_t heard_ns; /* time when bytes were last read from `from` */
	uint64_t random;   /* state of the random numbers */
	size_t head, len;
	uint64_t due_ns[PACE_QUEUE_SIZE];
	uint8_t byte[PACE_QUEUE_SIZE];
};

/*
 * Returns true if the wire accepts bytes. The wire queues a few KB, as a UART
 * does.
 */
bool pace_can_take(const struct pace *, uint64_t now_ns);

/*
 * Reads the bytes that the sending end has written. `back` is the other
 * direction of the line.
 */
void pace_take(struct pace *, struct pace *back, uint64_t now_ns);

/*
 * Delivers the bytes that are due. Bytes that are due within grain_ns are
 * delivered together.
 */
void pace_deliver(struct pace *, uint64_t now_ns);

/* Returns the time of the next event, or UINT64_MAX if there is none. */
uint64_t pace_next(const struct pace *, uint64_t now_ns);

#endif
