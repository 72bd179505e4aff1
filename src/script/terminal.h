#ifndef SCRIPT_TERMINAL_H
#define SCRIPT_TERMINAL_H

/*
 * The terminal of the person: its keys go to a board, and the board's output is
 * shown on it as it is.
 */

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "line/line.h"

struct terminal_end {
	enum {
		TERMINAL_LEFT, /* Ctrl-] was typed, or the terminal is gone */
		TERMINAL_UNUSABLE,  /* after a message */
		TERMINAL_LINE_LOST, /* errno and `result` say why */
		TERMINAL_SIGNAL     /* stays to be read */
	} reason;
	ssize_t result; /* of line_read() or line_write() */
};

/*
 * Makes the controlling terminal raw, shows the bytes that were read before,
 * and connects the terminal with the line until Ctrl-].  Waits so long after
 * each key.  The terminal is restored on return.
 */
struct terminal_end terminal_talk(struct line *, uint32_t byte_delay_us,
    const uint8_t *before, size_t before_len);

#endif
