#ifndef SYSTEMS_BOARD_H
#define SYSTEMS_BOARD_H

/* U-Boot on an emulated board, and its console on a pty. */

#include "harness/sandbox.h"
#include "systems/console.h"

struct board {
	struct child qemu;
	const char *port;       /* where the console is */
	struct console console; /* never read while a tool has the port */
};

enum board_kind {
	BOARD_ARM, /* QEMU's `virt` */
	BOARD_X86  /* a PC, whose U-Boot can switch its rate */
};

/*
 * Starts a board at the end "b" of the lab's line, which keeps what it says
 * until somebody listens, and leaves its console alone.
 */
void board_start(struct board *, enum board_kind);

/* Starts an ARM board, and stops its autoboot. */
void board_open(struct board *);
void board_close(struct board *);

/* Types a command, and the line end. */
void board_type(struct board *, const char *);

/* Reads until the board has said that; the test fails after a minute. */
void board_expect(struct board *, const char *);

#endif
