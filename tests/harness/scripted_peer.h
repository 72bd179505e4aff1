#ifndef HARNESS_SCRIPTED_PEER_H
#define HARNESS_SCRIPTED_PEER_H

/*
 * An engine whose peer is played by the test.
 *
 *	peer_send(&d, "C", 1);
 *	peer_wait(&d, 50);
 *	cr_assert(peer_received(&d, block, sizeof block));
 */

#include "harness/memory_endpoint.h"

struct scripted_peer {
	struct memory_endpoint host;
	uint32_t now_ms;
	uint8_t said[8192]; /* bytes sent by the engine since the last check */
	size_t said_len;
};

void peer_begin_sender(struct scripted_peer *, const struct xm_options *);
void peer_begin_receiver(struct scripted_peer *, const struct xm_options *);
void peer_free(struct scripted_peer *);

/* Sends bytes to the engine. */
void peer_send(struct scripted_peer *, const void *, size_t);

/* Advances the clock, and calls the engine each time its timeout is due. */
void peer_wait(struct scripted_peer *, uint32_t ms);

/* Returns true if the engine sent exactly these bytes since the last check. */
bool peer_received(struct scripted_peer *, const void *, size_t);

/* Discards the bytes that the engine has sent.  Returns their number. */
size_t peer_skip(struct scripted_peer *);

/* Sends a block to the engine. */
void peer_send_block(
    struct scripted_peer *, uint8_t number, const void *data, size_t data_len);

enum xm_event peer_event(const struct scripted_peer *);
enum xm_error peer_error(const struct scripted_peer *);

#endif
