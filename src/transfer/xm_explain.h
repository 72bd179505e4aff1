#ifndef TRANSFER_XM_EXPLAIN_H
#define TRANSFER_XM_EXPLAIN_H

/* Text about the position and the failure of an XMODEM or YMODEM transfer. */

#include <stddef.h>

#include "transfer/xm_driver.h"

/*
 * Writes the position, such as "block 312 of 512, 60 %", or "" before a file
 * has begun.
 */
void xm_explain_place(const struct xm_driver *, char *text, size_t size);

/* Writes why the transfer failed.  Call it only after a failure. */
void xm_explain_failure(const struct xm_driver *, char *text, size_t size);

#endif
