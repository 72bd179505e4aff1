#ifndef DIALOG_H
#define DIALOG_H

/*
 * One engine and a script: the test plays the other end.
 *
 *	dialog_hear(&d, "C", 1);
 *	dialog_wait(&d, 50);
 *	cr_assert(dialog_said(&d, block, sizeof block));
 */

#include "harness/memory_endpoint.h"

struct dialog {
	struct host host;
	uint32_t now_ms;
	uint8_t said[8192]; /* by the engine, since the last question */
	size_t said_len;
};

void dialog_send(struct dialog *, const struct xm_options *);
void dialog_recv(struct dialog *, const struct xm_options *);
void dialog_free(struct dialog *);

/* The engine hears these bytes. */
void dialog_hear(struct dialog *, const void *, size_t);

/* Time passes; the engine is called whenever it wants to be. */
void dialog_wait(struct dialog *, uint32_t ms);

/* Has it said just this since it was asked last? */
bool dialog_said(struct dialog *, const void *, size_t);

/* Forgets what it has said; returns its length. */
size_t dialog_skip(struct dialog *);

/* The engine hears a block. */
void dialog_hear_block(
    struct dialog *, uint8_t number, const void *data, size_t data_len);

enum xm_event dialog_event(const struct dialog *);
enum xm_error dialog_error(const struct dialog *);

#endif
