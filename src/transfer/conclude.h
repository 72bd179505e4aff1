#ifndef TRANSFER_CONCLUDE_H
#define TRANSFER_CONCLUDE_H

/* The end of a transfer. */

#include "transfer/loop.h"

/* Says in messages how the transfer has ended. */
struct ending conclude(const struct transfer *);

#endif
