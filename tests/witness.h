#ifndef WITNESS_H
#define WITNESS_H

/*
 * Sees the blocks of a transfer, and so can say whether the receiver has taken
 * one as intact that was never sent.  One damaged block in 65,536 has a CRC
 * that fits, and no engine can see that.
 */

#include <stddef.h>
#include <stdint.h>

struct xm;

enum { WITNESS_BLOCKS_MAX = 512 };

/* Begins as zeros. */
struct witness {
	unsigned collisions;

	uint64_t sent[WITNESS_BLOCKS_MAX]; /* each block's hash */
	size_t sent_count;
};

/* A receiver has an event that is about to be answered. */
void witness_receiver(struct witness *, const struct xm *);

/* The sender's output is about to be written. */
void witness_output(struct witness *, const struct xm *);

#endif
