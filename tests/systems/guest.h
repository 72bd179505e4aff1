#ifndef SYSTEMS_GUEST_H
#define SYSTEMS_GUEST_H

/*
 * Linux on an emulated PC with two serial ports: /dev/ttyS1, a 16550, whose
 * other end is "uart-end" here, and /dev/ttyUSB0, an FTDI adapter, whose other
 * end is "adapter-end".  The directory of the test, and the tools, are the same
 * files in the guest and here.
 */

#include <stdbool.h>

#include "harness/sandbox.h"
#include "systems/console.h"

struct guest {
	struct child qemu;
	struct console shell;
	struct console monitor; /* QEMU's */
	long traced;            /* what of QEMU's trace is old */
};

/* Boots it, in the directory of sandbox_open(). */
void guest_open(struct guest *);
void guest_close(struct guest *);

/*
 * Gives its shell a line, and returns the exit status.  The output is in
 * shell.heard.
 */
int guest_run(struct guest *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same in two halves, for things to happen in between. */
void guest_start(struct guest *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int guest_wait(struct guest *);

/* Has the last command printed that? */
bool guest_said(const struct guest *, const char *text);

/* Gives QEMU's monitor a command, which must not be refused. */
void guest_change(struct guest *, const char *command);

/*
 * What its drivers do to the emulated devices, in the words of QEMU's trace:
 * has that happened since guest_forget(), and since the event found last?
 */
void guest_forget(struct guest *);
bool guest_did(struct guest *, const char *event);

#endif
