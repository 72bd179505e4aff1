#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

/*
 * A view prints a report.  A view is a constant table of functions in a file of
 * its own, and prints with the functions of message.h.
 */

#include "report/report.h"

struct report_view {
	uint32_t period_ms; /* minimum time between two calls of progress() */
	uint32_t tenth_ms;  /* minimum time between two calls of progress() if
			       another tenth of the file was transferred
			       between them; 0: period_ms */
	bool counts_down;   /* a wait is shown each second, not once */

	void (*start)(struct report *, const char *port);
	void (*step)(
	    const struct report *, const char *step, bool ok, uint32_t ms);
	void (*file)(const struct report *);
	void (*progress)(const struct report *);
	void (*file_end)(const struct report *);
	void (*state)(const struct report *);
	void (*retry)(const struct report *);
	/* Shows report.awaited.  NULL: the view shows no waits. */
	void (*waiting)(const struct report *, const char *line);
	/* Shows the line of text report.peer.last. */
	void (*text)(const struct report *);
	/*
	 * Shows report.peer.noise, a number of bytes that are not text.  NULL:
	 * text() shows lines of such bytes.
	 */
	void (*noise)(const struct report *);
	void (*done)(const struct report *);
	void (*end)(const struct report *, int status);
};

extern const struct report_view report_bar;
extern const struct report_view report_lines;
extern const struct report_view report_none;
extern const struct report_view report_json;

/* For the views. */

/* Returns the rate of the current file in bytes a second; 0: unknown. */
double report_rate(const struct report *);

/* Returns the milliseconds from the first to the last data of the transfer. */
uint32_t report_ms(const struct report *);

/*
 * Writes the status line (bar.c).  On a narrow terminal the bar is missing.  On
 * an even narrower terminal the number of bytes and the beginning of the name
 * are missing, too.  The percentage, the rate and the time left always remain.
 */
void report_bar_text(
    const struct report *, unsigned columns, char *text, size_t size);

/* text.c: functions that the views for people share. */

enum { REPORT_AMOUNT_SIZE = 24, REPORT_NAME_SHOWN = 79 };

/* Writes an amount as "17 B", "3.2 KiB" or "1.0 GiB"; returns `text`. */
const char *report_amount(char text[static REPORT_AMOUNT_SIZE], double bytes);

/* Writes "0:07 left", or "" if the size or rate is unknown; returns `text`. */
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

/* The members that are the same in all views for people. */
#define REPORT_TEXT_VIEW                                                       \
	.start = report_text_start, .step = report_text_step,                  \
	.file = report_text_nothing, .file_end = report_text_nothing,          \
	.state = report_text_state, .retry = report_text_retry,                \
	.text = report_text_peer, .noise = report_text_noise,                  \
	.done = report_text_done, .end = report_text_end

#endif
