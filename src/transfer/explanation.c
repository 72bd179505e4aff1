#include "transfer/explanation.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "transfer/advice.h"

enum { LAST_TEXT_MAX = 120 };

static void
add_last_text(const struct report *report, char *text, size_t size)
{
	const char *last_text = report_last_line(report);
	size_t len = strlen(text);

	snprintf(text + len, size - len, "%s and printed \"%.*s\"",
	    strchr(text, ',') != NULL ? "," : "",
	    (int)escaped_cut(last_text, LAST_TEXT_MAX), last_text);
}

void
explain_failure(
    const struct transfer_options *with, const struct evidence *evidence)
{
	const struct engine *engine = with->engine;
	struct engine_status s = engine->operations->status(engine);
	char mode[LINE_MODE_SIZE];
	struct advice_case c = { .failure = s.failure,
		.sends = engine->sends,
		.protocol = engine->protocol,
		.port = with->line_options->port,
		.baud = line_baud(with->line),
		.mode = line_mode(with->line_options, mode),
		.last_text = report_last_text(with->report),
		.paced = with->byte_delay_us > 0,
		.timeout_ms = s.timeout_ms };
	bool cts_is_low = line_waits_for_cts(with->line);
	char text[256];

	engine->operations->explain(engine, text, sizeof text);
	if (s.failure == FAILURE_STOPPED)
		add_last_text(with->report, text, sizeof text);
	message("%s%s", text, cts_is_low ? " (CTS is low)" : "");
	if (!cts_is_low && advice_give(evidence, &c, text, sizeof text) != NULL)
		report_advice(with->report, text);
}
