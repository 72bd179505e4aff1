#ifndef LINE_ANY_RATE_H
#define LINE_ANY_RATE_H

/* Rates that termios(3) has no name for, where the system has another way. */

#include <stdbool.h>
#include <stdint.h>

/*
 * Sets the rate of a terminal in baud, and reads back what it is then.  Returns
 * false with an errno, which is ENOSYS if the system has only named rates.
 */
bool any_rate_set(int fd, uint32_t baud, uint32_t *got);

#endif
