#ifndef TRANSFER_CONCLUDE_H
#define TRANSFER_CONCLUDE_H

/* Ends a transfer. */

#include "transfer/loop.h"

/*
 * After a failure, reads the text that the other end still sends.  After a
 * success, passes the text received after the transfer to the user's steps,
 * which run next (see script/steps.h).  Then prints messages about the end of
 * the transfer.
 */
struct transfer_result conclude(struct transfer *);

#endif
