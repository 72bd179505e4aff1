#ifndef TRACE_XM_DECODER_H
#define TRACE_XM_DECODER_H

/*
 * Says what bytes of XMODEM and YMODEM are: "block 17, 1024 bytes, CRC ok",
 * "ACK", "\"=> \"".  It only listens, so it may be given whatever goes over a
 * line, and takes no part in the protocol.
 */

#include "trace/trace.h"

extern const struct trace_decoder xm_decoder;

#endif
