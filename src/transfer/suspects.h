#ifndef TRANSFER_SUSPECTS_H
#define TRANSFER_SUSPECTS_H

/*
 * Values that a sender's failing block has, and no accepted one: a line may
 * keep them to itself, or change them.
 */

#include "transfer/evidence.h"
#include "transfer/repair.h"

enum { SUSPECTS_MAX = 3 };

struct suspects {
	unsigned all;    /* of the whole block */
	unsigned groups; /* of what lines often treat in a special way */
	unsigned named;  /* worth a word, up to SUSPECTS_MAX */
	uint8_t values[SUSPECTS_MAX];
};

/* If telnet is spoken already, 0xff is above suspicion. */
struct suspects suspects_find(const struct evidence *, bool telnet);

void suspects_describe(const struct suspects *, char *text, size_t size);

/* The same for what a receiver has found out.  Telnet may be spoken already. */
void repair_describe(
    const struct repair *, bool telnet, char *text, size_t size);

#endif
