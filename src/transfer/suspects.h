#ifndef TRANSFER_SUSPECTS_H
#define TRANSFER_SUSPECTS_H

/*
 * Suspects: byte values of a sender's failing block that no accepted block has.
 * The line may drop or change them.
 */

#include "transfer/evidence.h"
#include "transfer/repair.h"

enum { SUSPECTS_MAX = 3 };

struct suspects {
	unsigned all;    /* number of suspect values in the whole block */
	unsigned groups; /* number of special groups among them: 0xff, XON and
			    XOFF, CR and LF */
	unsigned named;  /* number of values to name, up to SUSPECTS_MAX */
	uint8_t values[SUSPECTS_MAX]; /* values to name */
};

/*
 * Finds the suspects in the failing block.  `telnet`: the line uses the telnet
 * protocol, so 0xff is no suspect.
 */
struct suspects suspects_find(const struct evidence *, bool telnet);

/* Writes an advice about the values to name. */
void suspects_describe(const struct suspects *, char *text, size_t size);

/* Writes an advice about the damage.  `telnet`: as above. */
void repair_describe(
    const struct repair *, bool telnet, char *text, size_t size);

#endif
