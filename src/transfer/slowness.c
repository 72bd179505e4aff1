#include "transfer/slowness.h"

#include <stdio.h>

enum {
	WORTH_MS = 5000,
	HELD_MIN_MS = 4, /* adapters with a shorter delay cause no advice */
	SHORT_BLOCK = 128,
	LONG_BLOCK = 1024
};

enum { TIME_SIZE = 24 };

/* Writes and returns a duration such as "9 s" or "3 min". */
static const char *
time_text(char text[static TIME_SIZE], uint64_t ms)
{
	uint64_t s = (ms + 500) / 1000;

	if (s < 120)
		snprintf(text, TIME_SIZE, "%u s", (unsigned)(s > 0 ? s : 1));
	else
		snprintf(text, TIME_SIZE, "%u min", (unsigned)((s + 30) / 60));
	return text;
}

/*
 * Returns true if the lost time is at least 5 s, and at least half of the time
 * of the transfer.
 */
static bool
is_worth_it(const struct slowness *s, uint64_t lost_ms)
{
	return lost_ms >= WORTH_MS && lost_ms >= s->took_ms / 2 &&
	       lost_ms <= s->took_ms;
}

static bool
advise_adapter(const struct slowness *s, char *text, size_t size)
{
	const struct line_latency *l = s->latency;
	uint64_t lost_ms = (uint64_t)s->blocks * l->held_ms;
	char lost[TIME_SIZE], took[TIME_SIZE];

	if (l->lowered || s->keeps_latency || l->held_ms < HELD_MIN_MS ||
	    lost_ms < WORTH_MS || lost_ms < s->took_ms / 5)
		return false;
	snprintf(text, size,
	    "the USB adapter delayed each answer by %u ms, up to %s of the "
	    "transfer's %s; to stop this: echo 1 | sudo tee %s",
	    (unsigned)l->held_ms, time_text(lost, lost_ms),
	    time_text(took, s->took_ms), l->file);
	return true;
}

static bool
advise_long_line(const struct slowness *s, char *text, size_t size)
{
	uint64_t lost_ms = (uint64_t)s->blocks * s->answer_ms;
	bool is_short = s->bytes / s->blocks <= SHORT_BLOCK;
	uint64_t saved_ms =
	    is_short ? lost_ms - lost_ms * SHORT_BLOCK / LONG_BLOCK : lost_ms;
	const char *way = is_short
			      ? "blocks of 1024 bytes (-k), if the receiver "
				"accepts them, would need"
			      : "a receiver that asks for YMODEM-g, such as "
				"U-Boot's \"loady -g\", would need";
	char took[TIME_SIZE], less[TIME_SIZE];

	if (!s->sends || !is_worth_it(s, lost_ms) ||
	    (!is_short && !s->is_ymodem))
		return false;
	snprintf(text, size,
	    "each answer took %u ms or more: %s about %s instead of %s",
	    (unsigned)s->answer_ms, way, time_text(less, s->took_ms - saved_ms),
	    time_text(took, s->took_ms));
	return true;
}

bool
slowness_advise(const struct slowness *s, char *text, size_t size)
{
	return s->blocks > 0 && (advise_adapter(s, text, size) ||
				    advise_long_line(s, text, size));
}
