#ifndef TRANSFER_XM_CUT_TEXT_H
#define TRANSFER_XM_CUT_TEXT_H

/*
 * The text that a sender prints when it crashes inside a block: it stands at
 * the end of a damaged block.  The data of a block may be text, too; so only a
 * file that is not text itself has such an end.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CUT_TEXT_MAX = 512 };

struct xm_cut_text {
	uint8_t run[CUT_TEXT_MAX]; /* text at the end of the bytes received
				      since the last answer; its first part if
				      it is longer */
	size_t run_len;
	uint8_t found[CUT_TEXT_MAX]; /* text at the end of the last block */
	size_t found_len;            /* 0: it has none that is not shown */
	bool binary; /* the last block accepted ends in binary data */
};

/* A file has begun. */
void xm_cut_text_reset(struct xm_cut_text *);

/* A block with this data was accepted. */
void xm_cut_text_data(struct xm_cut_text *, const uint8_t *data, size_t len);

/* These bytes were received. */
void xm_cut_text_heard(struct xm_cut_text *, const uint8_t *bytes, size_t len);

/*
 * The receiver has asked for a block again.  If it is the second time after a
 * block that ended in text, and no data was received between, returns the
 * length of the text, which is in `found`; otherwise 0.
 */
size_t xm_cut_text_rejected(struct xm_cut_text *);

#endif
