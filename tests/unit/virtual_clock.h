#ifndef UNIT_VIRTUAL_CLOCK_H
#define UNIT_VIRTUAL_CLOCK_H

/*
 * Replaces base/clock.h in a test: time passes only when the test advances the
 * clock.
 */

#include <stdint.h>

extern uint32_t virtual_now_ms;

#endif
