#include <criterion/criterion.h>

#include "systems/guest_ports.h"

/* The names of ports, and adapters that are plugged in. */

TestSuite(guest, .init = guest_set_up, .fini = guest_tear_down, .timeout = 240);

Test(guest, ports_are_listed_and_links_to_them_are_followed)
{
	cr_expect(guest_run(&guest, "xsend --list") == 0);
	cr_expect(guest_said(&guest, UART " "));
	cr_expect(guest_said(&guest, ADAPTER " "));
	cr_expect(guest_said(&guest, " 0403:6001 "), "%s", guest.shell.heard);
	cr_expect(guest_said(&guest, " -p usb:0403:6001\r\n") ||
		      guest_said(&guest, " -p usb:0403:6001\n"),
	    "%s", guest.shell.heard);

	guest_run(&guest, "mkdir -p /dev/serial/by-id; "
			  "ln -s ../../ttyUSB0 /dev/serial/by-id/adapter");
	guest_forget(&guest);
	cr_expect(
	    guest_open_port("/dev/serial/by-id/adapter", "-b 250000") == 4);
	cr_expect(guest_did(&guest, "baud rate 250000"));
}

Test(guest, a_port_is_named_by_its_usb_identity)
{
	guest_forget(&guest);
	cr_expect(guest_open_port("usb:0403:6001", "-b 250000") == 4);
	cr_expect(guest_did(&guest, "baud rate 250000"));
	cr_expect(guest_open_port("usb:0403:6001:nobody", "") == 3);
	cr_expect(guest_said(&guest, "no port has this USB identity"));

	guest_plug_in("second", 2);
	guest_run(&guest, "until [ -e /dev/ttyUSB1 ]; do sleep 0.1; done");
	cr_expect(guest_open_port("usb:0403:6001", "") == 3);
	cr_expect(guest_said(&guest, "2 ports have this identity"), "%s",
	    guest.shell.heard);
	cr_expect(guest_said(&guest, "(/dev/ttyUSB0)") &&
		      guest_said(&guest, "(/dev/ttyUSB1)"),
	    "%s", guest.shell.heard);
}

Test(guest, a_port_that_is_plugged_in_ends_the_wait_for_it)
{
	struct child c;

	guest_start(&guest, "xrecv -p /dev/ttyUSB1 --wait-port=200 --size=%d g",
	    GUEST_FILE_LEN);
	console_expect(&guest.shell, "waiting for the port");
	guest_plug_in("second", 2);
	c = sandbox_start("xsend -p second-end f");
	cr_expect(guest_wait(&guest) == 0, "%s", guest.shell.heard);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));
}

/*
 * sleep(1) keeps the old port open, so the old name is not free and the adapter
 * gets a new name.  The adapter in socket 2 belongs to another board.
 */
Test(guest, a_port_is_opened_again_under_its_new_name_at_the_same_socket)
{
	struct child c;

	guest_run(&guest, "sleep 1000 <" ADAPTER " &");
	guest_start(&guest,
	    "xrecv -v -p " ADAPTER " --before=wait:1 --before=reopen "
	    "--step-timeout=200 --size=%d g",
	    GUEST_FILE_LEN);
	console_expect(&guest.shell, "step wait:1");
	guest_plug_in("other", 2);
	guest_change(&guest, "device_del usb");
	guest_plug_in("again", 1);
	c = sandbox_start("xsend -p again-end f");
	cr_expect(guest_wait(&guest) == 0, "%s", guest.shell.heard);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));
}
