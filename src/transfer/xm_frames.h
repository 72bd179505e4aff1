#ifndef TRANSFER_XM_FRAMES_H
#define TRANSFER_XM_FRAMES_H

/* What XMODEM and YMODEM look like on a line, for advice after a failure. */

#include "transfer/evidence.h"

extern const struct advice_protocol xm_frames;

#endif
