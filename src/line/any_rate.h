#ifndef LINE_ANY_RATE_H
#define LINE_ANY_RATE_H

/* Sets baud rates for which termios(3) has no constant. */

#include <stdbool.h>
#include <stdint.h>

/*
 * Sets the rate of a terminal in baud, and stores the rate that the driver then
 * reports.  Returns false with an errno, which is ENOSYS if the system has only
 * the rates of termios(3).
 */
bool any_rate_set(int fd, uint32_t baud, uint32_t *got);

#endif
