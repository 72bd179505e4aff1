#ifndef WITNESS_H
#define WITNESS_H

/*
 * Sees what both engines of a transfer do, and so can say why a wrong file was
 * called right: a line can bring forth damage that no engine can see.
 *
 * - A collision: the receiver has taken a block as intact that was never sent.
 *   One damaged block in 65,536 has a CRC that fits.
 * - The sender was misled: it has moved on though the receiver has not.  ACKs
 *   carry no number; a late one is taken for another block's.
 * - A false end: the receiver has ended a file though the sender had not.  A
 *   piece of a block can look like an EOT.
 *
 * Where none of them is seen, a wrong file is an engine's mistake.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xm;

enum { WITNESS_BLOCKS_MAX = 512 };

/* Begins as zeros. */
struct witness {
	unsigned collisions;
	unsigned misled;
	unsigned false_ends;

	uint64_t sent[WITNESS_BLOCKS_MAX]; /* each block's hash */
	size_t sent_count;
	unsigned blocks; /* of data that the receiver has */
	unsigned begun;  /* files that the sender has asked for */
	unsigned said;   /* files that the sender has said the end of */
	unsigned ended;  /* files that the receiver has ended */
};

/* An engine has an event that is about to be answered. */
void witness_sender(struct witness *, const struct xm *);
void witness_receiver(struct witness *, const struct xm *);

/* The sender's output is about to be written. */
void witness_output(struct witness *, const struct xm *);

#endif
