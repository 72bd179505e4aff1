#include "script/run_steps.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/signals.h"
#include "report/exit_status.h"
#include "script/match.h"
#include "script/received.h"
#include "script/sums.h"
#include "script/terminal.h"

enum { WAIT_SHOWN_MS = 1000 };

struct run {
	const struct step_options *with;
	const struct step *at;
	struct ending ending;
	struct received input;
};

static bool
is_well(const struct run *r)
{
	return r->ending.failure == FAILURE_NONE;
}

static void
fail(struct run *r, enum failure failure)
{
	if (is_well(r))
		r->ending.failure = failure;
}

static void
end_by_signal(struct run *r, int number)
{
	if (is_well(r))
		r->ending = (struct ending){ FAILURE_SIGNAL, number };
}

/* Receiving. */

/* Consumes `len` received bytes, and shows them as text. */
static void
consume(struct run *r, size_t len)
{
	report_peer_text(r->with->report, r->input.bytes, len);
	received_consume(&r->input, len);
}

static void
lose_line(struct run *r, ssize_t result)
{
	if (is_well(r))
		message("%s: the line is lost: %s", line_name(r->with->line),
		    line_trouble(r->with->line, result));
	fail(r, FAILURE_LINE);
}

static void
read_line(struct run *r)
{
	ssize_t n;

	/* Make room.  Later steps do not search these oldest bytes. */
	if (r->input.len == sizeof r->input.bytes)
		consume(r, sizeof r->input.bytes / 4);
	n = line_read(r->with->line, r->input.bytes + r->input.len,
	    sizeof r->input.bytes - r->input.len);
	if (n > 0)
		r->input.len += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		lose_line(r, n);
}

static void
take_signal(struct run *r)
{
	int number = signals_next();

	if (number == 0)
		return;
	message("%s in the step %s", failure_text(FAILURE_SIGNAL, true),
	    r->at->text);
	end_by_signal(r, number);
}

/*
 * Waits for input, and also for space for output if `output` is true, until
 * `wait_ms` after `begun_ms`.  Returns false after that time, or after a
 * failure.
 */
static bool
receive_until(struct run *r, uint32_t begun_ms, uint32_t wait_ms, bool output)
{
	uint32_t passed_ms = clock_ms() - begun_ms;
	struct line_ready ready;

	if (!is_well(r) || passed_ms >= wait_ms)
		return false;
	ready = line_wait(r->with->line, output, wait_ms - passed_ms);
	if (ready.signal)
		take_signal(r);
	if (ready.input)
		read_line(r);
	return is_well(r);
}

/* Steps. */

static void
send_bytes(struct run *r, const struct step *step)
{
	uint32_t begun_ms = clock_ms();
	uint32_t delay_us = r->with->byte_delay_us;
	size_t sent = 0;

	while (sent < step->len && is_well(r)) {
		size_t len = delay_us > 0 ? 1 : step->len - sent;
		ssize_t n = line_write(r->with->line, step->bytes + sent, len);

		if (n > 0) {
			sent += (size_t)n;
			if (delay_us > 0)
				clock_pause_us(delay_us);
			take_signal(r);
		} else if (errno != EAGAIN && errno != EINTR) {
			lose_line(r, n);
		} else if (!receive_until(
			       r, begun_ms, r->with->timeout_ms, true)) {
			if (is_well(r))
				message("%s: the line accepts no more data",
				    step->text);
			fail(r, FAILURE_STEP);
		}
	}
}

static void
report_timeout(const struct run *r, const struct step *step)
{
	char last[4 * RECEIVED_LAST_MAX + 1];
	double seconds = r->with->timeout_ms / 1000.0;

	report_peer_text(r->with->report, NULL, 0);
	escape(last, sizeof last, r->input.last, r->input.last_len);
	if (r->input.last_len == 0)
		message("%s: not received within %g s; nothing was received",
		    step->text, seconds);
	else
		message(
		    "%s: not received within %g s; the last text was \"%s\"",
		    step->text, seconds, last);
}

/*
 * Shows the text that the step waits for, once the step has waited for
 * WAIT_SHOWN_MS.  Returns the milliseconds until the next call is due.
 */
static uint32_t
show_waiting(const struct run *r, const struct step *step, uint32_t begun_ms)
{
	uint32_t passed_ms = clock_ms() - begun_ms;
	uint32_t left_ms = r->with->timeout_ms - passed_ms;
	const char *argument = strchr(step->text, ':');
	char what[64];

	if (passed_ms >= r->with->timeout_ms || argument == NULL)
		return UINT32_MAX;
	if (passed_ms < WAIT_SHOWN_MS)
		return WAIT_SHOWN_MS - passed_ms;
	snprintf(what, sizeof what, "\"%.*s\"",
	    (int)escaped_cut(argument + 1, sizeof what - 3), argument + 1);
	return report_waiting(r->with->report, NULL, what, left_ms);
}

/*
 * Receives, and shows the text that the step waits for.  Returns false after a
 * timeout or a failure.
 */
static bool
receive_and_show(struct run *r, const struct step *step, uint32_t begun_ms)
{
	uint32_t show_ms = show_waiting(r, step, begun_ms);
	uint32_t until_ms = r->with->timeout_ms;
	uint32_t passed_ms = clock_ms() - begun_ms;

	if (show_ms < until_ms - passed_ms)
		until_ms = passed_ms + show_ms;
	(void)receive_until(r, begun_ms, until_ms, false);
	return is_well(r) && clock_ms() - begun_ms < r->with->timeout_ms;
}

/*
 * Lets the step fail if the board sends a checksum that differs from the
 * checksum of the file.
 */
