#ifndef FUZZ_SCRIPT_H
#define FUZZ_SCRIPT_H

/*
 * A fuzzer gives an engine a script of bytes and time steps.
 *
 *	00-7f n  the next n & 3f + 1 bytes come over the line
 *	80-9f    time passes: 0, 1, 2, 4, ... ms
 *	a0-a7    time passes until just before the deadline, at it, or after it
 *	b0-bf    the line takes 1, 2, 4, ... bytes of output, or all of it
 *	c0-df    an intact block comes: see script.c
 *	e0       the caller cancels
 *	others   nothing
 *
 * The engine must keep its promises at each step; what breaks one aborts.
 */

#include <stddef.h>
#include <stdint.h>

#include "xm/xm.h"

struct script {
	const uint8_t *at;
	size_t left;
	struct xm xm;
	uint32_t now_ms;
	uint32_t longest_wait_ms; /* that the options allow */
	/* Answers the event that is pending. */
	void (*answer)(struct script *);
	uint64_t announced, stored; /* bytes of this file */
	unsigned files;
	uint8_t number; /* of the block that came last */
};

/*
 * Makes options of the first bytes, and an engine with these.  Runs the rest,
 * then lets time pass until the engine has ended.  Of the script, `answer` is
 * set, and `number` may be.
 */
void script_run(struct script *, const uint8_t *, size_t,
    void (*init)(struct xm *, uint32_t now_ms, const struct xm_options *));

#endif
