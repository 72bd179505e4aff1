#ifndef BOARD_H
#define BOARD_H

/* U-Boot on an emulated board, and its console on a pty. */

#include "console.h"
#include "lab.h"

struct board {
	struct child qemu;
	char port[64];          /* the console's */
	struct console console; /* never read while a tool has the port */
};

/* Starts a QEMU `virt` board with U-Boot and stops its autoboot. */
void board_open(struct board *);
void board_close(struct board *);

/* Types a command, and the line end. */
void board_type(struct board *, const char *);

/* Reads until the board has said that; the test fails after a minute. */
void board_expect(struct board *, const char *);

#endif
