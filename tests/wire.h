#ifndef WIRE_H
#define WIRE_H

/*
 * A simulated line between two parties, and a clock that jumps to whatever
 * happens next.  Nothing sleeps.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands at an end of the line: an engine with files, or a device. */
struct party {
	void *self;
	/* Bytes came in, or with no bytes: time has passed. */
	void (*hear)(void *, uint32_t now_ms, const uint8_t *, size_t);
	/* Puts what it has to send into the space; returns how much. */
	size_t (*speak)(void *, uint32_t now_ms, uint8_t *, size_t);
	uint32_t (*wait_ms)(void *, uint32_t now_ms);
	bool (*ended)(void *);
};

enum fault_kind {
	FAULT_NONE,
	FAULT_DROP,
	FAULT_FLIP,
	FAULT_DOUBLE,
	FAULT_INSERT,
	FAULT_BURST
};

/* What happens to the byte at a position of one direction, counted from 0. */
struct fault {
	enum fault_kind kind;
	size_t at;
	uint8_t value; /* flip: its bits; insert: the byte; burst: how long,
			  in byte times */
};

struct wire_way {
	struct fault fault;
	size_t passed; /* bytes sent in this direction */
	uint8_t *log;  /* if not NULL, they are noted here */
	size_t log_size;
	uint64_t free_us;
	uint64_t burst_us; /* when the burst began */
	struct wire_byte {
		uint64_t at_us;
		uint8_t value;
	} * queue;
	size_t head, tail, size;
};

struct wire {
	struct party party[2];
	struct wire_way way[2]; /* way[0] leads from party[0] to party[1] */
	uint32_t byte_us;
	uint32_t latency_us;
	uint32_t begin_ms; /* what the parties' clock shows at the start */
	uint64_t now_us;
	bool hung;
};

/* A line of 115200 baud without latency and faults. */
void wire_init(struct wire *, struct party, struct party);

/*
 * Lets them talk until both have ended.  Returns false, and sets `hung`, if
 * they still talk after that many milliseconds.
 */
bool wire_run(struct wire *, uint64_t limit_ms);

void wire_free(struct wire *);

/* The parties' clock. */
uint32_t wire_now_ms(const struct wire *);

#endif
