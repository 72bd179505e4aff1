#ifndef HARNESS_LINE_LOG_H
#define HARNESS_LINE_LOG_H

/*
 * A log of a line: one row for each block, and one for each byte outside of
 * blocks.
 *
 *	WAY BEGIN END KIND LENGTH NUMBER DAMAGE
 *
 * WAY is 0 for bytes from the first end and 1 for bytes from the second end.
 * BEGIN is the time when the first bit left, END the time when the last bit
 * arrived, in nanoseconds of the monotonic clock. KIND is the first byte in
 * hexadecimal, NUMBER the block number, and DAMAGE the number of bytes that
 * were flipped or lost. Blocks must have CRCs.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { LINE_LOG_HEAD = 2 };

struct line_log_wire {
	uint64_t begin_ns;
	unsigned len;  /* bytes of the current row so far */
	unsigned need; /* bytes of the current row when complete */
	unsigned damage;
	uint8_t head[LINE_LOG_HEAD];
};

struct line_log {
	FILE *file; /* NULL: no log */
	struct line_log_wire wires[2];
};

/* Logs a byte with the value that it had before any damage. */
void line_log_byte(struct line_log *, int way, uint8_t byte, uint64_t begin_ns,
    uint64_t end_ns, bool damaged);

#endif
