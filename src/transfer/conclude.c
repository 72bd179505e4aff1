#include "transfer/conclude.h"

#include <string.h>

#include "base/clock.h"
#include "base/message.h"
#include "transfer/explanation.h"
#include "transfer/slowness.h"

enum {
	LAST_TEXT_MS = 1000,      /* time to read text after a failure */
	LAST_TEXT_QUIET_MS = 300, /* silence that ends such text */
	REASON_MS = 2500 /* time to wait for the reason of a cancel: ST's boot
			    loader (IAP) erases its flash before it sends the
			    reason */
};

/* Returns true if the other end has cancelled and sent no text so far. */
static bool
lacks_reason(const struct transfer *t)
{
	enum failure failure = loop_status(t).failure;

	return (failure == FAILURE_CANCELLED || failure == FAILURE_REJECTED) &&
	       report_last_text(t->with->report)[0] == '\0';
}

/*
 * Reads the text that follows a failure: a boot loader prints the reason of a
 * cancel after the CANs.  A loss of the line during this time does not change
 * the result of the transfer.
 */
static void
read_last_text(struct transfer *t)
{
	struct report *report = t->with->report;
	uint8_t bytes[LOOP_READ_SIZE];
	uint32_t begun_ms = clock_ms();
	uint32_t wait_ms = lacks_reason(t) ? REASON_MS : LAST_TEXT_QUIET_MS;

	while (!t->line_is_lost && loop_wait(t, wait_ms).input) {
		report_peer_text(report, bytes, loop_read(t, bytes));
		if (wait_ms == REASON_MS)
			begun_ms = clock_ms();
		wait_ms = LAST_TEXT_QUIET_MS;
		if (clock_ms() - begun_ms >= LAST_TEXT_MS)
			break;
	}
	t->line_is_lost = false;
	report_peer_text(report, NULL, 0);
}

/*
 * After a success, the steps of --after run next (see script/steps.h): gives
 * them the text that came after the transfer.  After a failure, shows the text.
 */
static void
give_text_back(struct transfer *t)
{
	struct engine_status s = loop_status(t);

	if (s.ended && s.failure == FAILURE_NONE)
		line_unread(t->with->line, t->text.bytes, t->text.len);
	else
		report_peer_text(t->with->report, t->text.bytes, t->text.len);
	report_peer_text(t->with->report, NULL, 0);
}

/* Returns true if the other end or a timeout made the transfer fail. */
static bool
has_failed_on_line(const struct transfer *t)
{
	struct engine_status s = loop_status(t);

	return s.ended && s.failure != FAILURE_NONE &&
	       s.failure != FAILURE_LOCAL && s.failure != FAILURE_NOT_STORED &&
	       !t->line_is_lost && t->signal == 0;
}

/* If the transfer was slow, prints how to make it faster. */
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

/*
 * Ends a transfer in which every file was transferred.  This program
 * may have refused to store some of the files that it received.
 */
static struct ending
conclude_well(const struct transfer *t)
{
	struct engine_status s = loop_status(t);
	bool refused = s.failure == FAILURE_NOT_STORED;

	report_done(t->with->report);
	if (s.weak)
		message_warning("only checksums protected the data: they miss "
				"about one damaged block in 256");
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

static struct ending
print_end(const struct transfer *t)
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

struct transfer_result
conclude(struct transfer *t)
{
	bool hurried = t->hurried;

	if (has_failed_on_line(t))
		read_last_text(t);
	give_text_back(t);
	return (struct transfer_result){ print_end(t), hurried };
}
