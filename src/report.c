#include "report.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "clock.h"
#include "escape.h"
#include "message.h"
#include "tty.h"

enum {
	BAR_PERIOD_MS = 100,
	LINE_PERIOD_MS = 5000,
	COLUMNS_DEFAULT = 80,
	BAR_MAX = 40,
	AMOUNT_SIZE = 24,
	SECONDS_MAX = 100 * 3600 /* beyond that nobody waits */
};

void
report_init(struct report *r, enum report_mode mode, bool quiet, bool verbose,
    int line_fd)
{
	*r = (struct report){ .mode = mode, .state = "" };
	r->quiet = quiet || tty_same(line_fd, STDERR_FILENO);
	r->verbose = verbose && !r->quiet;
	if (mode == REPORT_AUTO)
		r->mode = isatty(STDERR_FILENO) ? REPORT_BAR : REPORT_LINES;
	if (r->quiet)
		r->mode = REPORT_NONE;
	r->begun_ms = clock_ms();
}

void
report_state(struct report *r, const char *state, struct xm_counts counts)
{
	if (!r->verbose)
		return;
	if (counts.retries != r->retries)
		message("block %u again", counts.blocks + 1);
	r->retries = counts.retries;
	/* Every block has its own "sending"; the others change seldom. */
	if (strcmp(state, r->state) != 0 && strcmp(state, "sending") != 0 &&
	    strcmp(state, "block") != 0) {
		message("state: %s", state);
		r->state = state;
	}
}

/* "17 B", "3.2 KiB", "1.0 GiB" */
static const char *
amount(char text[static AMOUNT_SIZE], double bytes)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	size_t u = 0;

	while (bytes >= 1024 && u < sizeof units / sizeof *units - 1) {
		bytes /= 1024;
		u++;
	}
	snprintf(
	    text, AMOUNT_SIZE, u == 0 ? "%.0f %s" : "%.1f %s", bytes, units[u]);
	return text;
}

static double
bytes_per_s(uint64_t bytes, uint32_t ms)
{
	return ms == 0 ? 0 : (double)bytes * 1000 / ms;
}

static bool
has_size(const struct report *r)
{
	return r->size != XM_SIZE_UNKNOWN && r->size > 0;
}

static unsigned
percent(const struct report *r)
{
	if (r->done >= r->size)
		return 100;
	return (unsigned)((double)r->done * 100 / (double)r->size);
}

/* "0:07 left", or "" as long as nobody knows. */
static const char *
time_left(const struct report *r, double rate, char text[static AMOUNT_SIZE])
{
	uint64_t left = r->done < r->size ? r->size - r->done : 0;
	double seconds;

	text[0] = '\0';
	if (!has_size(r) || rate <= 0)
		return text;
	seconds = (double)left / rate + 0.5;
	if (seconds < SECONDS_MAX)
		snprintf(text, AMOUNT_SIZE, "%u:%02u left",
		    (unsigned)seconds / 60, (unsigned)seconds % 60);
	return text;
}

static unsigned
columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return COLUMNS_DEFAULT;
}

static void
show_bar(const struct report *r, double rate)
{
	char done[AMOUNT_SIZE], speed[AMOUNT_SIZE], left[AMOUNT_SIZE];
	char text[256], bar[BAR_MAX + 1] = "";
	unsigned wide = columns();
	unsigned filled;
	int len;

	if (!has_size(r)) {
		snprintf(text, sizeof text, "%s  %s  %s/s", r->name,
		    amount(done, (double)r->done), amount(speed, rate));
	} else {
		len = snprintf(text, sizeof text, "%s %3u%% []  %s  %s/s  %s",
		    r->name, percent(r), amount(done, (double)r->done),
		    amount(speed, rate), time_left(r, rate, left));
		wide = wide > (unsigned)len + 1 ? wide - (unsigned)len - 1 : 0;
		if (wide > BAR_MAX)
			wide = BAR_MAX;
		filled = percent(r) * wide / 100;
		memset(bar, '#', filled);
		memset(bar + filled, '-', wide - filled);
		snprintf(text, sizeof text, "%s %3u%% [%s]  %s  %s/s  %s",
		    r->name, percent(r), bar, done, speed, left);
	}
	wide = columns();
	if (wide > 1 && strlen(text) >= wide)
		text[wide - 1] = '\0';
	message_status(text);
}

