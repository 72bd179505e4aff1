#ifndef TRANSFER_REPAIR_H
#define TRANSFER_REPAIR_H

/*
 * Finds out how a line damages a block, if all copies of the block arrive with
 * the same damage.  Each possible damage is undone in turn.  The CRC of the
 * block shows which result is right.
 */

#include "transfer/evidence.h"

enum {
	REPAIR_COPIES_MIN = 3 /* equal damaged copies; fewer may be chance */
};

enum damage {
	DAMAGE_UNKNOWN,
	DAMAGE_DOUBLED,   /* the value arrives twice */
	DAMAGE_LOST,      /* the value does not arrive: with the value inserted,
			     the CRC is correct */
	DAMAGE_CHANGED,   /* the value arrives as a different value */
	DAMAGE_MISSING,   /* the value probably does not arrive: no received
			     block has the value, and the failing block is
			     short */
	DAMAGE_LINE_ENDS, /* CR and LF are translated */
	DAMAGE_CR_NUL     /* a NUL follows CR, as in telnet */
};

struct repair {
	enum damage damage;
	uint8_t value;
	uint8_t received; /* DAMAGE_CHANGED: the value that arrives instead */
};

/*
 * Returns true for values that many lines handle in a special way: those of
 * telnet, flow control and line ends.
 */
bool repair_is_special(uint8_t value);

/*
 * Returns true for other control characters that terminals handle as special
 * keys, such as Ctrl-C.
 */
bool repair_is_key(uint8_t value);

/*
 * Examines the failing block of a receiver.  The search takes up to 0.1 s.
 * Returns DAMAGE_UNKNOWN if no damage explains the block, or if more than one
 * damage explains the block.
 */
struct repair repair_find(const struct evidence *);

#endif
