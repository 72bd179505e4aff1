#ifndef SIGNALS_H
#define SIGNALS_H

/*
 * Signals that end a program become bytes in a pipe, so that the loop can end
 * a transfer politely.  Nothing happens in a handler but a write.
 */

#include <stdbool.h>

/* Returns a descriptor to poll, or -1 after a message. */
int signals_open(void);

/* Returns the number of the next signal that came, or 0. */
int signals_next(int fd);

#endif
