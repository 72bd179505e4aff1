#include "transfer/xm_history.h"

#include <stdio.h>

enum { BLOCK_MIN = 4 /* bytes that may be a damaged block */ };

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
	if (counts.retries != h->repeats && h->heard >= BLOCK_MIN)
		h->damaged++;
	if (counts.blocks != h->blocks)
		begin_block(h, counts);
	h->repeats = counts.retries;
	h->heard = 0;
}

void
xm_history_heard(struct xm_history *h, size_t len)
{
	h->heard += (uint32_t)len;
}

/* Words. */

/* Returns the number of the block under way in its file; 0 is the header. */
static uint32_t
number_of(const struct xm_history *h, struct xm_counts counts)
{
	if (!h->in_file || (h->sends && !h->in_data))
		return 0;
	return counts.blocks - h->blocks_before + 1;
}

/* Returns how many blocks the file has, or 0 if that is not known. */
static uint64_t
total_of(const struct xm_history *h)
{
	if (h->size == XM_SIZE_UNKNOWN || h->block_len == 0)
		return 0;
	return (h->size + h->block_len - 1) / h->block_len;
}

static void
say_times(char *text, size_t size, uint32_t n)
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

static void
explain_retries(const struct xm_history *h, struct xm_counts counts, char *text,
    size_t size)
{
	uint32_t n = counts.retries - h->retries;
	char block[32], times[32];

	name_block(h, counts, block, sizeof block);
	say_times(times, sizeof times, n);
	if (h->sends)
		snprintf(
		    text, size, "the receiver refused %s %s", block, times);
	else if (h->damaged >= n)
		snprintf(text, size, "%s came damaged %s", block, times);
	else
		snprintf(text, size, "%s did not come whole in %u attempts",
		    block, (unsigned)n);
}

/* The other end "fell silent" or "stopped": where. */
static void
explain_end(const struct xm_history *h, struct xm_counts counts,
    const char *what, char *text, size_t size)
{
	const char *who = h->sends ? "the receiver" : "the sender";
	uint32_t n = counts.retries - h->retries;
	uint32_t number = number_of(h, counts);
	char times[32], total[32] = "";

	say_times(times, sizeof times, n);
	if (total_of(h) >= number)
		snprintf(total, sizeof total, " of %llu",
		    (unsigned long long)total_of(h));
	if (h->sends && n > 0)
		snprintf(text, size,
		    "%s %s at block %u, which it had refused %s", who, what,
		    (unsigned)number, times);
	else if (number > 1)
		snprintf(text, size, "%s %s after block %u%s", who, what,
		    (unsigned)number - 1, total);
	else if (h->sends || h->in_file)
		snprintf(text, size, "%s %s at block %u%s", who, what,
		    (unsigned)number, number > 0 ? total : "");
	else
		snprintf(text, size, "%s %s", who, what);
}

bool
xm_history_explain(const struct xm_history *h, enum xm_error error,
    struct xm_counts counts, char *text, size_t size)
{
	if (error == XM_ERETRIES)
		explain_retries(h, counts, text, size);
	else if (error == XM_ESILENCE)
		explain_end(h, counts, "fell silent", text, size);
	else if (error == XM_ESTOPPED)
		explain_end(h, counts, "stopped", text, size);
	else
		return false;
	return true;
}
