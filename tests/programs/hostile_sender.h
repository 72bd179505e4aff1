#ifndef PROGRAMS_HOSTILE_SENDER_H
#define PROGRAMS_HOSTILE_SENDER_H

/*
 * A scripted YMODEM sender, which can send wrong blocks to xrecv.
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

/*
 * Opens a sandbox with the empty directory "in" and the files "precious" and
 * "same" of 7 bytes each.  To be called before each test.
 */
void hostile_set_up(void);

/*
 * Returns the number of files in a directory.  Does not count the files that
 * hostile_set_up(), hostile_start() and the sandbox create.
 */
int hostile_count_files(const char *path);

/* Starts xrecv with options on a pair of pipes. */
void hostile_start(struct hostile_sender *, const char *options);

/* Sends a block of 128 bytes, or 1024 for longer data, padded with NUL. */
void hostile_block(
    struct hostile_sender *, uint8_t number, const void *data, size_t len);

/* Sends the first EOT, and waits for its NAK. */
void hostile_first_eot(struct hostile_sender *);

/* Sends the EOT twice: the receiver rejects the first one. */
void hostile_eot(struct hostile_sender *);

/* Sends a file: block 0, `blocks` blocks of 128 bytes 'x', and the EOTs. */
void hostile_file(
    struct hostile_sender *, const void *header, size_t len, int blocks);

/* Ends the batch. */
void hostile_end(struct hostile_sender *);

/* Closes the pipes, and returns the exit status of xrecv. */
int hostile_wait(struct hostile_sender *);

#endif
