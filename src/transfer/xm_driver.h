#ifndef TRANSFER_XM_DRIVER_H
#define TRANSFER_XM_DRIVER_H

/* XMODEM and YMODEM as an engine: between the core and the files. */

#include "files/sink.h"
#include "files/source.h"
#include "transfer/engine.h"
#include "transfer/xm_cut_text.h"
#include "transfer/xm_history.h"
#include "xm/xm.h"

/* Private, but for the first member, which the loop gets. */
struct xm_driver {
	struct engine engine;
	struct xm xm;
	struct source *source;  /* of a sender, else NULL */
	struct sink *sink;      /* of a receiver, else NULL */
	const uint8_t *rest;    /* of the output: what sent() left */
	size_t carried;         /* data bytes of the block sent last */
	uint32_t blocks_noted;  /* of those acknowledged, those reported */
	bool failed;            /* a file has failed, after a message */
	bool no_file;           /* the sender sent an end in place of one */
	bool refused;           /* a file was not stored, after a message */
	bool warned;            /* of blocks that end in pads */
	bool in_file;           /* a file has begun and not ended */
	uint32_t blocks_before; /* blocks received before that file */
	struct xm_history history;
	struct xm_cut_text cut_text;
	uint8_t text[CUT_TEXT_MAX + XM_TEXT_MAX]; /* of the last input */
	size_t text_len;
};

/*
 * Makes an engine that sends the files of a source.  The source stays the
 * caller's, and has to live as long as the driver.
 */
void xm_driver_send(
    struct xm_driver *, const struct xm_options *, struct source *);

/* Makes an engine that receives files for a sink; the same holds for that. */
void xm_driver_receive(
    struct xm_driver *, const struct xm_options *, struct sink *);

#endif
