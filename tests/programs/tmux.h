#ifndef PROGRAMS_TMUX_H
#define PROGRAMS_TMUX_H

/* A screen of tmux, for a program that wants a person in front of it. */

#include "harness/sandbox.h"

/* Runs a command on it, in the directory of sandbox_open(). */
void tmux_open(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Presses keys, in tmux's words: "C-a C-s", "Enter", or the text itself. */
void tmux_type(const char *keys);

/* Waits until that text stands on it; the test fails after a minute. */
void tmux_expect(const char *text);

/* Waits until the program has ended. */
void tmux_wait(void);

#endif
