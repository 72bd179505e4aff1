#ifndef TRANSFER_XM_EXPLAIN_H
#define TRANSFER_XM_EXPLAIN_H

/* Says in words where an XMODEM or YMODEM transfer stands, and why it failed. */

#include <stddef.h>

#include "transfer/xm_driver.h"

/* "block 312 of 512, 60 %", or "" before it has begun. */
void xm_explain_place(const struct xm_driver *, char *text, size_t size);

void xm_explain_failure(const struct xm_driver *, char *text, size_t size);

#endif
