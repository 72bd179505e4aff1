#include "session.h"

#include <errno.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"
#include "script/run_steps.h"
#include "trace/trace.h"

enum { DRAIN_MS = 1000 }; /* for the last bytes to leave */

/*
 * The engine's options: a block must not take longer than the timeout, with the
 * speed that a step has set and the pauses that were asked for.
 */
static struct xm_options
engine_options(const struct options *o, const struct line *line)
{
	struct xm_options xm = o->xm;

	xm.bytes_per_s = line->bytes_per_s;
	xm.timeout_ms += o->block_delay_ms;
	xm.timeout_ms += XM_BLOCK_MAX * o->byte_delay_us / 1000;
	if (xm.bytes_per_s > 0)
		xm.timeout_ms += XM_BLOCK_MAX * 1000 / xm.bytes_per_s;
	return xm;
}

/* The transfer, between what is said before and after it. */
static int
converse_and_transfer(const struct options *o, struct transfer *t)
{
	struct conversation conversation = { .line = t->line,
		.report = t->report,
		.signal_fd = t->signal_fd,
		.timeout_ms = o->step_timeout_ms,
		.byte_delay_us = o->byte_delay_us };
	struct xm_options xm;
	int status;

	conversation.keep_words = true;
	status = conversation_run(&conversation, &o->before);
	if (status != OUTCOME_DONE)
		return status;
	xm = engine_options(o, t->line);
	if (t->sends)
		xm_send_init(&t->xm, clock_ms(), &xm);
	else
		xm_recv_init(&t->xm, clock_ms(), &xm);
	status = transfer_run(t);
	if (status != OUTCOME_DONE)
		return status;
	conversation.keep_words = false;
	return conversation_run(&conversation, &o->after);
}

static void
note_open(const struct line *line)
{
	if (line->baud > 0)
		trace_note(line->trace, "%s is open, %u baud", line->name,
		    (unsigned)line->baud);
	else
		trace_note(line->trace, "%s is open", line->name);
}

bool
session_begin(const struct options *o, struct report *report)
{
	/* Whoever has been told of a start may send a signal. */
	bool heard = signals_open();
	int error = errno;

	report_init(report, o->progress, o->quiet, o->verbose, o->line.port);
	if (!heard) {
		errno = error;
		message_errno("cannot make a pipe");
	}
	return heard;
}

int
session_run(const struct options *o, struct report *report,
    transfer_answer *answer, void *files)
{
	struct transfer t = { .sends = o->tool == TOOL_XSEND,
		.line_options = &o->line,
		.report = report,
		.signal_fd = signals_fd(),
		.byte_delay_us = o->byte_delay_us,
		.block_delay_ms = o->block_delay_ms,
		.answer = answer,
		.files = files,
		.keep_words = o->after.count > 0 };
	struct trace *trace = NULL;
	int status;

	if (o->trace != NULL && (trace = trace_open(o->trace, o->argv)) == NULL)
		return OUTCOME_LOCAL;
	if ((t.line = line_open(&o->line)) == NULL) {
		trace_close(trace);
		return OUTCOME_LINE;
	}
	t.line->trace = trace;
	note_open(t.line);
	if (line_is_stderr(t.line))
		report_be_quiet(report);
	status = converse_and_transfer(o, &t);
	/* The words that cancel a transfer have to leave, too. */
	line_close(t.line, t.hurried ? 0 : DRAIN_MS);
	trace_note(trace, "%s, status %d", outcome_name(status), status);
	trace_close(trace);
	return status;
}

/*
 * Nothing has read a signal that came before the line was open, or after a
 * failure.
 */
int
session_end(struct report *report, int status)
{
	bool unheard = status != OUTCOME_DONE && status < OUTCOME_SIGNAL;
	int number = unheard ? signals_next(signals_fd()) : 0;

	if (number != 0)
		status = OUTCOME_SIGNAL + number;
	report_end(report, status);
	message_end();
	if (status > OUTCOME_SIGNAL)
		signals_raise(status - OUTCOME_SIGNAL);
	return status;
}
