#ifndef UNIT_SEND_SETUP_H
#define UNIT_SEND_SETUP_H

/* A dialog with a sender, up to where a test begins. */

#include "harness/scripted_peer.h"

enum { SENDER_CANCEL_LEN = 16 };

extern const struct xm_options sender_defaults;
extern const char sender_cancel[SENDER_CANCEL_LEN]; /* CANs and backspaces */

/* The sender receives this text. */
void sender_hear(struct scripted_peer *, const char *);

/* Has it sent an EOT, and nothing else, since it was asked last? */
bool sender_sent_eot(struct scripted_peer *);

/* A file of that length, or files of 100 bytes; nothing has been asked for. */
void sender_offer_file(struct scripted_peer *, size_t len);
void sender_offer_batch(struct scripted_peer *, int files);

/* A file of that length; the first block is out. */
void sender_begin_xmodem(struct scripted_peer *, size_t len);

/* Files of 100 bytes; the first block 0 is out. */
void sender_begin_ymodem(struct scripted_peer *, int files);

/* The first file's data is acknowledged, and its EOT is out. */
void sender_begin_eot(struct scripted_peer *, int files);

/* The EOT was answered with C twice, and the final header is out. */
void sender_begin_unconfirmed(struct scripted_peer *);

#endif
