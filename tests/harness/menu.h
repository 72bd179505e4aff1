#ifndef HARNESS_MENU_H
#define HARNESS_MENU_H

/*
 * What a board says, and waits to hear, before and after its boot loader: a
 * prompt, a menu, a question.  The steps are written as those of xsend, and
 * seen from the board.
 */

#include <stdbool.h>

#include "script/steps.h"

/*
 * Takes send:, expect: and wait: steps.  What is heard is echoed, byte by byte,
 * and no byte more is read than was expected; what comes during a wait is lost.
 * Returns false if the line is gone or a step is none of these.
 */
bool menu_take(const struct steps *, int fd);

#endif
