#ifndef SYSTEMS_GUEST_PORTS_H
#define SYSTEMS_GUEST_PORTS_H

/* The serial ports of a guest, and the tools on them. */

#include "systems/guest.h"

#define UART "/dev/ttyS1"
#define ADAPTER "/dev/ttyUSB0"

enum { GUEST_FILE_LEN = 20000, GUEST_PORTS = 2 };

struct guest_port {
	const char *path;
	const char *end; /* other end of the port, on this machine */
};

/* The ports UART and ADAPTER, in this order. */
extern const struct guest_port guest_ports[GUEST_PORTS];

extern struct guest guest;

/*
 * guest_set_up() opens a sandbox with a file "f" of GUEST_FILE_LEN bytes, and
 * boots the guest.  guest_tear_down() ends both.  To be called before and after
 * each test.
 */
void guest_set_up(void);
void guest_tear_down(void);

/* Returns the time of this machine in ms. */
long guest_now_ms(void);

/* Runs xrecv on the port for 0.2 s.  Returns its exit status. */
int guest_open_port(const char *port, const char *options);

/* Runs a command while xrecv has the port open. */
void guest_run_beside(
    const char *port, const char *options, const char *command);

/*
 * Plugs another adapter into socket 1 or 2 of the bus. Its other end is
 * "ID-end" on this machine.
 */
void guest_plug_in(const char *id, int socket);

#endif