static void
show_line(const struct report *r, double rate)
{
	char done[AMOUNT_SIZE], speed[AMOUNT_SIZE], left[AMOUNT_SIZE];
	char part[16] = "";

	amount(done, (double)r->done);
	time_left(r, rate, left);
	if (has_size(r))
		snprintf(part, sizeof part, "%u %%, ", percent(r));
	if (rate <= 0)
		message("%s: %s%s", r->name, part, done);
	else
		message("%s: %s%s, %s/s%s%s", r->name, part, done,
		    amount(speed, rate), *left == '\0' ? "" : ", ", left);
}

void
report_file(struct report *r, const char *name, uint64_t size)
{
	r->total += r->done;
	r->done = 0;
	r->size = size;
	r->files++;
	r->begun = false;
	r->shown_tenth = 0;
	escape(r->name, sizeof r->name, name, strlen(name));
}

/* The time before the first data says nothing about the line. */
static void
begin(struct report *r, uint32_t now_ms, uint64_t done)
{
	if (r->begun)
		return;
	r->begun = true;
	r->first = done;
	r->file_ms = r->shown_ms = now_ms;
	if (r->files == 1)
		r->begun_ms = now_ms;
}

void
report_progress(struct report *r, uint64_t done)
{
	uint32_t now_ms = clock_ms();
	uint32_t since_ms;
	unsigned tenth = 0;
	double rate;

	begin(r, now_ms, done);
	since_ms = now_ms - r->shown_ms;
	r->done = done;
	if (has_size(r))
		tenth = percent(r) / 10;
	if (r->mode == REPORT_NONE ||
	    (r->mode == REPORT_BAR && since_ms < BAR_PERIOD_MS) ||
	    (r->mode == REPORT_LINES && since_ms < LINE_PERIOD_MS &&
		tenth == r->shown_tenth))
		return;
	rate = bytes_per_s(done - r->first, now_ms - r->file_ms);
	if (r->mode == REPORT_BAR)
		show_bar(r, rate);
	else
		show_line(r, rate);
	r->shown_ms = now_ms;
	r->shown_tenth = tenth;
}

static void
end_words(struct report *r)
{
	char escaped[5 * REPORT_WORDS_MAX];
	char line[sizeof escaped + 2];

	if (r->words_len > 0) {
		escape(escaped, sizeof escaped, r->words, r->words_len);
		snprintf(line, sizeof line, "< %s", escaped);
		message_line(line);
	}
	r->words_len = 0;
}

/* Bytes that are no words at all: what a protocol or a reset leaves behind. */
static bool
is_silent(char c)
{
	return c == '\0' || c == '\r' || c == '\b' || c == 0x06 || c == 0x15;
}

void
report_words(struct report *r, const void *words, size_t len)
{
	const char *at = words;

	if (r->quiet)
		return;
	if (at == NULL)
		end_words(r);
	for (; len > 0; len--, at++) {
		if (*at == '\n' || r->words_len == sizeof r->words)
			end_words(r);
		if (*at != '\n' && !is_silent(*at))
			r->words[r->words_len++] = *at;
	}
}

void
report_step(struct report *r, const char *step, bool ok, uint32_t ms)
{
	char text[2 * REPORT_WORDS_MAX];

	if (!r->verbose)
		return;
	escape(text, sizeof text, step, strlen(step));
	message("step %s: %s after %u.%u s", text, ok ? "ok" : "failed",
	    (unsigned)(ms / 1000), (unsigned)(ms / 100 % 10));
}

static void
plural(char *text, size_t size, uint64_t n, const char *thing)
{
	snprintf(text, size, "%llu %s%s", (unsigned long long)n, thing,
	    n == 1 ? "" : "s");
}

static void
warn_of_doubles(struct xm_counts counts)
{
	if (counts.doubtful > 0)
		message("warning: %u %s asked for again after a silence; a "
			"receiver that does not look at block numbers may have "
			"it twice: compare a checksum",
		    counts.doubtful,
		    counts.doubtful == 1 ? "block was" : "blocks were");
}

void
report_done(struct report *r, struct xm_counts counts)
{
	uint64_t bytes = r->total + r->done;
	uint32_t ms = clock_ms() - r->begun_ms;
	char what[96], size[48], speed[AMOUNT_SIZE], blocks[48];

	warn_of_doubles(counts);
	if (r->quiet)
		return;
	message_status("");
	if (r->files == 1)
		snprintf(what, sizeof what, "%s", r->name);
	else
		plural(what, sizeof what, r->files, "file");
	plural(size, sizeof size, bytes, "byte");
	plural(blocks, sizeof blocks, counts.blocks, "block");
	message("%s: %s in %u.%u s, %s/s, %s, %u %s", what, size, ms / 1000,
	    ms / 100 % 10, amount(speed, bytes_per_s(bytes, ms)), blocks,
	    counts.retries, counts.retries == 1 ? "retry" : "retries");
}
