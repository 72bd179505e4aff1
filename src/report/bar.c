#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/message.h"
#include "report/view.h"

/* One line at the bottom of a terminal. */

enum { COLUMNS_DEFAULT = 80, BAR_MAX = 40 };

static unsigned
columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return COLUMNS_DEFAULT;
}

/* The text with a bar of that many characters. */
static void
draw(const struct report *r, unsigned wide, char *text, size_t size)
{
	char done[REPORT_AMOUNT_SIZE], speed[REPORT_AMOUNT_SIZE];
	char left[REPORT_AMOUNT_SIZE];
	char bar[BAR_MAX + 1] = "";
	unsigned filled = report_percent(r) * wide / 100;

	report_amount(done, (double)r->done);
	report_amount(speed, report_rate(r));
	if (!report_has_size(r)) {
		snprintf(text, size, "%.*s  %s  %s/s", REPORT_NAME_SHOWN,
		    r->name, done, speed);
		return;
	}
	memset(bar, '#', filled);
	memset(bar + filled, '-', wide - filled);
	snprintf(text, size, "%.*s %3u%% [%s]  %s  %s/s  %s", REPORT_NAME_SHOWN,
	    r->name, report_percent(r), bar, done, speed, report_left(r, left));
}

static void
show_bar(const struct report *r)
{
	char text[256];
	unsigned space = columns();
	size_t len;

	draw(r, 0, text, sizeof text);
	len = strlen(text) + 1;
	if (len < space)
		draw(r, space - len < BAR_MAX ? space - (unsigned)len : BAR_MAX,
		    text, sizeof text);
	if (space > 1 && strlen(text) >= space)
		text[space - 1] = '\0';
	message_status(text);
}

const struct report_view report_bar = {
	.period_ms = 100, .progress = show_bar, REPORT_TEXT_VIEW
};
