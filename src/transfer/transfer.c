#include "transfer/transfer.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"
#include "transfer/conclude.h"
#include "transfer/loop.h"
#include "transfer/ssh_escape.h"

enum {
	PART_MAX_US = 4000, /* longest wait between two reads of a block */
	EARLY_US = 300, /* time by which the wait for the rest of a block is
			   shortened, so that the read is not late */
	STALE_MS = 100  /* minimum time of a slow file access; answers received
			   during the access do not belong to the next block */
};

struct engine_status
loop_status(const struct transfer *t)
{
	return t->engine->operations->status(t->engine);
}

bool
loop_place(const struct transfer *t, char *text, size_t size)
{
	text[0] = '\0';
	if (t->engine->operations->place != NULL)
		t->engine->operations->place(t->engine, text, size);
	return text[0] != '\0';
}

static bool
has_ended(const struct transfer *t)
{
	return loop_status(t).ended;
}

static void
take_signals(struct transfer *t)
{
	int number;

	while ((number = signals_next()) != 0) {
		t->hurried = t->signal != 0;
		if (t->signal == 0)
			t->signal = number;
		t->engine->operations->cancel(t->engine);
	}
}

static void
move_data(struct transfer *t)
{
	uint32_t begun_ms = clock_ms();
	struct engine_status before = loop_status(t);

	report_state(t->with->report, t->engine->operations->state(t->engine),
	    before.counts);
	t->engine->operations->move_data(t->engine);
	/* A signal may have interrupted the file operation. */
	if (before.failure == FAILURE_NONE &&
	    loop_status(t).failure == FAILURE_LOCAL)
		take_signals(t);
	if (clock_ms() - begun_ms >= STALE_MS)
		t->input_is_stale = t->engine->operations->drops_stale_input;
}

/*
 * Keeps text that came after the transfer, because a step may wait for it.
 * Shows other text.
 */
static void
pass_text_on(struct transfer *t, const uint8_t *text, size_t len)
{
	struct engine_status s = loop_status(t);
	bool over = s.settled || (s.ended && s.failure == FAILURE_NONE);

	if (t->with->keep_text && over)
		kept_text_add(&t->text, text, len, t->with->report);
	else
		report_peer_text(t->with->report, text, len);
}

static void
take_input(struct transfer *t, const uint8_t *bytes, size_t len)
{
	const struct engine_operations *operations = t->engine->operations;

	do {
		size_t used = operations->input(t->engine, bytes, len);
		const uint8_t *text;
		size_t text_len = operations->text(t->engine, &text);

		bytes += used;
		len -= used;
		pass_text_on(t, text, text_len);
		move_data(t);
	} while (len > 0 && !has_ended(t));
	/* The remaining bytes came after the end of the transfer. */
	pass_text_on(t, bytes, len);
}

static void
lose_line(struct transfer *t, ssize_t result)
{
	const char *reason = line_trouble(t->with->line, result);
	struct engine_status s;
	char place[80];

	t->line_is_lost = true;
	if (t->engine->operations->line_lost != NULL) {
		t->engine->operations->line_lost(t->engine);
		move_data(t);
	}
	s = loop_status(t);
	if (s.complete || s.ended || t->signal != 0)
		return;
	if (loop_has_begun(t) && loop_place(t, place, sizeof place))
		message("%s: the line is lost: %s (at %s)",
		    line_name(t->with->line), reason, place);
	else if (s.settled)
		message("%s: the line is lost: %s (the files received before "
			"are complete)",
		    line_name(t->with->line), reason);
	else
		message("%s: the line is lost: %s", line_name(t->with->line),
		    reason);
	if (ssh_escape_is_active(t->with->line_options->port))
		report_advice(t->with->report,
		    "ssh -t hangs up if the data contains \"~.\" after a line "
		    "end: add -e none to ssh");
}

