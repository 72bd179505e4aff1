#ifndef SYSTEMS_BOARD_H
#define SYSTEMS_BOARD_H

/* U-Boot on an emulated board, and its console on a pty. */

#include "harness/sandbox.h"
#include "systems/console.h"

struct board {
	struct child qemu;
	const char *port;       /* name of the pty with the console */
	struct console console; /* not read while a tool uses the port */
};

enum board_kind {
	BOARD_ARM, /* QEMU's `virt` */
	BOARD_X86  /* PC whose U-Boot can change its baud rate */
};

/*
 * Starts a board at the end "b" of the sandbox's line.  Does not open the end
 * "a", the board's console, so the board's output waits there for a tool.
 */
void board_start(struct board *, enum board_kind);

/* Starts an ARM board, and stops its autoboot. */
void board_open(struct board *);
void board_close(struct board *);

/* Types a command and a line end. */
void board_type(struct board *, const char *);

/* Reads until the board has sent the text; the test fails after a minute. */
void board_expect(struct board *, const char *);

#endif
