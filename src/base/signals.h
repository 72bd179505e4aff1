#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

/*
 * Catches SIGHUP, SIGINT, SIGQUIT and SIGTERM.  The handler writes the signal's
 * number to a pipe; the loop of the transfer reads the number and cancels the
 * transfer.
 */

#include <stdbool.h>
#include <sys/types.h>

/*
 * Opens the pipe and catches the signals.  Ignores SIGPIPE and SIGXFSZ, so that
 * a write fails instead.  Call signals_open() before the other functions; only
 * signals_fd() may be called earlier.  Returns false with an errno.
 */
bool signals_open(void);

/*
 * signals_release() restores the default action: a signal ends the program.
 * signals_catch() catches signals again.  Call the first before, and the second
 * after, a function that cannot poll signals_fd(), such as getaddrinfo(3).
 */
void signals_release(void);
void signals_catch(void);

/* Returns the descriptor that is readable after a signal; -1: not open. */
int signals_fd(void);

/* Returns true if a signal has come that signals_next() has not returned. */
bool signals_waiting(void);

/*
 * Waits without a limit until poll(2) reports one of the events for `fd`.
 * Returns false with an errno, which is EINTR if a signal comes first.
 */
bool signals_await(int fd, short events);

/*
 * Calls open(2) with a path and flags, without O_CREAT.  The call may wait, for
 * example for the writer of a FIFO.  Returns -1 with the errno EINTR if a
 * signal has come before the call or comes while the call waits.
 */
int signals_open_path(const char *path, int flags);

/* Returns the number of the oldest signal not yet returned, or 0. */
int signals_next(void);

/*
 * Forks a child that will call exec(3).  The child has its own session and the
 * default signal actions.  A signal that reaches both processes during the call
 * has an effect in the parent only.  Returns as fork(2).
 */
pid_t signals_fork(void);

/*
 * Ends the program by the default action of the signal.  A shell that runs the
 * program in a loop stops the loop only if the signal has ended the program.
 */
void signals_raise(int number);

#endif