static void
check_sum(struct run *r, const struct step *step)
{
	size_t end = sums_find_other(
	    step, r->input.bytes, r->input.len, received_is_in_line(&r->input));
	char sum[4 * RECEIVED_LAST_MAX + 1];

	if (end == 0)
		return;
	escape(sum, sizeof sum, r->input.bytes + end - step->sum_len,
	    step->sum_len);
	consume(r, r->input.len);
	report_peer_text(r->with->report, NULL, 0);
	message("%s: the %s that the board computed is %s", step->text,
	    sums_name(step), sum);
	fail(r, FAILURE_STEP);
}

static void
expect_bytes(struct run *r, const struct step *step)
{
	uint32_t begun_ms = clock_ms();
	ssize_t at;

	while ((at = received_find(&r->input, step->bytes, step->len)) == -1) {
		check_sum(r, step);
		/* Keep bytes that may be the beginning of the text. */
		if (r->input.len >= step->len)
			consume(r, r->input.len - step->len + 1);
		if (!is_well(r) || !receive_and_show(r, step, begun_ms))
			break;
	}
	report_waiting_end(r->with->report);
	if (at != -1) {
		consume(r, (size_t)at + step->len);
	} else if (is_well(r)) {
		consume(r, r->input.len);
		report_timeout(r, step);
		fail(r, FAILURE_STEP);
	}
}

static void
match_line(struct run *r, const struct step *step)
{
	uint32_t begun_ms = clock_ms();
	regex_t compiled;
	bool found;
	size_t end;

	if (regcomp(&compiled, (const char *)step->bytes, REG_EXTENDED) != 0) {
		message("%s: out of memory", step->text);
		fail(r, FAILURE_STEP);
		return;
	}
	do {
		found = match_find(&compiled, r->input.bytes, r->input.len,
		    received_is_in_line(&r->input), &end);
		consume(r, end);
	} while (
	    !found && receive_until(r, begun_ms, r->with->timeout_ms, false));
	regfree(&compiled);
	if (!found && is_well(r)) {
		consume(r, r->input.len);
		report_timeout(r, step);
		fail(r, FAILURE_STEP);
	}
}

static void
wait_for(struct run *r, uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();

	while (receive_until(r, begun_ms, wait_ms, false))
		continue;
}

static void
show(struct run *r, uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();

	do
		consume(r, r->input.len);
	while (receive_until(r, begun_ms, wait_ms, false));
}

static void
talk(struct run *r)
{
	struct terminal_end end;

	report_peer_text(r->with->report, NULL, 0);
	end = terminal_talk(r->with->line, r->with->byte_delay_us,
	    r->input.bytes, r->input.len);
	r->input.len = 0;
	if (end.reason == TERMINAL_UNUSABLE)
		fail(r, FAILURE_STEP);
	else if (end.reason == TERMINAL_LINE_LOST)
		lose_line(r, end.result);
	else if (end.reason == TERMINAL_SIGNAL)
		take_signal(r);
}

/*
 * Ends the steps because a function of the line failed.  That function has
 * printed a message, or was interrupted by a signal.
 */
static void
fail_by_line(struct run *r)
{
	int number = signals_next();

	if (number != 0)
		end_by_signal(r, number);
	fail(r, line_is_lost(r->with->line) ? FAILURE_LINE : FAILURE_STEP);
}

static void
control(struct run *r, enum line_control what, uint32_t value)
{
	if (!line_control(r->with->line, what, value))
		fail_by_line(r);
}

/*
 * Reopens the port, which disappears when the board resets.  First consumes all
 * input, because the board sent this input before the reset.
 */
static void
reopen(struct run *r)
{
	consume(r, r->input.len);
	if (!line_reopen(r->with->line, r->with->timeout_ms))
		fail_by_line(r);
}

static void
send_break(struct run *r, uint32_t ms)
{
	control(r, LINE_BREAK, 1);
	if (!is_well(r))
		return;
	wait_for(r, ms);
	/* End the break even after a failure. */
	(void)line_control(r->with->line, LINE_BREAK, 0);
}

static void
run_step(struct run *r, const struct step *step)
{
	uint32_t begun_ms = clock_ms();

	r->at = step;
	switch (step->kind) {
	case STEP_SEND:
		send_bytes(r, step);
		break;
	case STEP_EXPECT:
		expect_bytes(r, step);
		break;
	case STEP_WAIT:
		wait_for(r, step->value);
		break;
	case STEP_SHOW:
		show(r, step->value);
		break;
	case STEP_BAUD:
		control(r, LINE_BAUD, step->value);
		break;
	case STEP_DTR:
		control(r, LINE_DTR, step->value);
		break;
	case STEP_RTS:
		control(r, LINE_RTS, step->value);
		break;
	case STEP_BREAK:
		send_break(r, step->value);
		break;
	case STEP_REOPEN:
		reopen(r);
		break;
	case STEP_MATCH:
		match_line(r, step);
		break;
	case STEP_TERMINAL:
		talk(r);
		break;
	}
	report_step(
	    r->with->report, step->text, is_well(r), clock_ms() - begun_ms);
}

struct ending
run_steps(const struct step_options *with, const struct steps *steps)
{
	struct run r = { .with = with };

	for (size_t i = 0; i < steps->count && is_well(&r); i++)
		run_step(&r, &steps->step[i]);
	if (with->keep_text && is_well(&r))
		line_unread(with->line, r.input.bytes, r.input.len);
	else
		consume(&r, r.input.len);
	/*
	 * End the last line of text, unless the rest of this text may come
	 * during the transfer.
	 */
	if (!with->keep_text || !is_well(&r))
		report_peer_text(with->report, NULL, 0);
	return r.ending;
}
