#include "transfer/xm_history.h"

#include <stdio.h>

enum {
	BLOCK_MIN = 4 /* minimum bytes of a damaged block */,
	PERCENT_SIZE = 24,
	TOTAL_SIZE = 32
};

static void
begin_block(struct xm_history *h, struct xm_counts counts)
{
	h->blocks = counts.blocks;
	h->retries = h->repeats = counts.retries;
	h->damaged = 0;
}

void
xm_history_file(struct xm_history *h, uint64_t size, struct xm_counts counts)
{
	h->in_file = true;
	h->in_data = false;
	h->blocks_before = counts.blocks;
	h->size = size;
	h->block_len = 0;
	begin_block(h, counts);
}

void
xm_history_data(struct xm_history *h, size_t block_len, struct xm_counts counts)
{
	if (!h->in_data)
		h->block_len = block_len;
	else if (h->block_len != block_len)
		h->block_len = 0;
	h->in_data = true;
	begin_block(h, counts);
}

void
xm_history_end(struct xm_history *h)
{
	h->in_file = false;
}

void
xm_history_sent(struct xm_history *h, struct xm_counts counts)
{
	if (counts.retries != h->repeats && h->received >= BLOCK_MIN)
		h->damaged++;
	if (h->received > 0)
		h->naks += counts.retries - h->repeats;
	else
		h->timeouts += counts.retries - h->repeats;
	if (counts.blocks != h->blocks)
		begin_block(h, counts);
	h->repeats = counts.retries;
	h->received = 0;
}

void
xm_history_received(struct xm_history *h, size_t len)
{
	h->received += (uint32_t)len;
}

void
xm_history_text(struct xm_history *h, size_t len)
{
	if (h->in_file && h->in_data)
		h->garbage += len;
}

/* Text. */

/* Returns the number of the current block in its file; 0 is the header. */
static uint32_t
number_of(const struct xm_history *h, struct xm_counts counts)
{
	if (!h->in_file || (h->sends && !h->in_data))
		return 0;
	return counts.blocks - h->blocks_before + 1;
}

/* Writes ", 60 %", or nothing if the percentage is unknown. */
static const char *
percent_of(const struct xm_history *h, char text[static PERCENT_SIZE])
{
	text[0] = '\0';
	if (h->in_file && h->percent >= 0)
		snprintf(text, PERCENT_SIZE, ", %d %%", h->percent);
	return text;
}

/* Returns how many blocks the file has, or 0 if the number is unknown. */
static uint64_t
total_of(const struct xm_history *h)
{
	if (h->size == XM_SIZE_UNKNOWN || h->block_len == 0)
		return 0;
	return (h->size + h->block_len - 1) / h->block_len;
}

static void
write_times(char *text, size_t size, uint32_t n)
{
	if (n == 1)
		snprintf(text, size, "once");
	else if (n == 2)
		snprintf(text, size, "twice");
	else
		snprintf(text, size, "%u times", (unsigned)n);
}

static void
name_block(const struct xm_history *h, struct xm_counts counts, char *text,
    size_t size)
{
	if (h->sends || h->in_file)
		snprintf(
		    text, size, "block %u", (unsigned)number_of(h, counts));
	else if (counts.blocks == 0)
		snprintf(text, size, "the first block");
	else
		snprintf(text, size, "the next header");
}

/*
 * Writes " of 512".  Writes nothing if the number of blocks is unknown or less
 * than `number`, or if the current block is a header.
 */
static const char *
of_total(
    const struct xm_history *h, uint32_t number, char text[static TOTAL_SIZE])
{
	text[0] = '\0';
	if (number > 0 && total_of(h) >= number)
		snprintf(text, TOTAL_SIZE, " of %llu",
		    (unsigned long long)total_of(h));
	return text;
}

void
xm_history_place(const struct xm_history *h, struct xm_counts counts,
    char *text, size_t size)
{
	uint32_t number = number_of(h, counts);
	char total[TOTAL_SIZE], percent[PERCENT_SIZE];

	text[0] = '\0';
	if (h->in_file && total_of(h) > 0 && number > total_of(h))
		snprintf(text, size, "the end of the file");
	else if (h->in_file)
		snprintf(text, size, "block %u%s%s", (unsigned)number,
		    of_total(h, number, total), percent_of(h, percent));
}

static void
explain_retries(const struct xm_history *h, struct xm_counts counts, char *text,
    size_t size)
{
	uint32_t n = counts.retries - h->retries;
	char block[32], times[32], percent[PERCENT_SIZE];

	name_block(h, counts, block, sizeof block);
	write_times(times, sizeof times, n);
	if (h->in_file && h->percent >= 0)
		snprintf(percent, sizeof percent, ", at %d %%", h->percent);
	else
		percent[0] = '\0';
	if (h->sends)
		snprintf(text, size, "the receiver rejected %s %s%s", block,
		    times, percent);
	else if (h->damaged >= n)
		snprintf(text, size, "%s arrived damaged %s%s", block, times,
		    percent);
	else
		snprintf(text, size,
		    "%s did not arrive complete in %u attempts%s", block,
		    (unsigned)n, percent);
}

/*
 * Writes a text such as "the receiver became silent at block 3".  `verb` is
 * "became silent" or "stopped".
 */
static void
explain_end(const struct xm_history *h, struct xm_counts counts,
    const char *verb, char *text, size_t size)
{
	const char *end = h->sends ? "the receiver" : "the sender";
	uint32_t n = counts.retries - h->retries;
	uint32_t number = number_of(h, counts);
	char times[32], total[TOTAL_SIZE], percent[PERCENT_SIZE];

	write_times(times, sizeof times, n);
	of_total(h, number, total);
	percent_of(h, percent);
	if (h->sends && n > 0)
		snprintf(text, size,
		    "%s %s at block %u%s%s, which it had rejected %s", end,
		    verb, (unsigned)number, total, percent, times);
	else if (number > 1)
		snprintf(text, size, "%s %s after block %u%s%s", end, verb,
		    (unsigned)number - 1, total, percent);
	else if (h->sends || h->in_file)
		snprintf(text, size, "%s %s at block %u%s%s", end, verb,
		    (unsigned)number, total, percent);
	else
		snprintf(text, size, "%s %s", end, verb);
}

bool
xm_history_explain(const struct xm_history *h, enum xm_error error,
    struct xm_counts counts, char *text, size_t size)
{
	if (error == XM_ERETRIES)
		explain_retries(h, counts, text, size);
	else if (error == XM_ESILENCE)
		explain_end(h, counts, "became silent", text, size);
	else if (error == XM_ESTOPPED)
		explain_end(h, counts, "stopped", text, size);
	else
		return false;
	return true;
}
