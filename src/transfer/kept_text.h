#ifndef TRANSFER_KEPT_TEXT_H
#define TRANSFER_KEPT_TEXT_H

/* Text that was received after a transfer, for the steps after the transfer. */

#include <stddef.h>
#include <stdint.h>

#include "line/line.h"
#include "report/report.h"

/* Set all members to 0 before the first use. */
struct kept_text {
	uint8_t bytes[LINE_AHEAD_MAX];
	size_t len;
};

/*
 * Appends text.  If the space is full, removes the oldest text, and shows it in
 * the report.
 */
void kept_text_add(
    struct kept_text *, const uint8_t *, size_t, struct report *);

#endif
