#include <criterion/criterion.h>
#include <stdio.h>

#include "systems/guest_ports.h"

/* An adapter that is unplugged ends a transfer. */

TestSuite(guest, .init = guest_set_up, .fini = guest_tear_down, .timeout = 240);

enum { LONG = 1000000 }; /* bytes of a file that is being sent */

/*
 * Starts a command, and unplugs the adapter when the command prints `words`.
 * The adapter is not plugged in again, because QEMU frees the old adapter late
 * and the guest may give the new one another name.  So each test boots its own
 * guest.
 */
static void
expect_end_by_unplugging(const char *command, const char *words)
{
	long begun_ms;

	guest_start(&guest, "%s", command);
	console_expect(&guest.shell, words);
	begun_ms = guest_now_ms();
	guest_change(&guest, "device_del usb");
	cr_expect(guest_wait(&guest) == 3, "%s", guest.shell.heard);
	/* The timeout of the protocol is a minute. */
	cr_expect(guest_now_ms() - begun_ms < 30000);
	cr_expect(
	    guest_said(&guest, ADAPTER ": the line is lost: No such device"),
	    "%s", guest.shell.heard);
}

static void
unplug_in_transfer(const char *command, const char *other)
{
	char line[160];

	sandbox_make("f", LONG);
	sandbox_start("%s", other);
	snprintf(line, sizeof line, "%s --progress=lines", command);
	expect_end_by_unplugging(line, " %, ");
}

Test(guest, an_adapter_that_is_unplugged_ends_an_XMODEM_sender_at_once)
{
	unplug_in_transfer(
	    "xsend -p " ADAPTER " f", "xrecv -p adapter-end out");
}

Test(guest, an_adapter_that_is_unplugged_ends_a_YMODEM_g_sender_at_once)
{
	unplug_in_transfer(
	    "xsend -p " ADAPTER " -y f", "xrecv -p adapter-end -g out");
}

Test(guest, an_adapter_that_is_unplugged_ends_a_receiver_at_once)
{
	unplug_in_transfer(
	    "xrecv -p " ADAPTER " out", "xsend -p adapter-end -y f");
}

Test(guest, an_adapter_that_is_unplugged_ends_the_wait_of_a_sender)
{
	expect_end_by_unplugging("xsend -v -p " ADAPTER " f", "state: ");
}

Test(guest, an_adapter_that_is_unplugged_ends_the_wait_of_a_receiver)
{
	expect_end_by_unplugging("xrecv -v -p " ADAPTER " out", "state: ");
}
