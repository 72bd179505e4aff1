#ifndef TRANSFER_XM_FRAMES_H
#define TRANSFER_XM_FRAMES_H

/*
 * Describes the blocks and control bytes of XMODEM and YMODEM to the code that
 * chooses the advice after a failure.
 */

#include "transfer/evidence.h"

extern const struct advice_protocol xm_frames;

#endif
