#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "report/view.h"

/* Prints the parts of a report that all views for people share. */

enum { SECONDS_MAX = 100 * 3600 /* longest time left that is shown */ };

const char *
report_amount(char text[static REPORT_AMOUNT_SIZE], double bytes)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	size_t u = 0;

	while (bytes >= 1024 && u < sizeof units / sizeof *units - 1) {
		bytes /= 1024;
		u++;
	}
	snprintf(text, REPORT_AMOUNT_SIZE, u == 0 ? "%.0f %s" : "%.1f %s",
	    bytes, units[u]);
	return text;
}

const char *
report_left(const struct report *r, char text[static REPORT_AMOUNT_SIZE])
{
	uint64_t left = r->done < r->size ? r->size - r->done : 0;
	double rate = report_rate(r);
	double seconds;

	text[0] = '\0';
	if (!report_has_size(r) || rate <= 0)
		return text;
	seconds = (double)left / rate + 0.5;
	if (seconds < SECONDS_MAX)
		snprintf(text, REPORT_AMOUNT_SIZE, "%u:%02u left",
		    (unsigned)seconds / 60, (unsigned)seconds % 60);
	return text;
}

void
report_text_start(struct report *r, const char *port)
{
	(void)r;
	(void)port;
}

void
report_text_step(const struct report *r, const char *step, bool ok, uint32_t ms)
{
	if (r->verbose)
		message_note("step %s: %s after %u.%u s", step,
		    ok ? "ok" : "failed", (unsigned)(ms / 1000),
		    (unsigned)(ms / 100 % 10));
}

void
report_text_state(const struct report *r)
{
	message_note("state: %s", r->state);
}

void
report_text_waiting(const struct report *r, const char *line)
{
	if (line != NULL)
		message_note("%s: waiting for %s (Ctrl-C cancels)", line,
		    r->awaited.what);
	else
		message_note("waiting for %s, %u s left", r->awaited.what,
		    (unsigned)r->awaited.seconds);
}

void
report_text_retry(const struct report *r)
{
	if (r->verbose)
		message_note("retry of block %u", r->counts.blocks + 1);
}

void
report_text_peer(const struct report *r)
{
	char line[sizeof r->peer.last + 2];

	snprintf(line, sizeof line, "< %s", r->peer.last);
	message_line(line);
}

/* Writes a number with a comma between thousands. */
static void
group_digits(char *text, size_t size, uint64_t n)
{
	char digits[24];
	size_t len = (size_t)snprintf(
	    digits, sizeof digits, "%llu", (unsigned long long)n);
	size_t used = 0;

	for (size_t i = 0; i < len && used + 2 < size; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			text[used++] = ',';
		text[used++] = digits[i];
	}
	text[used] = '\0';
}

void
report_text_noise(const struct report *r)
{
	char line[64], amount[32];

	group_digits(amount, sizeof amount, r->peer.noise);
	snprintf(line, sizeof line, "< %s byte%s of non-text", amount,
	    r->peer.noise == 1 ? "" : "s");
	message_line(line);
}

static void
plural(char *text, size_t size, uint64_t n, const char *thing)
{
	snprintf(text, size, "%llu %s%s", (unsigned long long)n, thing,
	    n == 1 ? "" : "s");
}

static void
add_count(char *text, size_t size, uint64_t n, const char *thing)
{
	size_t len = strlen(text);

	if (n > 0)
		snprintf(text + len, size - len, "%s%llu %s%s",
		    len > 0 ? ", " : "", (unsigned long long)n, thing,
		    n == 1 ? "" : "s");
}

/* Writes the errors of the line, such as " (2 NAKs, 1 timeout)", or nothing. */
static void
list_errors(const struct report_counts *c, char *text, size_t size)
{
	char list[96] = "";

	add_count(list, sizeof list, c->naks, "NAK");
	add_count(list, sizeof list, c->timeouts, "timeout");
	add_count(list, sizeof list, c->garbage, "byte");
	text[0] = '\0';
	if (*list != '\0')
		snprintf(text, size, " (%s%s)", list,
		    c->garbage > 0 ? " of garbage" : "");
}

void
report_text_done(const struct report *r)
{
	uint64_t moved = r->total + r->total_dropped;
	bool one = r->files == 1 && r->whole == 1;
	uint32_t ms = report_ms(r);
	double rate = ms == 0 ? 0 : (double)moved * 1000 / ms;
	char what[REPORT_NAME_SHOWN + 1], size[48], blocks[48];
	char speed[REPORT_AMOUNT_SIZE], crc[24] = "", refused[32] = "";
	char errors[128];

	message_status("");
	if (one)
		snprintf(what, sizeof what, "%.*s", REPORT_NAME_SHOWN, r->name);
	else
		plural(what, sizeof what, r->whole, "file");
	plural(size, sizeof size, r->total, "byte");
	plural(blocks, sizeof blocks, r->counts.blocks, "block");
	if (r->verbose && one)
		snprintf(crc, sizeof crc, ", CRC-32 %08x", (unsigned)r->crc32);
	if (r->refused > 0)
		snprintf(refused, sizeof refused, ", %u refused", r->refused);
	list_errors(&r->counts, errors, sizeof errors);
	message_note("%s: %s in %u.%u s, %s/s, %s, %u %s%s%s%s", what, size,
	    ms / 1000, ms / 100 % 10, report_amount(speed, rate), blocks,
	    r->counts.retries, r->counts.retries == 1 ? "retry" : "retries",
	    errors, refused, crc);
}

void
report_text_end(const struct report *r, int status)
{
	(void)r;
	(void)status;
}

void
report_text_nothing(const struct report *r)
{
	(void)r;
}

const struct report_view report_none = { .progress = report_text_nothing,
	REPORT_TEXT_VIEW };
