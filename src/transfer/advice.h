#ifndef TRANSFER_ADVICE_H
#define TRANSFER_ADVICE_H

/* What to try next after a transfer has failed, if there is evidence. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/exit_status.h"
#include "transfer/evidence.h"

/* How the transfer ended. */
struct advice_case {
	enum failure failure;
	bool sends;
	const char *protocol; /* of a sender, as in struct engine */
	const char *port;     /* as the user named it, or NULL */
	uint32_t baud;        /* 0: unknown */
	const char *mode;     /* such as "8N1" */
	const char *said; /* the last text of the other end, escaped, or "" */
	bool paced;       /* --byte-delay was given */
	uint32_t timeout_ms; /* for an answer */
};

/*
 * Returns the name of the advice, for tests, or NULL if nobody knows; the text
 * is "" then.
 */
const char *advice_give(const struct evidence *, const struct advice_case *,
    char *text, size_t size);

#endif
