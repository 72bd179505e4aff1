#ifndef UNIT_SIGNAL_CHILD_H
#define UNIT_SIGNAL_CHILD_H

/* The signals that end a program, and child processes that receive them. */

#include <stdbool.h>

enum { ENDING_SIGNALS = 4 };

extern const int ending_signals[ENDING_SIGNALS];

/*
 * Calls signals_open() with no signal ignored. Must be called before each test.
 * If a call in a test never returns, the time limit of the suite fails the
 * test.
 */
void catch_signals(void);

/*
 * Starts a child process that calls the function with `number` and exits.
 * Returns the wait status of the child.
 */
int run_child(void (*)(int), int number);

/* Returns true if the status is that of a process ended by this signal. */
bool ended_by(int status, int number);

/* Returns true if the status is that of a process that exited with 0. */
bool exited(int status);

#endif
