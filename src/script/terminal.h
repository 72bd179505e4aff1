#ifndef SCRIPT_TERMINAL_H
#define SCRIPT_TERMINAL_H

/*
 * Connects the user's terminal with the line: keys go to the board, and the
 * board's output goes to the terminal unchanged.
 */

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "line/line.h"

struct terminal_end {
	enum {
		TERMINAL_LEFT,      /* Ctrl-] was typed, or the terminal is
				       lost */
		TERMINAL_UNUSABLE,  /* no usable terminal: a message says why */
		TERMINAL_LINE_LOST, /* the line is lost; see line_trouble() */
		TERMINAL_SIGNAL     /* a signal came; see signals_next() */
	} reason;
	ssize_t result; /* TERMINAL_LINE_LOST: argument of line_trouble() */
};

/*
 * Shows the bytes `before`.  Then connects the controlling terminal, in raw
 * mode, with the line until Ctrl-] is typed.  Waits `byte_delay_us` after each
 * byte sent.  Restores the terminal at the end.
 */
struct terminal_end terminal_talk(struct line *, uint32_t byte_delay_us,
    const uint8_t *before, size_t before_len);

#endif
