#include "report/report.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crc32.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/utf8.h"
#include "report/view.h"

static const struct report_view *
choose_view(enum report_mode mode)
{
	switch (mode) {
	case REPORT_AUTO:
		return isatty(STDERR_FILENO) ? &report_bar : &report_lines;
	case REPORT_BAR:
		return &report_bar;
	case REPORT_LINES:
		return &report_lines;
	case REPORT_NONE:
		return &report_none;
	case REPORT_JSON:
		return &report_json;
	}
	return &report_none;
}

void
report_init(struct report *r, enum report_mode mode, bool quiet, bool verbose,
    const char *port)
{
	*r = (struct report){ .view = choose_view(mode),
		.quiet = quiet,
		.verbose = verbose && !quiet,
		.state = "" };
	r->view->start(r, port);
}

void
report_be_quiet(struct report *r)
{
	r->quiet = true;
}

void
report_state(struct report *r, const char *state, struct report_counts counts)
{
	bool again = counts.retries != r->counts.retries;

	r->counts = counts;
	if (again && !r->quiet)
		r->view->retry(r);
	if (r->quiet || !r->verbose || state == NULL ||
	    strcmp(state, r->state) == 0)
		return;
	r->state = state;
	r->view->state(r);
}

/* Waiting. */

uint32_t
report_waiting(
    struct report *r, const char *line, const char *what, uint32_t left_ms)
{
	struct report_awaited *a = &r->awaited;
	uint32_t seconds = left_ms / 1000 + (left_ms % 1000 > 0);
	bool counts = r->view->counts_down;
	bool known = strcmp(a->what, what) == 0;

	if (r->quiet || r->view->waiting == NULL)
		return UINT32_MAX;
	if (!known || (counts && a->seconds != seconds)) {
		snprintf(a->what, sizeof a->what, "%s", what);
		a->seconds = seconds;
		r->view->waiting(r, line);
	}
	return counts && left_ms > 0 ? left_ms - (seconds - 1) * 1000
				     : UINT32_MAX;
}

void
report_waiting_end(struct report *r)
{
	if (r->awaited.what[0] != '\0' && r->view->counts_down)
		message_status("");
	r->awaited.what[0] = '\0';
}

/* Files. */

double
report_rate(const struct report *r)
{
	uint32_t ms = r->last_ms - r->file_ms;

	if (ms == 0)
		return 0;
	return (double)(r->done - r->done_at_start) * 1000 / ms;
}

uint32_t
report_ms(const struct report *r)
{
	return r->last_ms - r->begun_ms;
}

bool
report_has_size(const struct report *r)
{
	return r->size != SIZE_UNKNOWN && r->size > 0;
}

unsigned
report_percent(const struct report *r)
{
	if (r->done >= r->size)
		return 100;
	return (unsigned)((double)r->done * 100 / (double)r->size);
}

void
report_file(struct report *r, const char *name, uint64_t size)
{
	r->done = r->content = 0;
	r->crc32 = 0;
	r->size = size;
	r->files++;
	r->in_file = true;
	r->begun = r->dropped = false;
	r->shown_tenth = 0;
	escape(r->name, sizeof r->name, name, strlen(name));
	if (!r->quiet)
		r->view->file(r);
}

void
report_file_dropped(struct report *r, bool refused)
{
	char name[REPORT_NAME_SIZE];

	if (r->dropped)
		return;
	r->dropped = true;
	if (refused)
		r->refused++;
	memcpy(name, r->name, sizeof name);
	snprintf(r->name, sizeof r->name, "discarding %.*s",
	    REPORT_NAME_SIZE - 16, name);
}

/*
 * Starts the clock of the rate when the first data of a file arrives, so that
 * the wait for this data does not lower the rate.
 */
static void
start_clock(struct report *r, uint32_t now_ms, uint64_t done)
{
	if (r->begun)
		return;
	r->begun = true;
	r->done_at_start = done;
	r->file_ms = r->shown_ms = now_ms;
	/* The first data may be in a later file: a file may be empty. */
	if (!r->timed)
		r->begun_ms = now_ms;
	r->timed = true;
}

void
report_progress(struct report *r, uint64_t done)
{
	unsigned tenth = 0;
	uint32_t passed_ms;

	r->last_ms = clock_ms();
	start_clock(r, r->last_ms, done);
	r->done = done;
	if (report_has_size(r) && r->view->tenth_ms > 0)
		tenth = report_percent(r) / 10;
	passed_ms = r->last_ms - r->shown_ms;
	if (r->quiet ||
	    passed_ms < (tenth != r->shown_tenth ? r->view->tenth_ms
						 : r->view->period_ms))
		return;
	r->view->progress(r);
	r->shown_ms = r->last_ms;
	r->shown_tenth = tenth;
}

