#include <stdio.h>

#include "base/message.h"
#include "report/view.h"

/* Shows progress as lines for a log, at most one a second. */

static void
show_line(const struct report *r)
{
	char done[REPORT_AMOUNT_SIZE], speed[REPORT_AMOUNT_SIZE];
	char left[REPORT_AMOUNT_SIZE];
	char part[16] = "";
	double rate = report_rate(r);

	report_amount(done, (double)r->done);
	report_left(r, left);
	if (report_has_size(r))
		snprintf(part, sizeof part, "%u %%, ", report_percent(r));
	if (rate <= 0)
		message_note(
		    "%.*s: %s%s", REPORT_NAME_SHOWN, r->name, part, done);
	else
		message_note("%.*s: %s%s, %s/s%s%s", REPORT_NAME_SHOWN, r->name,
		    part, done, report_amount(speed, rate),
		    *left == '\0' ? "" : ", ", left);
}

const struct report_view report_lines = { .period_ms = 5000,
	.tenth_ms = 1000,
	.progress = show_line,
	.waiting = report_text_waiting,
	REPORT_TEXT_VIEW };
