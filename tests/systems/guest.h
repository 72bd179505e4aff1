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
	struct console monitor; /* monitor of QEMU */
	long traced;            /* offset of new events in QEMU's trace */
};

/* Boots the guest in the directory of sandbox_open(). */
void guest_open(struct guest *);
void guest_close(struct guest *);

/*
 * Runs a command in the guest's shell.  Returns its exit status, and its output
 * in shell.heard.
 */
int guest_run(struct guest *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Start a command, and wait for its exit status. */
void guest_start(struct guest *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int guest_wait(struct guest *);

/* Returns true if the last command has printed the text. */
bool guest_said(const struct guest *, const char *text);

/* Runs a command in QEMU's monitor; it must succeed. */
void guest_change(struct guest *, const char *command);

/*
 * Look for events of the emulated devices in QEMU's trace.  guest_forget()
 * skips all events so far; each event found skips those before it.
 */
void guest_forget(struct guest *);
bool guest_did(struct guest *, const char *event);

#endif
