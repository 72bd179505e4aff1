#ifndef HARNESS_ERROR_CAUSE_H
#define HARNESS_ERROR_CAUSE_H

/*
 * Compares each block that the receiver accepts with the blocks that the sender
 * has sent.  One damaged block in 65,536 has a CRC that fits: then the receiver
 * accepts a block that was never sent, and cannot know it.  A block whose check
 * does not fit must never be accepted.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xm;

enum {
	WITNESS_BLOCKS_MAX = 1024,        /* different blocks of a transfer */
	WITNESS_BLOCK_MAX = 3 + 1024 + 2, /* bytes of a block */
	WITNESS_INPUT_MAX = 4 * WITNESS_BLOCK_MAX
};

/* Begins as zeros. */
struct error_cause {
	unsigned collisions; /* blocks accepted, intact, and never sent */
	unsigned damaged;    /* blocks accepted although the check was wrong */
	unsigned messages;   /* number of blocks, EOTs and cancels begun by the
				sender */

	size_t left; /* bytes of the sender's message still to be sent */
	uint64_t sent[WITNESS_BLOCKS_MAX]; /* hash of each block */
	size_t sent_count;
	uint8_t input[WITNESS_INPUT_MAX]; /* last bytes of the receiver */
	size_t input_len;
};

/* Call it before the sender sends this many bytes of its output. */
void error_cause_output(struct error_cause *, const struct xm *, size_t);

/* Call it after the receiver has taken these bytes. */
void error_cause_input(struct error_cause *, const uint8_t *, size_t);

/* Call it before the caller answers an event of the receiver. */
void error_cause_receiver(struct error_cause *, const struct xm *);

#endif
