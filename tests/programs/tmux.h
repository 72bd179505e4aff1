#ifndef SCREEN_H
#define SCREEN_H

/* A screen of tmux, for a program that wants a person in front of it. */

#include "harness/sandbox.h"

/* Runs a command on it, in the directory of lab_open(). */
void screen_open(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Presses keys, in tmux's words: "C-a C-s", "Enter", or the text itself. */
void screen_type(const char *keys);

/* Waits until that text stands on it; the test fails after a minute. */
void screen_expect(const char *text);

/* Waits until the program has ended. */
void screen_wait(void);

#endif
