#ifndef TRANSFER_ADVICE_H
#define TRANSFER_ADVICE_H

/* Advice on what to try next after a transfer has failed. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/exit_status.h"
#include "transfer/evidence.h"

/* The failure of a transfer, and the options of that transfer. */
struct advice_case {
	enum failure failure;
	bool sends;
	const char *protocol;  /* name of the protocol, as in struct engine */
	const char *port;      /* port as the user named it, or NULL */
	uint32_t baud;         /* baud rate; 0: unknown */
	const char *mode;      /* mode of the port, such as "8N1" */
	const char *last_text; /* last text of the other end, escaped; or "" */
	bool paced;            /* --byte-delay was given */
	uint32_t timeout_ms;   /* time to wait for an answer of the other end */
};

/*
 * Writes an advice as text.  Returns the name of the advice, by which tests
 * identify it.  If the evidence suggests no advice, writes "" and returns NULL.
 */
const char *advice_give(const struct evidence *, const struct advice_case *,
    char *text, size_t size);

#endif
