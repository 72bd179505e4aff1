#ifndef TRANSFER_EXPLANATION_H
#define TRANSFER_EXPLANATION_H

#include "transfer/evidence.h"
#include "transfer/transfer.h"

/* Prints why a transfer failed on the line, and what to try next. */

void explain_failure(const struct transfer_options *, const struct evidence *);

#endif
