#ifndef PROGRAMS_HOSTILE_SENDER_H
#define PROGRAMS_HOSTILE_SENDER_H

/*
 * A YMODEM sender that sends what it is told to, right or wrong, to a real
 * xrecv in the lab.
 *
 *	hostile_start(&r, "-d in");
 *	hostile_file(&r, header, sizeof header, 1);
 *	hostile_end(&r);
 *	status = hostile_wait(&r);
 *
 * Once xrecv has cancelled, nothing more is sent.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/sandbox.h"

struct hostile_sender {
	struct child xrecv;
	int to, from;
	bool cancelled;
};

/* Starts xrecv with these options on a pair of pipes. */
void hostile_start(struct hostile_sender *, const char *options);

/* Sends a block of 128 bytes, or of 1024 if it does not fit, filled with NUL.
 */
void hostile_block(struct hostile_sender *, uint8_t number, const void *data, size_t len);

/* Sends the EOT once, which is answered with NAK. */
void hostile_first_eot(struct hostile_sender *);

/* Sends the EOT, twice. */
void hostile_eot(struct hostile_sender *);

/* Sends a file: that block 0, and so many blocks of 128 times 'x'. */
void hostile_file(struct hostile_sender *, const void *header, size_t len, int blocks);

/* Ends the batch. */
void hostile_end(struct hostile_sender *);

/* Hangs up, and returns xrecv's exit status. */
int hostile_wait(struct hostile_sender *);

#endif
