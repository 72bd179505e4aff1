#ifndef TRANSFER_XM_HISTORY_H
#define TRANSFER_XM_HISTORY_H

/*
 * Texts about the position of a transfer, and about the failed attempts to
 * transfer the current block.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xm/xm.h"

struct xm_history {
	bool sends;
	bool in_file;           /* a file has begun and not ended */
	bool in_data;           /* data of the file was read or received */
	uint32_t blocks_before; /* data blocks accepted before the file */
	uint32_t blocks;   /* data blocks accepted before the current block */
	uint32_t retries;  /* retries of the transfer before the current
			      block */
	uint32_t damaged;  /* damaged copies of the current block */
	uint32_t received; /* bytes received since the last output */
	uint32_t repeats;  /* retries of the transfer up to the last output */
	uint32_t naks;     /* retries because of received bytes, such as a NAK
			      or a damaged block */
	uint32_t timeouts; /* retries because of silence */
	uint64_t garbage;  /* bytes of text between the data blocks */

	/* The current file. */
	int percent;   /* transferred percentage of the file, or -1; set by the
			  caller before each request for a text */
	uint64_t size; /* size of the file in bytes, or XM_SIZE_UNKNOWN */
	size_t block_len; /* data bytes of each block of the file; 0: the blocks
			     differ in length */
};

/*
 * Each function notes an action of the driver: a file begins, data was read or
 * received, a file ends, output was sent, or bytes were received.  The counts
 * are the statistics at the time of the action.
 */
void xm_history_file(struct xm_history *, uint64_t size, struct xm_counts);
void xm_history_data(struct xm_history *, size_t block_len, struct xm_counts);
void xm_history_end(struct xm_history *);
void xm_history_sent(struct xm_history *, struct xm_counts);
void xm_history_received(struct xm_history *, size_t);

/* Notes the number of received bytes that are text. */
void xm_history_text(struct xm_history *, size_t);

/*
 * Writes the position, such as "block 312 of 512, 60 %", or "" before a file
 * has begun.
 */
void xm_history_place(
    const struct xm_history *, struct xm_counts, char *text, size_t size);

/*
 * Writes why the transfer failed.  Returns false if there is no text for the
 * error.
 */
bool xm_history_explain(const struct xm_history *, enum xm_error,
    struct xm_counts, char *text, size_t size);

#endif
