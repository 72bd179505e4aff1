#include "session.h"

#include <errno.h>

#include "base/held_messages.h"
#include "base/message.h"
#include "base/signals.h"
#include "script/run_steps.h"
#include "trace/trace.h"
#include "trace/xm_decoder.h"
#include "transfer/transfer.h"
#include "transfer/xm_driver.h"

enum { DRAIN_MS = 1000 /* time without progress that ends the final drain */ };

/*
 * Returns the options of the engine.  Adds to the timeout the time that the
 * longest block needs: the time of its bytes at the rate of the line, and the
 * pauses of --block-delay and --byte-delay.
 */
static struct xm_options
engine_options(const struct options *o, const struct line *line)
{
	struct xm_options xm = o->xm;

	xm.bytes_per_s = line_bytes_per_s(line);
	xm.timeout_ms += o->block_delay_ms;
	xm.timeout_ms += XM_BLOCK_MAX * o->byte_delay_us / 1000;
	if (xm.bytes_per_s > 0)
		xm.timeout_ms += XM_BLOCK_MAX * 1000 / xm.bytes_per_s;
	return xm;
}

struct session {
	const struct options *options;
	struct report *report;
	struct source *source; /* or NULL */
	struct sink *sink;     /* or NULL */
	struct line *line;
	bool hurried; /* a second signal came: close the line without a drain */
};

static struct ending
take_steps(const struct session *s, const struct steps *steps, bool keep_text)
{
	struct step_options with = { .line = s->line,
		.report = s->report,
		.timeout_ms = s->options->step_timeout_ms,
		.byte_delay_us = s->options->byte_delay_us,
		.keep_text = keep_text };

	return run_steps(&with, steps);
}

static struct ending
transfer(struct session *s)
{
	const struct options *o = s->options;
	struct xm_options xm = engine_options(o, s->line);
	struct xm_driver driver;
	struct transfer_options with = { .engine = &driver.engine,
		.line = s->line,
		.line_options = &o->line,
		.report = s->report,
		.byte_delay_us = o->byte_delay_us,
		.block_delay_ms = o->block_delay_ms,
		.wait_ms = xm.wait_ms,
		.keep_text = o->after.count > 0 };
	struct transfer_result result;

	if (s->source != NULL)
		xm_driver_send(&driver, &xm, s->source);
	else
		xm_driver_receive(&driver, &xm, s->sink);
	result = transfer_run(&with);
	s->hurried = result.hurried;
	return result.ending;
}

/*
 * Prints that `count` steps succeeded.  These are the steps after the transfer,
 * or all steps if there was no transfer.  A terminal step needs no such
 * message: the user has just seen the prompt of the board.
 */
static void
report_steps(const struct session *s, size_t count, const char *when)
{
	if (count == 0 || s->report->quiet ||
	    steps_have(&s->options->before, STEP_TERMINAL) ||
	    steps_have(&s->options->after, STEP_TERMINAL))
		return;
	if (count == 1)
		message_note("the step%s succeeded", when);
	else
		message_note("all %zu steps%s succeeded", count, when);
}

/* Runs the steps before the transfer, the transfer, and the steps after it. */
static struct ending
run_steps_and_transfer(struct session *s)
{
	const struct options *o = s->options;
	bool transfers = s->source == NULL || s->source->count > 0;
	struct ending ending = take_steps(s, &o->before, true);

	/* Without a file to send, only the steps run. */
	if (ending.failure == FAILURE_NONE && transfers)
		ending = transfer(s);
	if (ending.failure == FAILURE_NONE)
		ending = take_steps(s, &o->after, false);
	if (ending.failure == FAILURE_NONE)
		report_steps(s,
		    transfers ? o->after.count
			      : o->before.count + o->after.count,
		    transfers ? " after the transfer" : "");
	return ending;
}

static void
note_open(struct trace *trace, const struct line *line)
{
	if (line_baud(line) > 0)
		trace_note(trace, "%s is open, %u baud", line_name(line),
		    (unsigned)line_baud(line));
	else
		trace_note(trace, "%s is open", line_name(line));
}

/*
 * Notes that the driver of a USB adapter is set to low latency: the driver then
 * delivers received bytes at once.
 */
static void
note_latency(const struct session *s, struct trace *trace)
{
	if (!line_latency(s->line)->lowered)
		return;
	trace_note(trace, "turned on the driver's low latency");
	if (s->options->verbose)
		message_note("%s: turned on the driver's low latency",
		    line_name(s->line));
}

bool
session_begin(const struct options *o, struct report *report)
{
	/*
	 * Catch signals first: report_init() prints the start of the report,
	 * and a program that reads this start may send a signal at once.
	 */
	bool caught = signals_open();
	int error = errno;

	report_init(report, o->progress, o->quiet, o->verbose, o->line.port);
	held_messages_print();
	if (!caught) {
		errno = error;
		message_errno("cannot make a pipe");
	}
	return caught;
}

static struct ending
open_and_converse(struct session *s, struct trace *trace)
{
	struct ending ending;

	s->line = line_open(&s->options->line, trace);
	if (s->line == NULL)
		return (struct ending){ FAILURE_LINE, 0 };
	note_open(trace, s->line);
	note_latency(s, trace);
	if (line_is_stderr(s->line)) {
		report_be_quiet(s->report);
		message_hold(true);
	}
	ending = run_steps_and_transfer(s);
	if (ending.failure == FAILURE_NONE && !s->hurried)
		line_finish(s->line);
	/* Drain after a failure, too: the CAN bytes must reach the peer. */
	line_close(s->line, s->hurried ? 0 : DRAIN_MS);
	message_hold(false);
	return ending;
}

static struct ending
run(struct session *s)
{
	const struct options *o = s->options;
	struct trace *trace = NULL;
	struct ending ending;
	int status;

	if (o->trace != NULL) {
		trace = trace_open(o->trace, o->argv, &xm_decoder);
		if (trace == NULL)
			return (struct ending){ FAILURE_LOCAL, 0 };
	}
	ending = open_and_converse(s, trace);
	status = exit_status_of(ending);
	trace_note(trace, "%s, status %d", exit_status_name(status), status);
	trace_close(trace);
	return ending;
}

struct ending
session_send(
    const struct options *options, struct report *report, struct source *source)
{
	struct session s = { options, report, .source = source };

	return run(&s);
}

struct ending
session_receive(
    const struct options *options, struct report *report, struct sink *sink)
{
	struct session s = { options, report, .sink = sink };

	return run(&s);
}

/*
 * Returns FAILURE_SIGNAL in place of another failure if a signal is still
 * unread.  This signal came before the line was open, or after the failure.
 */
static struct ending
note_signal(struct ending ending)
{
	bool unread =
	    ending.failure != FAILURE_NONE && ending.failure != FAILURE_SIGNAL;
	int number = unread ? signals_next() : 0;

	return number == 0 ? ending : (struct ending){ FAILURE_SIGNAL, number };
}

int
session_end(struct report *report, struct ending ending)
{
	int status;

	ending = note_signal(ending);
	status = exit_status_of(ending);
	report_end(report, status);
	message_end();
	if (ending.failure == FAILURE_SIGNAL)
		signals_raise(ending.signal);
	return status;
}
