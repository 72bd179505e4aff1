#ifndef UNIT_VIRTUAL_CLOCK_H
#define UNIT_VIRTUAL_CLOCK_H

/* base/clock.h for a test: time passes only when the test says so. */

#include <stdint.h>

extern uint32_t virtual_now_ms;

#endif
