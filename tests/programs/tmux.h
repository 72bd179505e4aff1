#ifndef PROGRAMS_TMUX_H
#define PROGRAMS_TMUX_H

/* A screen of tmux, for programs that need a terminal and keys. */

#include "harness/sandbox.h"

/* Runs a command on the screen, in the directory of sandbox_open(). */
void tmux_open(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Types text, or presses keys by their tmux names, as in "C-a C-s Enter". */
void tmux_type(const char *keys);

/* Waits until the text is on the screen; the test fails after a minute. */
void tmux_expect(const char *text);

/* Waits until the program has ended. */
void tmux_wait(void);

#endif
