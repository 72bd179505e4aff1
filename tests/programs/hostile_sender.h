#ifndef ROGUE_H
#define ROGUE_H

/*
 * A YMODEM sender that sends what it is told to, right or wrong, to a real
 * xrecv in the lab.
 *
 *	rogue_start(&r, "-d in");
 *	rogue_file(&r, header, sizeof header, 1);
 *	rogue_end(&r);
 *	status = rogue_wait(&r);
 *
 * Once xrecv has cancelled, nothing more is sent.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/sandbox.h"

struct rogue {
	struct child xrecv;
	int to, from;
	bool cancelled;
};

/* Starts xrecv with these options on a pair of pipes. */
void rogue_start(struct rogue *, const char *options);

/* Sends a block of 128 bytes, or of 1024 if it does not fit, filled with NUL.
 */
void rogue_block(struct rogue *, uint8_t number, const void *data, size_t len);

/* Sends the EOT, twice. */
void rogue_eot(struct rogue *);

/* Sends a file: that block 0, and so many blocks of 128 times 'x'. */
void rogue_file(struct rogue *, const void *header, size_t len, int blocks);

/* Ends the batch. */
void rogue_end(struct rogue *);

/* Hangs up, and returns xrecv's exit status. */
int rogue_wait(struct rogue *);

#endif
