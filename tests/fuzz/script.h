#ifndef FUZZ_SCRIPT_H
#define FUZZ_SCRIPT_H

/*
 * A fuzzer gives an engine a script of operations:
 *
 *	00-7f  the engine receives the next (operation & 3f) + 1 bytes
 *	80-9f  time passes: 0, 1, 2, 4, ... ms
 *	a0-af  time passes until the deadline - 1, + 0, + 1 or + 2 ms
 *	b0-bf  the line takes 1, 2, 4, ... bytes of output, or all of it
 *	c0-df  the engine receives an intact block: see script.c
 *	e0     the caller cancels
 *	e1-ff  nothing
 *
 * The promises of the engine are checked after each operation.  A broken
 * promise aborts the program.
 */

#include <stddef.h>
#include <stdint.h>

#include "xm/xm.h"

struct script {
	const uint8_t *at;
	size_t left;
	struct xm xm;
	uint32_t now_ms;
	uint32_t longest_wait_ms; /* longest wait that the options allow */
	/* Answers the pending event of the engine. */
	void (*answer)(struct script *);
	uint64_t announced, stored; /* bytes of the current file */
	unsigned files;
	uint8_t number; /* number of the last block given to the engine */
};

/*
 * Makes options from the first two bytes, and initialises an engine with them.
 * Runs the rest as a script, then lets time pass until the engine has ended.
 * The caller sets `answer` and may set `number`; all other members are 0.
 */
void script_run(struct script *, const uint8_t *, size_t,
    void (*init)(struct xm *, uint32_t now_ms, const struct xm_options *));

#endif
