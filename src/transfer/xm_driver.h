#ifndef TRANSFER_XM_DRIVER_H
#define TRANSFER_XM_DRIVER_H

/* The driver of XMODEM and YMODEM: an engine that moves data for the core. */

#include "files/sink.h"
#include "files/source.h"
#include "transfer/engine.h"
#include "transfer/xm_cut_text.h"
#include "transfer/xm_history.h"
#include "xm/xm.h"

/* Private, except for `engine`, which is passed to the loop. */
struct xm_driver {
	struct engine engine;
	struct xm xm;
	struct source *source; /* sender: files to send, else NULL */
	struct sink *sink;     /* receiver: destination, else NULL */
	const uint8_t *rest;   /* unsent rest of an output, or NULL */
	size_t carried;        /* data bytes of the block sent last */
	uint32_t blocks_noted; /* acknowledged blocks reported so far */
	bool failed;  /* a file operation failed, and a message was printed */
	bool no_file; /* the sender sent an EOT instead of a file */
	bool refused; /* a file was not stored, and a message was printed */
	bool warned;  /* warn_of_pads() has printed its warning */
	bool in_file; /* a file has begun and not ended */
	uint32_t blocks_before; /* blocks received before the current file */
	struct xm_history history;
	struct xm_cut_text cut_text;
	uint8_t text[CUT_TEXT_MAX + XM_TEXT_MAX]; /* text in the last input */
	size_t text_len;                          /* bytes in `text` */
};

/*
 * Makes an engine that sends the files of a source.  The caller owns the
 * source, which must outlive the driver.
 */
void xm_driver_send(
    struct xm_driver *, const struct xm_options *, struct source *);

/*
 * Makes an engine that receives files for a sink.  The caller owns the sink,
 * which must outlive the driver.
 */
void xm_driver_receive(
    struct xm_driver *, const struct xm_options *, struct sink *);

#endif
