#ifndef HARNESS_MENU_H
#define HARNESS_MENU_H

/*
 * The prompts, menus and questions of a board before and after its boot loader.
 * They have the syntax of xsend's steps, but for the board: it sends the prompt
 * and expects a command.
 */

#include <stdbool.h>

#include "script/steps.h"

/*
 * Runs send:, expect: and wait: steps.  Echoes each byte received, and reads no
 * byte beyond the expected text.  Discards input during a wait.  Returns false
 * for another step or if the line is lost.
 */
bool menu_take(const struct steps *, int fd);

#endif
