#ifndef HARNESS_MENU_H
#define HARNESS_MENU_H

/*
 * The prompts, menus and questions of a board before and after its boot loader.
 * They are written as xsend's steps, but from the side of the board: the step
 * "send:" prints a prompt, and "expect:" waits for a command.
 */

#include <stdbool.h>

#include "script/steps.h"

/*
 * Runs the steps send:, expect: and wait:. Echoes each byte received, and reads
 * no byte beyond the expected text. Discards input during a wait. Returns false
 * if there is any other step, or if a system call fails.
 */
bool menu_take(const struct steps *, int fd);

#endif
