#ifndef MEANING_H
#define MEANING_H

/*
 * What bytes on a line mean, for people: "block 17, 1024 bytes, CRC ok", "ACK",
 * "\"=> \"".  It only listens, so it may be given whatever goes over a line,
 * and it takes no part in the protocol: each direction has one of these.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xm/xm.h"

struct meaning {
	bool crc;    /* the other direction has asked for CRCs */
	bool inside; /* a file: block 0 is no header */

	/* The block that has not come to its end; its data ends in a NUL. */
	uint8_t block[XM_BLOCK_MAX + 1];
	size_t len;
};

/*
 * Takes bytes that went by in one direction, and says in one line what they
 * are.  `back` is the meaning of the other direction.
 */
void meaning_take(struct meaning *, struct meaning *back, const uint8_t *bytes,
    size_t len, char *text, size_t size);

/* What has come of a block is all: the other end has been told so. */
void meaning_cut(struct meaning *);

#endif
