#ifndef TRACE_XM_DECODER_H
#define TRACE_XM_DECODER_H

/*
 * Describes bytes of XMODEM and YMODEM, for example as "block 17, 1024 bytes,
 * CRC ok", "ACK" or "\"=> \"".  The decoder accepts any bytes, because it does
 * not take part in the protocol.
 */

#include "trace/trace.h"

extern const struct trace_decoder xm_decoder;

#endif
