#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Returns the monotonic time in milliseconds.  It wraps after 49 days. */
uint32_t clock_ms(void);

/* Returns the monotonic time in microseconds.  It does not wrap. */
uint64_t clock_us(void);

/* Waits for `us` microseconds, or until a signal comes. */
void clock_pause_us(uint32_t us);

#endif
