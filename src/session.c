#include "session.h"

#include "clock.h"
#include "signals.h"

enum { DRAIN_MS = 1000 }; /* for the last bytes to leave */

int
session_run(const struct options *o, struct report *report,
    transfer_answer *answer, void *files)
{
	struct transfer t = { .sends = o->tool == TOOL_XSEND,
		.report = report,
		.byte_delay_us = o->byte_delay_us,
		.block_delay_ms = o->block_delay_ms,
		.answer = answer,
		.files = files };
	struct xm_options xm = o->xm;
	int status;

	if ((t.signal_fd = signals_open()) == -1)
		return OUTCOME_LOCAL;
	if ((t.line = line_open(&o->line)) == NULL)
		return OUTCOME_LINE;
	report_init(report, o->progress, o->quiet, o->verbose, t.line->out_fd);
	xm.bytes_per_s = t.line->bytes_per_s;
	if (t.sends)
		xm_send_init(&t.xm, clock_ms(), &xm);
	else
		xm_recv_init(&t.xm, clock_ms(), &xm);
	status = transfer_run(&t);
	/* The words that cancel a transfer have to leave, too. */
	line_close(t.line, t.hurried ? 0 : DRAIN_MS);
	return status;
}
