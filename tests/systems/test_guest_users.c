#include <criterion/criterion.h>
#include <stdio.h>

#include "systems/guest_ports.h"

/* The programs and the users that may open a port. */

TestSuite(guest, .init = guest_set_up, .fini = guest_tear_down, .timeout = 240);

Test(guest, a_port_has_one_user)
{
	char command[160];

	for (int i = 0; i < GUEST_PORTS; i++) {
		const char *port = guest_ports[i].path;

		snprintf(command, sizeof command, "xsend -p %s f", port);
		guest_run_beside(port, "", command);
		cr_expect(guest_said(&guest, "in use (by xrecv, pid "), "%s",
		    guest.shell.heard);
		/* TIOCEXCL stops users, but not root. */
		snprintf(command, sizeof command,
		    "chmod 666 %s; "
		    "su nobody -c 'xrecv -p %s --no-lock -d /tmp out'",
		    port, port);
		guest_run_beside(port, "", command);
		cr_expect(
		    guest_said(&guest, "in use"), "%s", guest.shell.heard);
		cr_expect(guest_open_port(port, "") == 4);
	}
}

#ifdef LOCKING_PATH
Test(guest, a_port_has_one_user_if_libserialport_locks_it_itself)
{
	char command[160];

	guest_run(&guest, "export LD_PRELOAD=" LOCKING_PATH);
	for (int i = 0; i < GUEST_PORTS; i++) {
		const char *port = guest_ports[i].path;

		cr_assert(guest_open_port(port, "") == 4);
		snprintf(command, sizeof command, "xsend -p %s f", port);
		guest_run_beside(port, "", command);
		cr_expect(guest_said(&guest, "in use (by xrecv, pid "), "%s",
		    guest.shell.heard);

		snprintf(command, sizeof command,
		    "xsend --no-lock --wait=0.2 -p %s f", port);
		guest_run_beside(port, "--no-lock", command);
		cr_expect(
		    !guest_said(&guest, "in use"), "%s", guest.shell.heard);
	}
}
#endif

Test(guest, a_port_open_in_another_program_is_opened_with_a_warning)
{
	static const char warning[] = "has this port open, too";

	for (int i = 0; i < GUEST_PORTS; i++) {
		const char *port = guest_ports[i].path;

		cr_expect(guest_open_port(port, "") == 4);
		cr_expect(
		    !guest_said(&guest, warning), "%s", guest.shell.heard);

		guest_run(&guest,
		    "sleep 1000 <%s & xrecv -p %s --wait=0.2 out; kill $!",
		    port, port);
		cr_expect(guest_said(&guest, "sleep, pid ") &&
			      guest_said(&guest, warning),
		    "%s", guest.shell.heard);
	}
}

Test(guest, a_missing_permission_names_the_group)
{
	guest_run(&guest, "chgrp dialout " UART "; chmod 660 " UART);

	cr_expect(guest_run(&guest,
		      "su nobody -c 'xrecv -p " UART " -d /tmp out'") == 3);
	cr_expect(
	    guest_said(&guest,
		"(add yourself to group dialout: sudo usermod -aG dialout "),
	    "%s", guest.shell.heard);
}
