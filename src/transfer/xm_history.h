#ifndef TRANSFER_XM_HISTORY_H
#define TRANSFER_XM_HISTORY_H

/* The position of a transfer and the failures of its block, as text. */

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
	uint32_t retries;  /* retries before the current block */
	uint32_t damaged;  /* damaged copies of the current block */
	uint32_t received; /* bytes received since the last output */
	uint32_t repeats;  /* retries at the last output */
	uint32_t naks;     /* retries after received bytes */
	uint32_t timeouts; /* retries after silence */
	uint64_t garbage;  /* bytes of text between the blocks of files */

	/* The current file. */
	int percent;   /* transferred part of the file, or -1; set before a text
			  is requested */
	uint64_t size; /* size of the file in bytes, or XM_SIZE_UNKNOWN */
	size_t block_len; /* data bytes of all blocks of the file; 0: they
			     differ */
};

/*
 * These note an action of the driver: a file begins, data was read or received,
 * a file ends, output was sent, bytes were received.  The counts are those at
 * that time.
 */
void xm_history_file(struct xm_history *, uint64_t size, struct xm_counts);
void xm_history_data(struct xm_history *, size_t block_len, struct xm_counts);
void xm_history_end(struct xm_history *);
void xm_history_sent(struct xm_history *, struct xm_counts);
void xm_history_received(struct xm_history *, size_t);

/* Notes how many of the received bytes are text. */
void xm_history_text(struct xm_history *, size_t);

/* Writes the position, "block 312 of 512, 60 %", or "" before a file. */
void xm_history_place(
    const struct xm_history *, struct xm_counts, char *text, size_t size);

/* Writes why the transfer failed.  Returns false for an error without text. */
bool xm_history_explain(const struct xm_history *, enum xm_error,
    struct xm_counts, char *text, size_t size);

#endif
