#include "transfer/transfer.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"

enum {
	READ_SIZE = LINE_AHEAD_MAX, /* so that it can be given back */
	LAST_WORDS_MS = 1000,       /* in all, after a failure */
	LAST_WORDS_QUIET_MS = 300,
	REASON_MS = 2500, /* ST's IAP erases before it says why it cancels */
	REQUEST_DELAY_MS = 20, /* from ACK to C: JavaScript senders lose a C
				  that arrives together with the ACK */
	STALE_MS = 100 /* a file that takes so long to read has made all input
			  older than the next block */
};

/* What has gone wrong on this side of the line. */
struct trouble {
	bool local;   /* a file */
	bool refused; /* a file, and the transfer went on */
	bool lost;    /* the line */
	bool hurried; /* a second signal */
	int signal;   /* the first, or 0 */
};

static bool
ended(const struct transfer *t)
{
	return xm_event(&t->xm) >= XM_DONE;
}

static void
take_signals(struct transfer *t, struct trouble *trouble)
{
	int number;

	while ((number = signals_next(t->signal_fd)) != 0) {
		trouble->hurried = trouble->signal != 0;
		if (trouble->signal == 0)
			trouble->signal = number;
		xm_cancel(&t->xm, clock_ms());
	}
}

/* Notes what the messages say of the file. */
static void
note_event(struct transfer *t, enum xm_event event)
{
	if (event == XM_FILE)
		t->blocks_before = xm_counts(&t->xm).blocks;
	t->in_file = event != XM_END;
}

static void
answer_events(struct transfer *t, struct trouble *trouble)
{
	uint32_t begun_ms = clock_ms();

	report_state(t->report, xm_state(&t->xm), xm_counts(&t->xm));
	while (xm_event(&t->xm) != XM_NONE && !ended(t)) {
		enum answer answer;

		note_event(t, xm_event(&t->xm));
		answer = t->answer(t->files, &t->xm);
		if (answer == ANSWER_REFUSED)
			trouble->refused = true;
		if (answer == ANSWER_FAILED) {
			trouble->local = true;
			/* It may be one that kept a file from going on. */
			take_signals(t, trouble);
			xm_cancel(&t->xm, clock_ms());
		}
	}
	if (clock_ms() - begun_ms >= STALE_MS)
		t->input_is_stale = true;
}

/*
 * Once all is transferred, what comes may be the answer that a step waits for.
 * The first of it goes to people if it is too much to keep.
 */
static void
keep_words(struct transfer *t, const uint8_t *words, size_t len)
{
	size_t excess = 0;

	if (len > sizeof t->words - t->words_len)
		excess = len - (sizeof t->words - t->words_len);
	report_words(t->report, t->words, excess);
	t->words_len -= excess;
	memmove(t->words, t->words + excess, t->words_len);
	memcpy(t->words + t->words_len, words, len);
	t->words_len += len;
}

static void
pass_words_on(struct transfer *t, const uint8_t *words, size_t len)
{
	bool over = xm_settled(&t->xm) || xm_event(&t->xm) == XM_DONE;

	if (t->keep_words && over)
		keep_words(t, words, len);
	else
		report_words(t->report, words, len);
}

static void
feed(struct transfer *t, const uint8_t *bytes, size_t len,
    struct trouble *trouble)
{
	do {
		size_t used = xm_input(&t->xm, clock_ms(), bytes, len);
		const uint8_t *text;
		size_t text_len = xm_text(&t->xm, &text);

		bytes += used;
		len -= used;
		pass_words_on(t, text, text_len);
		answer_events(t, trouble);
	} while (len > 0 && !ended(t));
	/* What follows the end of the protocol. */
	pass_words_on(t, bytes, len);
}

/* Does it do no harm if the line goes away now? */
static bool
has_all(const struct transfer *t)
{
	return xm_settled(&t->xm) && (t->sends || !xm_recv_waits(&t->xm));
}

static void
lose_line(struct transfer *t, struct trouble *trouble, ssize_t result)
{
	const char *reason = line_trouble(t->line, result);

	trouble->lost = true;
	if (!has_all(t) && !ended(t) && trouble->signal == 0)
		message("%s: the line is lost: %s", t->line->name, reason);
}

