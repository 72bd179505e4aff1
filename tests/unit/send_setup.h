#ifndef UNIT_SEND_SETUP_H
#define UNIT_SEND_SETUP_H

/* A sender and its scripted peer, in the state in which a test begins. */

#include "harness/scripted_peer.h"

enum { SENDER_CANCEL_LEN = 16 };

extern const struct xm_options sender_defaults;
extern const char sender_cancel[SENDER_CANCEL_LEN]; /* CANs and backspaces */

/* Sends these bytes to the sender. */
void sender_receive(struct scripted_peer *, const char *);

/* Returns true if the sender has sent only an EOT since the last call. */
bool sender_sent_eot(struct scripted_peer *);

/*
 * Begin a sender with a file of `len` bytes, or with files of 100 bytes. The
 * sender has received no request.
 */
void sender_offer_file(struct scripted_peer *, size_t len);
void sender_offer_batch(struct scripted_peer *, int files);

/*
 * Begins a sender with a file of `len` bytes. The sender has sent the first
 * block of the file.
 */
void sender_begin_xmodem(struct scripted_peer *, size_t len);

/*
 * Begins a sender with files of 100 bytes. The sender has sent block 0 of the
 * first file.
 */
void sender_begin_ymodem(struct scripted_peer *, int files);

/* Begins a sender that has sent the EOT of its first file. */
void sender_begin_eot(struct scripted_peer *, int files);

/*
 * Begins a sender that has sent an EOT twice, has received only C in answer to
 * both EOTs, and has sent the final header.
 */
void sender_begin_unconfirmed(struct scripted_peer *);

#endif
