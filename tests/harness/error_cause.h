#ifndef HARNESS_ERROR_CAUSE_H
#define HARNESS_ERROR_CAUSE_H

/*
 * Compares each block that the receiver accepts with the blocks that the sender
 * has sent. About one damaged block in 65,536 has a CRC that fits. The receiver
 * then accepts a block that was never sent, and cannot detect the damage. The
 * receiver must never accept a block whose check does not fit.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xm;

enum {
	WITNESS_BLOCKS_MAX = 1024,        /* largest number of different
					     blocks in one transfer */
	WITNESS_BLOCK_MAX = 3 + 1024 + 2, /* largest length of a block */
	WITNESS_INPUT_MAX = 4 * WITNESS_BLOCK_MAX
};

/* Must be all zeros before the first call. */
struct error_cause {
	unsigned collisions; /* accepted blocks that have a good
				check but were never sent */
	unsigned damaged;    /* accepted blocks whose check is wrong */
	unsigned messages;   /* blocks, EOTs and cancels that
				the sender has begun to send */

	size_t left; /* bytes of the sender's message still to be sent */
	uint64_t sent[WITNESS_BLOCKS_MAX]; /* hash of each block */
	size_t sent_count;
	uint8_t input[WITNESS_INPUT_MAX]; /* last bytes that the receiver got */
	size_t input_len;
};

/* Call this before the sender sends output, with the number of its bytes. */
void error_cause_output(struct error_cause *, const struct xm *, size_t);

/* Call this after the receiver has read these bytes. */
void error_cause_input(struct error_cause *, const uint8_t *, size_t);

/* Call this for each event of the receiver, before you answer the event. */
void error_cause_receiver(struct error_cause *, const struct xm *);

#endif