size_t
loop_read(struct transfer *t, uint8_t bytes[static LOOP_READ_SIZE])
{
	ssize_t n = line_read(t->with->line, bytes, LOOP_READ_SIZE);

	/*
	 * Do not measure answer times before the first block: the other end may
	 * be starting, or erasing its flash.
	 */
	if (loop_status(t).counts.blocks == 0)
		line_forget_answer_times(t->with->line);
	if (n > 0) {
		evidence_received(&t->evidence, bytes, (size_t)n);
		return (size_t)n;
	}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		lose_line(t, n);
	return 0;
}

static void
begin_output(struct transfer *t, const struct engine_output *out)
{
	evidence_sent(&t->evidence, out->bytes, out->len, out->is_block,
	    loop_status(t).counts.retries);
	if (t->with->block_delay_ms > 0)
		t->resume_us = clock_us() + t->with->block_delay_ms * 1000;
}

/* Sets the end of the pause after bytes that were written. */
static void
begin_pause(struct transfer *t, const struct engine_output *out)
{
	if (t->with->byte_delay_us > 0)
		t->resume_us = clock_us() + t->with->byte_delay_us;
	if (out->pause_ms > 0)
		t->resume_us = clock_us() + out->pause_ms * 1000;
}

/*
 * Writes at most once per iteration; otherwise a YMODEM-g sender would never
 * read the receiver's CANs.
 */
static void
write_line(struct transfer *t)
{
	struct engine_output out = t->engine->operations->output(t->engine);
	size_t len = out.piece > 0 && out.piece < out.len ? out.piece : out.len;
	ssize_t n;

	if (out.len == 0)
		return;
	if (out.is_new && out.bytes != t->begun)
		begin_output(t, &out);
	t->begun = out.bytes;
	if (t->resume_us > clock_us())
		return;
	if (t->with->byte_delay_us > 0)
		len = 1;
	n = line_write(t->with->line, out.bytes, len);
	if (n == -1 && errno != EINTR && errno != EAGAIN)
		lose_line(t, n);
	if (n <= 0)
		return;
	begin_pause(t, &out);
	t->begun = NULL;
	t->engine->operations->sent(t->engine, (size_t)n);
	move_data(t);
}

/*
 * Waits until the rest of a block can have arrived, but at most PART_MAX_US.
 * Fewer reads need less CPU time.  If this wait were longer, the engine would
 * treat the wait as a pause of the line, and would wait longer before it
 * rejects an incomplete block.
 */
static void
wait_for_block(const struct transfer *t)
{
	const struct engine_operations *operations = t->engine->operations;
	uint64_t bytes_per_s = line_bytes_per_s(t->with->line);
	uint64_t missing =
	    operations->missing != NULL ? operations->missing(t->engine) : 0;
	uint64_t us;

	if (missing == 0 || bytes_per_s == 0)
		return;
	us = missing * 1000000 / bytes_per_s;
	if (us > PART_MAX_US)
		us = PART_MAX_US;
	if (us > EARLY_US)
		clock_pause_us((uint32_t)us - EARLY_US);
}

struct line_ready
loop_wait(struct transfer *t, uint32_t wait_ms)
{
	bool output = t->engine->operations->output(t->engine).len > 0;
	uint64_t now_us = clock_us();
	uint64_t pause_us = t->resume_us > now_us ? t->resume_us - now_us : 0;

	if (output && pause_us > 0) {
		output = false;
		/* poll(2) waits only for whole milliseconds. */
		if (pause_us < 1000)
			clock_pause_us((uint32_t)pause_us);
		if (pause_us / 1000 < wait_ms)
			wait_ms = (uint32_t)(pause_us / 1000);
	}
	return line_wait(t->with->line, output, wait_ms);
}

bool
loop_has_begun(const struct transfer *t)
{
	return t->engine->sends ? t->evidence.block_sent
				: t->evidence.accepted > 0;
}

