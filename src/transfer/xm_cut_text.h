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

struct xm_cut_text {
	uint8_t bytes[512]; /* text at the end of the bytes received since the
			       last answer; its first part if it is longer */
	size_t len;
	bool binary; /* the last block accepted ends in binary data */
	bool found;  /* the last block rejected ended in text */
};

/* A file has begun or ended. */
void xm_cut_text_reset(struct xm_cut_text *);

/* A block with this data was accepted. */
void xm_cut_text_data(struct xm_cut_text *, const uint8_t *data, size_t len);

/* These bytes were received, and do not count as text yet. */
void xm_cut_text_heard(struct xm_cut_text *, const uint8_t *bytes, size_t len);

/*
 * The receiver has asked for a block again, after these bytes.  Returns the
 * length of the text at their end, or 0.
 */
size_t xm_cut_text_rejected(struct xm_cut_text *);

#endif
