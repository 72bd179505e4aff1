#ifndef HARNESS_SCRIPTED_PEER_H
#define HARNESS_SCRIPTED_PEER_H

/*
 * One engine and a script: the test plays the other end.
 *
 *	peer_send(&d, "C", 1);
 *	peer_wait(&d, 50);
 *	cr_assert(peer_received(&d, block, sizeof block));
 */

#include "harness/memory_endpoint.h"

struct scripted_peer {
	struct memory_endpoint host;
	uint32_t now_ms;
	uint8_t said[8192]; /* by the engine, since the last question */
	size_t said_len;
};

void peer_begin_sender(struct scripted_peer *, const struct xm_options *);
void peer_begin_receiver(struct scripted_peer *, const struct xm_options *);
void peer_free(struct scripted_peer *);

/* The engine hears these bytes. */
void peer_send(struct scripted_peer *, const void *, size_t);

/* Time passes; the engine is called whenever it wants to be. */
void peer_wait(struct scripted_peer *, uint32_t ms);

/* Has it said just this since it was asked last? */
bool peer_received(struct scripted_peer *, const void *, size_t);

/* Forgets what it has said; returns its length. */
size_t peer_skip(struct scripted_peer *);

/* The engine hears a block. */
void peer_send_block(
    struct scripted_peer *, uint8_t number, const void *data, size_t data_len);

enum xm_event peer_event(const struct scripted_peer *);
enum xm_error peer_error(const struct scripted_peer *);

#endif