/*
 * Checks the bytes before the session for a different protocol and for a
 * prompt.
 */
static void
check_other_end(struct transfer *t, const uint8_t *bytes, size_t len)
{
	const char *end = t->engine->sends ? "receiver" : "sender";
	uint32_t now_ms = clock_ms();

	if (loop_has_begun(t) || t->foreign[0] != '\0')
		return;
	other_end_received(&t->other_end, bytes, len, now_ms);
	if (other_end_is_foreign(&t->other_end, t->engine->protocol,
		t->engine->sends, now_ms, t->foreign))
		t->engine->operations->cancel(t->engine);
	else if (!other_end_shows_prompt(&t->other_end, now_ms))
		return;
	else if (!t->engine->sends && other_end_echoes(&t->other_end))
		message_note("the board's shell echoes this program's "
			     "requests: start the sender on the board first");
	else
		message_note(
		    "the board shows its prompt: start the %s first", end);
}

/* Returns the milliseconds until the loop must continue. */
static uint32_t
next_wait_ms(const struct transfer *t)
{
	uint32_t wait_ms = t->engine->operations->wait_ms(t->engine);
	uint32_t judge_ms = other_end_wait_ms(&t->other_end, clock_ms());

	if (t->input_is_stale)
		return 0;
	return judge_ms < wait_ms && !loop_has_begun(t) ? judge_ms : wait_ms;
}

/*
 * Shows that this end waits for the other end to start.  Returns the
 * milliseconds until the display must change.
 */
static uint32_t
show_waiting(struct transfer *t)
{
	uint32_t passed_ms = clock_ms() - t->begun_ms;
	char title[LINE_TITLE_SIZE];

	if (t->with->wait_ms == 0 || t->signal != 0)
		return UINT32_MAX;
	if (loop_has_begun(t)) {
		report_waiting_end(t->with->report);
		return UINT32_MAX;
	}
	return report_waiting(t->with->report, line_title(t->with->line, title),
	    t->engine->sends ? "the receiver" : "the sender",
	    passed_ms < t->with->wait_ms ? t->with->wait_ms - passed_ms : 0);
}

static void
note_data(struct transfer *t)
{
	if (t->has_data || !loop_has_begun(t))
		return;
	t->has_data = true;
	t->data_ms = clock_ms();
}

static void
run(struct transfer *t)
{
	uint8_t bytes[LOOP_READ_SIZE];

	while (!has_ended(t) && !t->line_is_lost && !t->hurried) {
		struct line_ready ready;
		uint32_t wait_ms, show_ms;
		size_t len = 0;

		/*
		 * Do not write a block before old input is read: the engine
		 * discards old answers only before the block is written.  Later
		 * the engine would treat an old answer as the answer to the
		 * block.
		 */
		if (!t->input_is_stale)
			write_line(t);
		if (has_ended(t) || t->line_is_lost)
			break;
		note_data(t);
		wait_for_block(t);
		show_ms = show_waiting(t);
		wait_ms = next_wait_ms(t);
		ready = loop_wait(t, show_ms < wait_ms ? show_ms : wait_ms);
		t->input_is_stale = t->input_is_stale && ready.input;
		if (ready.signal)
			take_signals(t);
		if (ready.input)
			len = loop_read(t, bytes);
		check_other_end(t, bytes, len);
		/*
		 * Bytes of another protocol are shown, and not passed to the
		 * engine.
		 */
		if (t->foreign[0] != '\0') {
			report_peer_text(t->with->report, bytes, len);
			len = 0;
		}
		take_input(t, bytes, len);
	}
}

struct transfer_result
transfer_run(const struct transfer_options *with)
{
	struct transfer t = {
		.with = with, .engine = with->engine, .begun_ms = clock_ms()
	};

	evidence_begin(&t.evidence, with->engine->operations->protocol,
	    with->engine->sends);
	move_data(&t);
	run(&t);
	return conclude(&t);
}
