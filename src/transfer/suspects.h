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
	unsigned groups; /* number of special groups with a suspect value; the
			    groups are 0xff, XON and XOFF, CR and LF */
	unsigned named;  /* number of values that the advice names, up to
			    SUSPECTS_MAX */
	uint8_t values[SUSPECTS_MAX]; /* values that the advice names */
};

/*
 * Finds the suspects in the failing block.  If `telnet` is true, the line uses
 * the telnet protocol, and 0xff is not a suspect.
 */
struct suspects suspects_find(const struct evidence *, bool telnet);

/* Writes an advice that names these values. */
void suspects_describe(const struct suspects *, char *text, size_t size);

/* Writes an advice about the damage.  `telnet` is as in suspects_find(). */
void repair_describe(
    const struct repair *, bool telnet, char *text, size_t size);

#endif
