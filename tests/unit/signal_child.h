#ifndef UNIT_SIGNAL_CHILD_H
#define UNIT_SIGNAL_CHILD_H

/* The signals that end a program, and children that get them. */

#include <stdbool.h>

enum { ENDING_SIGNALS = 4 };

extern const int ending_signals[ENDING_SIGNALS];

/*
 * Calls signals_open() where no signal is ignored. To be called before each
 * test; if a call then never returns, the time limit of the suite fails the
 * test.
 */
void catch_signals(void);

/* Returns the wait status of a child that calls the function and exits. */
int run_child(void (*)(int), int number);

/* Returns true if the status is that of a process ended by this signal. */
bool ended_by(int status, int number);

/* Returns true if the status is that of a process that exited with 0. */
bool exited(int status);

#endif
