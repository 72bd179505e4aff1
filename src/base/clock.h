#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds of a clock that only goes forward; wraps after 49 days. */
uint32_t clock_ms(void);

/* The same in microseconds; does not wrap. */
uint64_t clock_us(void);

/* Waits so long, or until a signal comes. */
void clock_pause_us(uint32_t us);

#endif
