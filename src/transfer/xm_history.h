#ifndef TRANSFER_XM_HISTORY_H
#define TRANSFER_XM_HISTORY_H

/* Where a transfer stands, and what became of the block under way, in words. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xm/xm.h"

struct xm_history {
	bool sends;
	bool in_file;           /* a file has begun and not ended */
	bool in_data;           /* its first data has come, or was read */
	uint32_t blocks_before; /* of data, accepted before that file */
	uint32_t blocks;        /* the same, when the last block began */
	uint32_t retries;       /* before that block */
	uint32_t damaged;       /* copies of it that came damaged */
	uint32_t heard;         /* bytes since the last output */
	uint32_t repeats;       /* retries, at the last output */
	uint32_t naks;          /* retries after bytes that came */
	uint32_t timeouts;      /* retries after silence */
	uint64_t garbage;       /* text between the blocks of files, in bytes */

	/* Of the file; `percent` is set before words are asked for. */
	int percent;      /* of it at the other side, or -1 */
	uint64_t size;    /* or XM_SIZE_UNKNOWN */
	size_t block_len; /* of all of them; 0: they differ */
};

/* What the driver has done; the counts are those of that moment. */
void xm_history_file(struct xm_history *, uint64_t size, struct xm_counts);
void xm_history_data(struct xm_history *, size_t block_len, struct xm_counts);
void xm_history_end(struct xm_history *);
void xm_history_sent(struct xm_history *, struct xm_counts);
void xm_history_heard(struct xm_history *, size_t);

/* Some of the bytes heard belong to no protocol. */
void xm_history_text(struct xm_history *, size_t);

/*
 * Says where the transfer stands: "block 312 of 512, 60 %"; "" before a file.
 */
void xm_history_place(
    const struct xm_history *, struct xm_counts, char *text, size_t size);

/* Returns false if it has nothing to say about such an error. */
bool xm_history_explain(const struct xm_history *, enum xm_error,
    struct xm_counts, char *text, size_t size);

#endif
