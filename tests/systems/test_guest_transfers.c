#include <criterion/criterion.h>
#include <unistd.h>

#include "systems/guest_ports.h"

/* Transfers on Linux's own drivers of serial ports. */

TestSuite(guest, .init = guest_set_up, .fini = guest_tear_down, .timeout = 240);

static void
pass_both_ways(const struct guest_port *port, const char *options)
{
	struct child c = sandbox_start("xsend -p %s f", port->end);

	cr_expect(guest_run(&guest, "xrecv -p %s %s --size=%d g", port->path,
		      options, GUEST_FILE_LEN) == 0,
	    "%s", guest.shell.heard);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"), "%s %s", port->path, options);

	c = sandbox_start("xrecv -p %s h", port->end);
	cr_expect(
	    guest_run(&guest, "xsend -p %s %s -y g", port->path, options) == 0,
	    "%s", guest.shell.heard);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "h"), "%s %s", port->path, options);
	unlink("g");
	unlink("h");
}

Test(guest, files_pass_both_ways)
{
	for (int i = 0; i < GUEST_PORTS; i++) {
		pass_both_ways(&guest_ports[i], "");
		pass_both_ways(&guest_ports[i], "-b 9600");
	}
	/* CTS of the adapter is always high; CTS of the 16550 is always low. */
	pass_both_ways(&guest_ports[1], "-f rtscts");
}

Test(guest, a_CTS_that_stays_low_is_reported)
{
	guest_start(&guest, "xsend -v -p " UART " -f rtscts --timeout=3 f");
	console_expect(&guest.shell, "state: start");
	cr_expect(sandbox_run("printf C >uart-end") == 0);
	cr_expect(guest_wait(&guest) == 6);
	cr_expect(
	    guest_said(&guest, "silent at block 1"), "%s", guest.shell.heard);
	cr_expect(guest_said(&guest, "(CTS is low)"), "%s", guest.shell.heard);
	cr_expect(!guest_said(&guest, "RX"), "%s", guest.shell.heard);

	cr_expect(guest_open_port(UART, "-f rtscts") == 4);
	cr_expect(guest_said(&guest, "never began (CTS is low)"), "%s",
	    guest.shell.heard);
}

Test(guest, unsent_bytes_of_a_stopped_line_do_not_delay_the_end)
{
	long begun_ms;

	guest_run(&guest, "stty -F " UART " crtscts");
	begun_ms = guest_now_ms();
	cr_expect(guest_open_port(UART, "-f rtscts") == 4);
	cr_expect(guest_now_ms() - begun_ms < 10000);
}