/* Returns how many bytes came: 0 if none, or if the line is lost. */
static size_t
read_line(struct transfer *t, uint8_t bytes[static READ_SIZE],
    struct trouble *trouble)
{
	ssize_t n = line_read(t->line, bytes, READ_SIZE);

	if (n > 0) {
		advice_heard(&t->advice, bytes, (size_t)n);
		return (size_t)n;
	}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		lose_line(t, trouble, n);
	return 0;
}

/* Is it time for output, by --byte-delay and --block-delay? */
static bool
may_write(struct transfer *t, size_t len)
{
	if (len != t->begun && t->block_delay_ms > 0)
		t->resume_us = clock_us() + t->block_delay_ms * 1000;
	t->begun = len;
	return t->resume_us <= clock_us();
}

/* Is the output an ACK that a request belongs to? */
static bool
has_request(const struct transfer *t, size_t len)
{
	return !t->sends && len == 2;
}

/*
 * Writes at most once per iteration; otherwise a YMODEM-g sender would never
 * read the receiver's CANs.
 */
static void
write_line(struct transfer *t, struct trouble *trouble)
{
	const uint8_t *out;
	size_t len = xm_output(&t->xm, &out);
	ssize_t n;

	if (len > 0 && len != t->begun)
		advice_sent(&t->advice, out, len, xm_counts(&t->xm));
	if (len == 0 || !may_write(t, len))
		return;
	n = line_write(t->line, out,
	    t->byte_delay_us > 0 || has_request(t, len) ? 1 : len);
	if (n == -1 && errno != EINTR && errno != EAGAIN)
		lose_line(t, trouble, n);
	if (n <= 0)
		return;
	t->begun = len - (size_t)n;
	if (t->byte_delay_us > 0)
		t->resume_us = clock_us() + t->byte_delay_us;
	if (has_request(t, len))
		t->resume_us = clock_us() + REQUEST_DELAY_MS * 1000;
	xm_sent(&t->xm, clock_ms(), (size_t)n);
	answer_events(t, trouble);
}

/* Waits until something can be done, for at most so long. */
static struct line_ready
wait_for_line(struct transfer *t, uint32_t wait_ms)
{
	const uint8_t *out;
	bool output = xm_output(&t->xm, &out) > 0;
	uint64_t now_us = clock_us();
	uint64_t pause_us = t->resume_us > now_us ? t->resume_us - now_us : 0;

	if (output && pause_us > 0) {
		output = false;
		/* poll(2) knows only whole milliseconds. */
		if (pause_us < 1000)
			clock_pause_us((uint32_t)pause_us);
		if (pause_us / 1000 < wait_ms)
			wait_ms = (uint32_t)(pause_us / 1000);
	}
	return line_wait(t->line, t->signal_fd, output, wait_ms);
}

static void
run(struct transfer *t, struct trouble *trouble)
{
	uint8_t bytes[READ_SIZE];

	while (!ended(t) && !trouble->lost && !trouble->hurried) {
		struct line_ready ready;
		uint32_t wait_ms = 0;
		size_t len = 0;

		/* The engine discards stale input while it has output. */
		if (!t->input_is_stale)
			write_line(t, trouble);
		if (ended(t) || trouble->lost)
			break;
		if (!t->input_is_stale)
			wait_ms = xm_wait_ms(&t->xm, clock_ms());
		ready = wait_for_line(t, wait_ms);
		t->input_is_stale = t->input_is_stale && ready.input;
		if (ready.signal)
			take_signals(t, trouble);
		if (ready.input)
			len = read_line(t, bytes, trouble);
		feed(t, bytes, len, trouble);
	}
}

/* Has it cancelled without a word so far? */
static bool
owes_reason(const struct transfer *t)
{
	enum xm_error error = xm_error(&t->xm);

	return (error == XM_ECANCELLED || error == XM_EREJECTED) &&
	       t->report->last_words[0] == '\0';
}

