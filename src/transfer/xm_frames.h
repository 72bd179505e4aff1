#ifndef TRANSFER_XM_FRAMES_H
#define TRANSFER_XM_FRAMES_H

/* Description of the bytes of XMODEM and YMODEM, for advice after a failure. */

#include "transfer/evidence.h"

extern const struct advice_protocol xm_frames;

#endif
