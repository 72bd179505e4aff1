#ifndef UNIT_RECV_SETUP_H
#define UNIT_RECV_SETUP_H

/* A receiver and its scripted peer, up to where a test begins. */

#include "harness/scripted_peer.h"

extern const struct xm_options receiver_defaults;
extern const char receiver_data[1024];

/* Has the receiver sent just these bytes? */
#define SAID(d, bytes) peer_received(d, bytes, sizeof bytes - 1)

/* It has asked for the first block. */
void receiver_begin(struct scripted_peer *);

/* It has acknowledged a header with these fields. */
void receiver_begin_ymodem(
    struct scripted_peer *, const char *fields, size_t len);

/* A header of 128 bytes arrives. */
void receiver_gets_header(
    struct scripted_peer *, const char *fields, size_t len);

/* An EOT arrives, and then nothing for 400 ms. */
void receiver_gets_eot(struct scripted_peer *);

/* Has it sent ACK and, 20 ms later, a request? */
bool receiver_acks_and_asks(struct scripted_peer *);
bool receiver_acks_and_asks_for_stream(struct scripted_peer *);

#endif
