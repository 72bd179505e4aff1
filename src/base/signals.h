#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

/*
 * Signals that end a program become bytes in a pipe, so that the loop can end
 * a transfer politely.  Nothing happens in a handler but a write.
 */

#include <stdbool.h>
#include <sys/types.h>

/* To be called before the rest of this.  Returns false with an errno. */
bool signals_open(void);

/*
 * Around a call that nothing else can interrupt: in between, signals end the
 * program as they end any other.
 */
void signals_release(void);
void signals_catch(void);

/* The descriptor to poll. */
int signals_fd(void);

/* Has one come that nobody has taken? */
bool signals_waiting(void);

/*
 * Waits until poll(2) has one of these events for the descriptor.  Returns
 * false, and sets errno to EINTR, if a signal comes first.
 */
bool signals_await(int fd, short events);

/* Returns the number of the next signal that came, or 0. */
int signals_next(void);

/*
 * As fork(2), for a child that becomes another program: it has a session of its
 * own, and the signals have their default actions.  A signal to both processes
 * in the meantime is one for the parent, once, and does not reach the child.
 */
pid_t signals_fork(void);

/*
 * Ends the program as the signal does that nobody catches: a shell stops a loop
 * only after a program that has ended in this way.
 */
void signals_raise(int number);

#endif
