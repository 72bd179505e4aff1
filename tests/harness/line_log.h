#ifndef HARNESS_LINE_LOG_H
#define HARNESS_LINE_LOG_H

/*
 * What went over a line, one row per block and per byte outside of blocks:
 *
 *	WAY BEGIN END KIND LENGTH NUMBER DAMAGE
 *
 * WAY is 0 for what the first end sends, BEGIN when its first bit left, END
 * when its last bit arrived, in nanoseconds of the monotonic clock.  KIND is
 * the first byte in hexadecimal, NUMBER that of the block, DAMAGE how many
 * bytes were flipped or lost.  Blocks carry a CRC.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { JOURNAL_HEAD = 2 };

struct line_log_wire {
	uint64_t begin_ns;
	unsigned len;  /* of what is under way */
	unsigned need; /* and what it will be */
	unsigned damage;
	uint8_t head[JOURNAL_HEAD];
};

struct line_log {
	FILE *file; /* NULL: nobody wants to know */
	struct line_log_wire wires[2];
};

/* The byte is what was sent, not what damage has made of it. */
void line_log_byte(struct line_log *, int way, uint8_t byte, uint64_t begin_ns,
    uint64_t end_ns, bool damaged);

#endif
