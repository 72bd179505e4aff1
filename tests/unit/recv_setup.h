#ifndef UNIT_RECV_SETUP_H
#define UNIT_RECV_SETUP_H

/* A receiver and its scripted peer, in the state in which a test begins. */

#include "harness/scripted_peer.h"

extern const struct xm_options receiver_defaults;
extern const char receiver_data[1024];

/*
 * Returns true if the receiver has sent exactly these bytes since the last
 * check.
 */
#define HAS_SENT(d, bytes) peer_received(d, bytes, sizeof bytes - 1)

/*
 * Asserts that the receiver sends exactly these bytes after `ms`, and nothing
 * before.
 */
#define ANSWERS_AFTER(d, ms, bytes)                                            \
	do {                                                                   \
		peer_wait(d, (ms)-1);                                          \
		cr_assert(peer_skip(d) == 0, "too early");                     \
		peer_wait(d, 1);                                               \
		cr_assert(peer_received(d, bytes, strlen(bytes)), "too late"); \
	} while (0)

/* Begins a receiver, which has sent its first request. */
void receiver_begin(struct scripted_peer *);

/*
 * Begins a receiver that has already acknowledged a header with these fields.
 */
void receiver_begin_ymodem(
    struct scripted_peer *, const char *fields, size_t len);

/* Sends a header of 128 bytes to the receiver. */
void receiver_gets_header(
    struct scripted_peer *, const char *fields, size_t len);

/* Sends an EOT to the receiver, then waits for 400 ms. */
void receiver_gets_eot(struct scripted_peer *);

/*
 * Sends a block in two pieces with a pause between them, and asserts that the
 * receiver acknowledges the block.
 */
void receiver_gets_pause(
    struct scripted_peer *, uint8_t number, uint32_t pause_ms);

/* Sends bytes that may be a damaged block, then waits for 1001 ms. */
void receiver_gets_junk(struct scripted_peer *);

/* Waits for 20 ms. Returns true if the receiver has sent ACK C, or ACK G. */
bool receiver_acks_and_requests(struct scripted_peer *);
bool receiver_acks_and_requests_stream(struct scripted_peer *);

#endif
