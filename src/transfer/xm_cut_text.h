#ifndef TRANSFER_XM_CUT_TEXT_H
#define TRANSFER_XM_CUT_TEXT_H

/*
 * Finds the text that a sender prints when it crashes inside a block.  The text
 * is at the end of a damaged block.  In a text file, such text could be data of
 * the block; therefore, only binary files are searched.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CUT_TEXT_MAX = 512 };

struct xm_cut_text {
	uint8_t run[CUT_TEXT_MAX];   /* text at the end of the bytes received
					since the last answer; at most the first
					CUT_TEXT_MAX bytes of this text */
	size_t run_len;              /* bytes in `run` */
	uint8_t found[CUT_TEXT_MAX]; /* text of the last rejected block */
	size_t found_len; /* bytes in `found`; 0: no text, or already shown */
	bool binary;      /* the last accepted block ends in binary data */
};

/* Notes that a file has begun. */
void xm_cut_text_reset(struct xm_cut_text *);

/* Notes the data of an accepted block. */
void xm_cut_text_data(struct xm_cut_text *, const uint8_t *data, size_t len);

/* Notes received bytes. */
void xm_cut_text_received(
    struct xm_cut_text *, const uint8_t *bytes, size_t len);

/*
 * Notes that the receiver has rejected a block.  If the previous call stored
 * text, and the sender has sent nothing but text since that call, the sender
 * has probably crashed: returns the length of the stored text in `found`.
 * Otherwise stores the text at the end of the block in `found`, and returns 0.
 */
size_t xm_cut_text_rejected(struct xm_cut_text *);

#endif
