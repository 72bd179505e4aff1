#include "transfer/conclude.h"

#include <string.h>

#include "base/clock.h"
#include "base/message.h"
#include "transfer/explanation.h"
#include "transfer/slowness.h"

/* Prints how a transfer that was slow could be made faster. */
static void
advise_on_speed(const struct transfer *t)
{
	struct report *report = t->with->report;
	struct slowness s = { .sends = t->engine->sends,
		.is_ymodem = strcmp(t->engine->protocol, "YMODEM") == 0,
		.bytes = report->total,
		.blocks = loop_status(t).counts.blocks,
		.took_ms = clock_ms() - t->data_ms,
		.answer_ms = line_shortest_answer_ms(t->with->line),
		.keeps_latency = t->with->line_options->keep_latency,
		.latency = line_latency(t->with->line) };
	char text[256];

	if (t->has_data && !report->quiet &&
	    slowness_advise(&s, text, sizeof text))
		report_advice(report, text);
}

/* Ends a transfer of which all files were transferred or refused. */
static struct ending
conclude_well(const struct transfer *t)
{
	struct engine_status s = loop_status(t);
	bool refused = s.failure == FAILURE_NOT_STORED;

	report_done(t->with->report);
	if (s.weak)
		message_warning("only checksums protected the data: about one "
				"damaged block in 256 passes them");
	advise_on_speed(t);
	return (
	    struct ending){ refused ? FAILURE_NOT_STORED : FAILURE_NONE, 0 };
}

static void
report_cancelled(const struct transfer *t)
{
	const char *reason = failure_text(FAILURE_SIGNAL, t->engine->sends);
	char place[80];

	if (!loop_has_begun(t))
		message("%s while waiting for the %s", reason,
		    t->engine->sends ? "receiver" : "sender");
	else if (loop_place(t, place, sizeof place))
		message("%s at %s", reason, place);
	else
		message("%s", reason);
}

struct ending
conclude(const struct transfer *t)
{
	struct engine_status s = loop_status(t);
	bool well =
	    s.failure == FAILURE_NONE || s.failure == FAILURE_NOT_STORED;

	if (well && (s.ended || (t->line_is_lost && s.complete)))
		return conclude_well(t);
	message_status("");
	if (t->signal != 0) {
		report_cancelled(t);
		return (struct ending){ FAILURE_SIGNAL, t->signal };
	}
	if (t->foreign[0] != '\0') {
		message("%s", t->foreign);
		return (struct ending){ FAILURE_FOREIGN, 0 };
	}
	if (s.failure == FAILURE_LOCAL)
		return (struct ending){ FAILURE_LOCAL, 0 };
	if (t->line_is_lost)
		return (struct ending){ FAILURE_LINE, 0 };
	explain_failure(t->with, &t->evidence);
	return (struct ending){ s.failure, 0 };
}
