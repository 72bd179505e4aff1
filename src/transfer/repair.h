#ifndef TRANSFER_REPAIR_H
#define TRANSFER_REPAIR_H

/*
 * What a line has done to a block that came damaged in the same way each time.
 * It is tried backwards: the check of the block tells which guess is right.
 */

#include "transfer/evidence.h"

enum {
	REPAIR_COPIES_MIN = 3 /* damaged copies that are alike: no chance */
};

enum damage {
	DAMAGE_UNKNOWN,
	DAMAGE_DOUBLED,   /* the value comes twice */
	DAMAGE_LOST,      /* it does not come */
	DAMAGE_CHANGED,   /* it comes as another one */
	DAMAGE_MISSING,   /* it never comes, and blocks are damaged */
	DAMAGE_LINE_ENDS, /* CR and LF are translated */
	DAMAGE_CR_NUL     /* a NUL follows CR, as in telnet */
};

struct repair {
	enum damage damage;
	uint8_t value;
	uint8_t came; /* DAMAGE_CHANGED: in its place */
};

/*
 * Values that many lines treat in a special way: those of telnet, of flow
 * control, of line ends.
 */
bool repair_is_famous(uint8_t value);

/* Others that a terminal driver or program takes for keys. */
bool repair_is_key(uint8_t value);

/*
 * Looks at the failing block of a receiver.  Needs up to a tenth of a second.
 * DAMAGE_UNKNOWN: no guess is right, or several are.
 */
struct repair repair_find(const struct evidence *);

#endif