void
report_content(struct report *r, const void *bytes, size_t len)
{
	r->content += len;
	r->crc32 = crc32_add(r->crc32, bytes, len);
}

void
report_padding(
    struct report *r, const char *name, uint64_t size, uint64_t pads)
{
	if (r->quiet)
		return;
	message_note("%s: %llu bytes; the last %llu may be padding, see --size "
		     "and --strip",
	    name, (unsigned long long)size, (unsigned long long)pads);
}

void
report_file_end(struct report *r)
{
	if (!r->in_file)
		return;
	r->in_file = false;
	if (r->dropped) {
		r->total_dropped += r->done;
		return;
	}
	r->whole++;
	r->total += r->done;
	r->total_content += r->content;
	if (!r->quiet)
		r->view->file_end(r);
}

/* Text. */

static bool
has_letter(const char *text)
{
	while (*text != '\0' && !isalpha((unsigned char)*text))
		text++;
	return *text != '\0';
}

/*
 * Returns true if at least a third of the bytes is neither printable ASCII nor
 * UTF-8.
 */
static bool
is_noise(const char *text, size_t len)
{
	char line[REPORT_TEXT_MAX + 1];
	size_t bad = 0;

	memcpy(line, text, len);
	line[len] = '\0';
	for (size_t i = 0; i < len;) {
		size_t n = utf8_shown_len(line + i);

		bad += n == 0 && line[i] != '\t' && line[i] != '\033';
		i += n == 0 ? 1 : n;
	}
	return 3 * bad >= len;
}

static void
show_noise(struct report *r)
{
	if (r->view->noise != NULL && r->peer.noise > 0 && !r->quiet)
		r->view->noise(r);
	r->peer.noise = 0;
}

/* Shows a line.  `whole`: the line has a line end or the maximum length. */
static void
end_line(struct report *r, bool whole)
{
	bool noise;

	if (r->peer.len == 0)
		return;
	noise = r->view->noise != NULL && is_noise(r->peer.line, r->peer.len);
	if (noise)
		r->peer.noise += r->peer.len;
	else
		show_noise(r);
	escape(r->peer.last, sizeof r->peer.last, r->peer.line, r->peer.len);
	r->peer.len = 0;
	if (whole && has_letter(r->peer.last))
		memcpy(r->peer.whole, r->peer.last, sizeof r->peer.whole);
	if (!noise && !r->quiet)
		r->view->text(r);
}

/*
 * Returns true for bytes that are not shown: control bytes of a protocol or of
 * text, and NUL, which a board may send when it is reset.
 */
static bool
is_invisible(char c)
{
	return c == '\0' || c == '\r' || c == '\b' || c == 0x06 || c == 0x15 ||
	       c == 0x18;
}

void
report_peer_text(struct report *r, const void *text, size_t len)
{
	const char *at = text;

	if (at == NULL) {
		end_line(r, false);
		show_noise(r);
		return;
	}
	for (; len > 0; len--, at++) {
		if (*at == '\n' || r->peer.len == sizeof r->peer.line)
			end_line(r, true);
		if (*at != '\n' && !is_invisible(*at))
			r->peer.line[r->peer.len++] = *at;
	}
}

const char *
report_last_text(const struct report *r)
{
	return r->peer.last;
}

const char *
report_last_line(const struct report *r)
{
	return r->peer.whole[0] != '\0' ? r->peer.whole : r->peer.last;
}

/* The end. */

void
report_step(struct report *r, const char *step, bool ok, uint32_t ms)
{
	if (!r->quiet)
		r->view->step(r, step, ok, ms);
}

void
report_done(struct report *r)
{
	uint32_t doubtful = r->counts.doubtful;

	if (r->begun)
		r->last_ms = clock_ms();
	report_file_end(r);
	if (doubtful > 0)
		message_warning("%u %s requested again after a silence; a "
				"receiver that ignores block numbers may have "
				"stored %s twice: compare a checksum",
		    doubtful, doubtful == 1 ? "block was" : "blocks were",
		    doubtful == 1 ? "it" : "them");
	if (!r->quiet)
		r->view->done(r);
}

void
report_advice(struct report *r, const char *advice)
{
	snprintf(r->advice, sizeof r->advice, "%s", advice);
	message_note("%s", advice);
}

void
report_end(struct report *r, int status)
{
	unsigned dropped = message_dropped();

	if (dropped > 0)
		message_warning("%u %s dropped: standard error was not read "
				"in time",
		    dropped, dropped == 1 ? "line was" : "lines were");
	r->view->end(r, status);
}
