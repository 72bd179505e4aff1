#include "script/run_steps.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/signals.h"
#include "report/exit_status.h"

enum { LAST_MAX = 160 };

struct talk {
	const struct conversation *with;
	int status; /* OUTCOME_DONE as long as nothing has gone wrong */
	/* What has been heard and no step has taken yet. */
	uint8_t heard[LINE_AHEAD_MAX];
	size_t heard_len;
	/* What was taken last, for the message of a step that fails. */
	uint8_t last[LAST_MAX];
	size_t last_len;
};

static bool
is_well(const struct talk *t)
{
	return t->status == OUTCOME_DONE;
}

static void
fail(struct talk *t, int status)
{
	if (is_well(t))
		t->status = status;
}

/* Listening. */

static void
remember(struct talk *t, const uint8_t *bytes, size_t len)
{
	size_t keep;

	if (len > LAST_MAX) {
		bytes += len - LAST_MAX;
		len = LAST_MAX;
	}
	keep = t->last_len < LAST_MAX - len ? t->last_len : LAST_MAX - len;
	memmove(t->last, t->last + t->last_len - keep, keep);
	memcpy(t->last + keep, bytes, len);
	t->last_len = keep + len;
}

/* Passes so many of the bytes heard on to people. */
static void
take(struct talk *t, size_t len)
{
	report_words(t->with->report, t->heard, len);
	remember(t, t->heard, len);
	t->heard_len -= len;
	memmove(t->heard, t->heard + len, t->heard_len);
}

static void
lose_line(struct talk *t, ssize_t result)
{
	if (is_well(t))
		message("%s: the line is lost: %s", t->with->line->name,
		    line_trouble(t->with->line, result));
	fail(t, OUTCOME_LINE);
}

static void
read_line(struct talk *t)
{
	ssize_t n;

	/* Nobody waits for this any more: the oldest goes. */
	if (t->heard_len == sizeof t->heard)
		take(t, sizeof t->heard / 4);
	n = line_read(t->with->line, t->heard + t->heard_len,
	    sizeof t->heard - t->heard_len);
	if (n > 0)
		t->heard_len += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		lose_line(t, n);
}

static void
take_signal(struct talk *t)
{
	int number = signals_next(t->with->signal_fd);

	if (number == 0)
		return;
	message("%s", outcome_words(XM_EABORTED, true));
	fail(t, OUTCOME_SIGNAL + number);
}

/*
 * Hears what comes, until something has come or the time since `begun_ms` is
 * over.  Returns false if it is over, or something has gone wrong.
 */
static bool
listen_until(struct talk *t, uint32_t begun_ms, uint32_t wait_ms, bool output)
{
	uint32_t passed_ms = clock_ms() - begun_ms;
	struct line_ready ready;

	if (!is_well(t) || passed_ms >= wait_ms)
		return false;
	ready = line_wait(
	    t->with->line, t->with->signal_fd, output, wait_ms - passed_ms);
	if (ready.signal)
		take_signal(t);
	if (ready.input)
		read_line(t);
	return is_well(t);
}

/* Steps. */

static void
send_bytes(struct talk *t, const struct step *step)
{
	uint32_t begun_ms = clock_ms();
	uint32_t delay_us = t->with->byte_delay_us;
	size_t sent = 0;

	while (sent < step->len && is_well(t)) {
		size_t len = delay_us > 0 ? 1 : step->len - sent;
		ssize_t n = line_write(t->with->line, step->bytes + sent, len);

		if (n > 0) {
			sent += (size_t)n;
			if (delay_us > 0)
				clock_pause_us(delay_us);
			take_signal(t);
		} else if (errno != EAGAIN && errno != EINTR) {
			lose_line(t, n);
		} else if (!listen_until(
			       t, begun_ms, t->with->timeout_ms, true)) {
			if (is_well(t))
				message("%s: the line takes no more data",
				    step->text);
			fail(t, OUTCOME_STEP);
		}
	}
}

/* Where the step's bytes begin in what was heard, or -1. */
static ssize_t
find(const struct talk *t, const struct step *step)
{
	for (size_t i = 0; i + step->len <= t->heard_len; i++) {
		if (memcmp(t->heard + i, step->bytes, step->len) == 0)
			return (ssize_t)i;
	}
	return -1;
}

static void
report_unheard(const struct talk *t, const struct step *step)
{
	char last[4 * LAST_MAX + 1];
	double seconds = t->with->timeout_ms / 1000.0;

	report_words(t->with->report, NULL, 0);
	escape(last, sizeof last, t->last, t->last_len);
	if (t->last_len == 0)
		message("%s: not heard within %g s, nor anything else",
		    step->text, seconds);
	else
		message("%s: not heard within %g s; the last words were \"%s\"",
		    step->text, seconds, last);
}

static void
expect_bytes(struct talk *t, const struct step *step)
{
	uint32_t begun_ms = clock_ms();
	ssize_t at;

	while ((at = find(t, step)) == -1) {
		/* The beginning of the text may have come already. */
		if (t->heard_len >= step->len)
			take(t, t->heard_len - step->len + 1);
		if (!listen_until(t, begun_ms, t->with->timeout_ms, false))
			break;
	}
	if (at != -1) {
		take(t, (size_t)at + step->len);
	} else if (is_well(t)) {
		take(t, t->heard_len);
		report_unheard(t, step);
		fail(t, OUTCOME_STEP);
	}
}

static void
wait_for(struct talk *t, uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();

	while (listen_until(t, begun_ms, wait_ms, false))
		continue;
}

static void
show(struct talk *t, uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();

	do
		take(t, t->heard_len);
	while (listen_until(t, begun_ms, wait_ms, false));
}

static void
control(struct talk *t, enum line_control what, uint32_t value)
{
	int number;

	if (line_control(t->with->line, what, value))
		return;
	/* What was said of it is enough. */
	number = signals_next(t->with->signal_fd);
	if (number != 0)
		fail(t, OUTCOME_SIGNAL + number);
	fail(t, t->with->line->lost ? OUTCOME_LINE : OUTCOME_STEP);
}

static void
send_break(struct talk *t, uint32_t ms)
{
	control(t, LINE_BREAK, 1);
	if (!is_well(t))
		return;
	wait_for(t, ms);
	/* Whatever happened meanwhile. */
	(void)line_control(t->with->line, LINE_BREAK, 0);
}

static void
take_step(struct talk *t, const struct step *step)
{
	uint32_t begun_ms = clock_ms();

	switch (step->kind) {
	case STEP_SEND:
		send_bytes(t, step);
		break;
	case STEP_EXPECT:
		expect_bytes(t, step);
		break;
	case STEP_WAIT:
		wait_for(t, step->value);
		break;
	case STEP_SHOW:
		show(t, step->value);
		break;
	case STEP_BAUD:
		control(t, LINE_BAUD, step->value);
		break;
	case STEP_DTR:
		control(t, LINE_DTR, step->value);
		break;
	case STEP_RTS:
		control(t, LINE_RTS, step->value);
		break;
	case STEP_BREAK:
		send_break(t, step->value);
		break;
	}
	report_step(
	    t->with->report, step->text, is_well(t), clock_ms() - begun_ms);
}

int
conversation_run(const struct conversation *with, const struct steps *steps)
{
	struct talk t = { .with = with, .status = OUTCOME_DONE };

	for (size_t i = 0; i < steps->count && is_well(&t); i++)
		take_step(&t, &steps->step[i]);
	if (with->keep_words && is_well(&t))
		line_unread(with->line, t.heard, t.heard_len);
	else
		take(&t, t.heard_len);
	report_words(with->report, NULL, 0);
	return t.status;
}
