#ifndef TRANSFER_TRANSFER_H
#define TRANSFER_TRANSFER_H

/*
 * The loop of a transfer.  It connects an engine with the line, the report, the
 * clock and the signals.
 */

#include <stdbool.h>
#include <stdint.h>

#include "line/line.h"
#include "report/exit_status.h"
#include "report/report.h"
#include "transfer/engine.h"

struct transfer_options {
	struct engine *engine;
	struct line *line;
	const struct line_options *line_options; /* options of the line */
	struct report *report;
	uint32_t byte_delay_us;  /* pause after each byte written */
	uint32_t block_delay_ms; /* pause before each output */
	uint32_t wait_ms;        /* time to wait for the other end to start */
	bool keep_text; /* keep text for the steps after the transfer */
};

struct transfer_result {
	struct ending ending;
	bool hurried; /* a second signal came: exit without further waiting */
};

/*
 * Runs a transfer, and reports how the transfer ends.  The first signal cancels
 * the transfer; a second signal ends the transfer at once.  With `keep_text`,
 * text that the other end sends after a successful transfer is passed to
 * line_unread().
 */
struct transfer_result transfer_run(const struct transfer_options *);

#endif