/* A boot loader that cancels prints the reason after that. */
static void
hear_last_words(struct transfer *t)
{
	uint8_t bytes[READ_SIZE];
	struct trouble ignored = { .lost = false };
	uint32_t begun_ms = clock_ms();
	uint32_t wait_ms = owes_reason(t) ? REASON_MS : LAST_WORDS_QUIET_MS;

	while (!ignored.lost && wait_for_line(t, wait_ms).input) {
		report_words(t->report, bytes, read_line(t, bytes, &ignored));
		if (wait_ms == REASON_MS)
			begun_ms = clock_ms();
		wait_ms = LAST_WORDS_QUIET_MS;
		if (clock_ms() - begun_ms >= LAST_WORDS_MS)
			break;
	}
	report_words(t->report, NULL, 0);
}

/*
 * Is that why the other end is silent?  What the driver has taken looks sent
 * from here.
 */
static bool
cts_keeps_output(const struct transfer *t)
{
	int bits, waiting;
	int fd = t->line->out_fd;

	return ioctl(fd, TIOCOUTQ, &waiting) == 0 && waiting > 0 &&
	       ioctl(fd, TIOCMGET, &bits) == 0 && (bits & TIOCM_CTS) == 0;
}

static void
advise(struct transfer *t, enum xm_error error)
{
	const struct line_options *line = t->line_options;
	char mode[LINE_MODE_SIZE];
	struct advice_case c = { .error = error,
		.sends = t->sends,
		.port = line->port,
		.baud = t->line->baud,
		.mode = line_mode(line, mode),
		.said = t->report->last_words };
	char text[256];

	if (advice_give(&t->advice, &c, text, sizeof text))
		report_advice(t->report, text);
}

/* Which block is missing, after XM_ESKIPPED. */
static void
report_skip(const struct transfer *t)
{
	uint32_t missing = xm_counts(&t->xm).blocks - t->blocks_before + 1;
	uint8_t ahead = xm_recv_skipped(&t->xm);

	if (!t->in_file)
		message("block 1 is missing; the sender went on to block %u",
		    (unsigned)ahead);
	else if (ahead == 0xff)
		message("block %u is missing; the sender went on to another "
			"file",
		    (unsigned)missing);
	else
		message("block %u is missing; the sender went on to block %u",
		    (unsigned)missing, (unsigned)missing + ahead);
}

static void
report_failure(const struct transfer *t, enum xm_error error)
{
	if (error == XM_ESKIPPED)
		report_skip(t);
	else
		message("%s%s", outcome_words(error, t->sends),
		    cts_keeps_output(t) ? " (CTS is low)" : "");
}

static int
conclude(struct transfer *t, const struct trouble *trouble)
{
	enum xm_error error = xm_error(&t->xm);

	if (xm_event(&t->xm) == XM_DONE || error == XM_EREFUSED ||
	    (trouble->lost && has_all(t))) {
		report_done(t->report);
		if (xm_counts(&t->xm).blocks > 0 && !xm_has_crc(&t->xm))
			message_warning("only checksums protected the data: "
					"about one damaged block in 256 "
					"passes them");
		return trouble->refused ? OUTCOME_LOCAL : OUTCOME_DONE;
	}
	message_status("");
	if (trouble->signal != 0) {
		message("%s", outcome_words(XM_EABORTED, t->sends));
		return OUTCOME_SIGNAL + trouble->signal;
	}
	if (trouble->local)
		return OUTCOME_LOCAL;
	if (trouble->lost)
		return OUTCOME_LINE;
	report_failure(t, error);
	advise(t, error);
	return outcome_of(error);
}

/* To whoever waits for them, or to people if there will be nobody. */
static void
give_words_back(struct transfer *t, const struct trouble *trouble)
{
	if (xm_event(&t->xm) == XM_DONE && !trouble->refused)
		line_unread(t->line, t->words, t->words_len);
	else
		report_words(t->report, t->words, t->words_len);
	report_words(t->report, NULL, 0);
}

int
transfer_run(struct transfer *t)
{
	struct trouble trouble = { .local = false };

	answer_events(t, &trouble);
	run(t, &trouble);
	if (xm_event(&t->xm) == XM_FAILED && !trouble.lost && !trouble.local &&
	    !trouble.refused && trouble.signal == 0)
		hear_last_words(t);
	t->hurried = trouble.hurried;
	give_words_back(t, &trouble);
	return conclude(t, &trouble);
}
