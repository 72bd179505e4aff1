#ifndef TRANSFER_CONCLUDE_H
#define TRANSFER_CONCLUDE_H

/* The end of a transfer. */

#include "transfer/loop.h"

/*
 * Reads the text that follows a failure, gives the text after a success to the
 * steps, and prints messages about how the transfer has ended.
 */
struct transfer_result conclude(struct transfer *);

#endif
