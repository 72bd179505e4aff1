#ifndef TRANSFER_EXPLANATION_H
#define TRANSFER_EXPLANATION_H

/* Tells a person why a transfer failed on the line, and what to try. */

#include "transfer/evidence.h"
#include "transfer/transfer.h"

void explain_failure(const struct transfer_options *, const struct evidence *);

#endif
