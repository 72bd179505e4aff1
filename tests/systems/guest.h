#ifndef SYSTEMS_GUEST_H
#define SYSTEMS_GUEST_H

/*
 * Linux on an emulated PC with two serial ports: /dev/ttyS1, a 16550, and
 * /dev/ttyUSB0, an FTDI adapter.  On the host, their other ends are the ptys
 * "uart-end" and "adapter-end".  The guest and the host share the tools and the
 * directory of the test.
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

/* guest_start() starts a command, and guest_wait() returns its exit status. */
void guest_start(struct guest *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int guest_wait(struct guest *);

/* Returns true if the last command has printed the text. */
bool guest_said(const struct guest *, const char *text);

/* Runs a command in QEMU's monitor; it must succeed. */
void guest_change(struct guest *, const char *command);

/*
 * guest_did() looks for an event of the emulated devices in QEMU's trace.  The
 * next search begins after the event found.  guest_forget() skips all events
 * that the trace contains so far.
 */
void guest_forget(struct guest *);
bool guest_did(struct guest *, const char *event);

#endif
