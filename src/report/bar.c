#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/message.h"
#include "report/view.h"

/* Shows progress as one line at the bottom of a terminal. */

enum { COLUMNS_DEFAULT = 80, BAR_MIN = 5, BAR_MAX = 40, NAME_MIN = 8 };

static unsigned
columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return COLUMNS_DEFAULT;
}

/* The texts around the bar. */
struct parts {
	char name[REPORT_NAME_SHOWN + 1];
	char percent[8];
	char done[REPORT_AMOUNT_SIZE + 2];
	char rate[2 * REPORT_AMOUNT_SIZE + 8];
};

static void
set_parts(const struct report *r, struct parts *p)
{
	char done[REPORT_AMOUNT_SIZE], speed[REPORT_AMOUNT_SIZE];
	char left[REPORT_AMOUNT_SIZE];

	report_amount(done, (double)r->done);
	report_amount(speed, report_rate(r));
	report_left(r, left);
	snprintf(p->name, sizeof p->name, "%.*s", REPORT_NAME_SHOWN, r->name);
	p->percent[0] = '\0';
	if (report_has_size(r))
		snprintf(p->percent, sizeof p->percent, " %3u%%",
		    report_percent(r));
	snprintf(p->done, sizeof p->done, "  %s", done);
	snprintf(p->rate, sizeof p->rate, "  %s/s%s%s", speed,
	    *left != '\0' ? "  " : "", left);
}

/* Cuts the beginning of a path; the end of a path tells more about a file. */
static void
shorten_name(char *name, size_t room)
{
	size_t len = strlen(name);
	size_t cut = len > room ? len - room : 0;

	memmove(name, name + cut, len - cut + 1);
}

/* Writes " [###---]", or nothing if there is too little room. */
static void
draw_bar(const struct report *r, char *text, size_t room)
{
	size_t wide, filled;

	text[0] = '\0';
	if (!report_has_size(r) || room < BAR_MIN + 3)
		return;
	wide = room > BAR_MAX + 3 ? BAR_MAX : room - 3;
	filled = report_percent(r) * wide / 100;
	memcpy(text, " [", 2);
	memset(text + 2, '#', filled);
	memset(text + 2 + filled, '-', wide - filled);
	memcpy(text + 2 + wide, "]", 2);
}

/* Keeps the last column free: some terminals wrap after it. */
static void
cut_to(char *text, unsigned space)
{
	if (space > 1 && strlen(text) >= space)
		text[space - 1] = '\0';
}

void
report_bar_text(
    const struct report *r, unsigned columns, char *text, size_t size)
{
	char bar[BAR_MAX + 4];
	struct parts p = { .name = "" };
	size_t rest;

	set_parts(r, &p);
	rest = strlen(p.percent) + strlen(p.rate) + 1;
	if (columns < rest + strlen(p.done) + NAME_MIN)
		p.done[0] = '\0';
	rest += strlen(p.done);
	shorten_name(
	    p.name, columns > rest + NAME_MIN ? columns - rest : NAME_MIN);
	rest += strlen(p.name);
	draw_bar(r, bar, columns > rest ? columns - rest : 0);
	snprintf(text, size, "%s%s%s%s%s", p.name, p.percent, bar, p.done,
	    p.rate);
	cut_to(text, columns);
}

static void
show_bar(const struct report *r)
{
	char text[256];

	report_bar_text(r, columns(), text, sizeof text);
	message_status(text);
}

/* On a narrow terminal, does not show `line` (see report_waiting()). */
static void
show_waiting(const struct report *r, const char *line)
{
	char text[256];
	unsigned space = columns();
	int len = snprintf(text, sizeof text,
	    "%s%swaiting for %s, %u s left (Ctrl-C cancels)",
	    line != NULL ? line : "", line != NULL ? ": " : "", r->awaited.what,
	    (unsigned)r->awaited.seconds);

	if (len >= (int)space)
		snprintf(text, sizeof text, "%u s: waiting for %s",
		    (unsigned)r->awaited.seconds, r->awaited.what);
	cut_to(text, space);
	message_status(text);
}

const struct report_view report_bar = { .period_ms = 100,
	.counts_down = true,
	.progress = show_bar,
	.waiting = show_waiting,
	REPORT_TEXT_VIEW };
