#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

/*
 * How a report looks: a constant table of functions, with a file for each.
 * All of them write through message.h.
 */

#include "report/report.h"

struct report_view {
	/*
	 * Progress is shown so often, and at every tenth of a file if
	 * `tenth_ms` have passed since; 0: not at tenths.
	 */
	uint32_t period_ms;
	uint32_t tenth_ms;
	bool counts_down; /* a wait is shown each second, not once */

	void (*start)(struct report *, const char *port);
	void (*step)(
	    const struct report *, const char *step, bool ok, uint32_t ms);
	void (*file)(const struct report *);
	void (*progress)(const struct report *);
	void (*file_end)(const struct report *);
	void (*state)(const struct report *);
	void (*retry)(const struct report *);
	/* NULL: waits are not shown. */
	void (*waiting)(const struct report *, const char *line);
	void (*text)(const struct report *); /* a line: peer.last */
	/* peer.noise bytes that are no text.  NULL: text() shows them. */
	void (*noise)(const struct report *);
	void (*done)(const struct report *);
	void (*end)(const struct report *, int status);
};

extern const struct report_view report_bar;
extern const struct report_view report_lines;
extern const struct report_view report_none;
extern const struct report_view report_json;

/* What the views need. */

double report_rate(const struct report *); /* bytes a second */
uint32_t report_ms(const struct report *); /* from first to last data */

/*
 * bar.c: the status line.  On a narrow terminal the bar goes first, then the
 * bytes and the beginning of the name: the percentage, the rate and the time
 * left are worth more.
 */
void report_bar_text(
    const struct report *, unsigned columns, char *text, size_t size);

/* text.c: what the views for people share. */

enum { REPORT_AMOUNT_SIZE = 24, REPORT_NAME_SHOWN = 79 };

/* "17 B", "3.2 KiB", "1.0 GiB" */
const char *report_amount(char text[static REPORT_AMOUNT_SIZE], double bytes);

/* "0:07 left", or "" as long as nobody knows. */
const char *report_left(
    const struct report *, char text[static REPORT_AMOUNT_SIZE]);

void report_text_waiting(const struct report *, const char *line);

void report_text_start(struct report *, const char *port);
void report_text_step(
    const struct report *, const char *step, bool ok, uint32_t ms);
void report_text_state(const struct report *);
void report_text_retry(const struct report *);
void report_text_peer(const struct report *);
void report_text_noise(const struct report *);
void report_text_done(const struct report *);
void report_text_end(const struct report *, int status);
void report_text_nothing(const struct report *);

/* A table for people differs only in how it shows progress. */
#define REPORT_TEXT_VIEW                                                       \
	.start = report_text_start, .step = report_text_step,                  \
	.file = report_text_nothing, .file_end = report_text_nothing,          \
	.state = report_text_state, .retry = report_text_retry,                \
	.text = report_text_peer, .noise = report_text_noise,                  \
	.done = report_text_done,                    \
	.end = report_text_end

#endif
