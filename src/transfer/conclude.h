#ifndef TRANSFER_CONCLUDE_H
#define TRANSFER_CONCLUDE_H

/* The end of a transfer. */

#include "transfer/loop.h"

/* Prints messages about how the transfer has ended; returns the ending. */
struct ending conclude(const struct transfer *);

#endif
