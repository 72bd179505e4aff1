#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

/*
 * A timer that interrupts system calls of this process: a blocked call fails
 * with the errno EINTR.
 */

/*
 * Starts to interrupt system calls each `ms` milliseconds, 1 to 999.  The first
 * interruption may come before the system call begins, so the timer repeats.
 * The signal is SIGURG, because a process ignores SIGURG by default: catching
 * SIGURG replaces no useful action.  Other code must not use SIGURG.  If the
 * system cannot create the timer, no call is interrupted.
 */
void interrupt_start(long ms);

/* Stops the timer. */
void interrupt_stop(void);

#endif
