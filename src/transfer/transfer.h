#ifndef TRANSFER_TRANSFER_H
#define TRANSFER_TRANSFER_H

/*
 * The one loop: it brings together an engine, the line, the report, the clock
 * and signals.
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
	const struct line_options *line_options; /* as they were given */
	struct report *report;
	uint32_t byte_delay_us;  /* after each byte written */
	uint32_t block_delay_ms; /* before each output */
	uint32_t wait_ms;        /* for the other end to begin */
	bool keep_text;          /* for steps after the transfer */
};

struct transfer_result {
	struct ending ending;
	bool hurried; /* a second signal came: wait for nothing */
};

/*
 * Runs to the end, which it has reported when it returns.  The first signal
 * cancels politely, the second leaves at once.  With `keep_text`, what the
 * other end says after a transfer that went well is given back to the line.
 */
struct transfer_result transfer_run(const struct transfer_options *);

#endif
