#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

/*
 * A timer that interrupts system calls of this process: a blocked call fails
 * with the errno EINTR.
 */

/*
 * Starts to interrupt system calls each `ms` milliseconds, 1 to 999.  The first
 * interruption may come before the next call has begun, so the timer repeats.
 * The signal is SIGURG, which nothing else may use: by default SIGURG is
 * ignored, so catching it does not replace another useful action.  Without a
 * timer of the system, nothing is interrupted.
 */
void interrupt_start(long ms);

/* Stops the timer. */
void interrupt_stop(void);

#endif
