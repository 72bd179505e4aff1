#include <criterion/criterion.h>
#include <stdio.h>

#include "systems/guest_ports.h"

/* The settings of ports, as Linux's drivers and the devices see them. */

TestSuite(guest, .init = guest_set_up, .fini = guest_tear_down, .timeout = 240);

Test(guest, drivers_receive_the_rate_and_the_mode)
{
	static const struct {
		const char *port;
		const char *options;
		const char *event;
	} rows[] = {
		{ UART, "", "baudrate=115200 parity='N' data=8 stop=1" },
		{ UART, "-b 2400", "baudrate=2400 parity='N' data=8 stop=1" },
		{ UART, "-m 8E2", "baudrate=115200 parity='E' data=8 stop=2" },
		{ UART, "-m 8O1", "baudrate=115200 parity='O' data=8 stop=1" },
		/* The adapter divides 3 MHz: 3 MHz / 26 is 115384 baud. */
		{ ADAPTER, "", "set_baud dev 0:2 baud rate 115384" },
		{ ADAPTER, "-b 2400", "baud rate 2400" },
		{ ADAPTER, "-b 250000", "baud rate 250000" },
		{ ADAPTER, "-b 3000000", "baud rate 3000000" },
		{ ADAPTER, "-m 8E2", "parity E, data bits 8, stop bits 2" },
		{ ADAPTER, "-m 8O1", "parity O, data bits 8, stop bits 1" },
		/* QEMU's adapter does not support mark parity. */
		{ ADAPTER, "-m 8M1", "unsupported parity 768" },
		{ ADAPTER, "-f rtscts", "flow control 1" },
		{ ADAPTER, "-f xonxoff", "set_xonxoff dev 0:2 xon 0x11" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		/* Set other values, which the tool has to change. */
		guest_run(&guest, "stty -F %s 300 cs8 -parenb -ixon -crtscts",
		    rows[i].port);
		guest_forget(&guest);
		cr_expect(guest_open_port(rows[i].port, rows[i].options) == 4);
		cr_expect(guest_did(&guest, rows[i].event), "%s %s",
		    rows[i].port, rows[i].options);
	}
}

Test(guest, settings_that_a_driver_lacks_are_errors)
{
	static const struct {
		const char *port;
		const char *options;
		const char *words;
	} rows[] = {
		{ UART, "-b 921600",
		    "does not accept 921600 baud and stays at 9600" },
		{ UART, "-b 250000",
		    "does not accept 250000 baud and stays at 9600" },
		{ ADAPTER, "-b 4000000",
		    "does not accept 4000000 baud and stays at 9600" },
		{ UART, "-f dsrdtr",
		    "this system has no DSR/DTR flow control" },
		{ ADAPTER, "-f dsrdtr",
		    "this system has no DSR/DTR flow control" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect(guest_open_port(rows[i].port, rows[i].options) == 3);
		cr_expect(
		    guest_said(&guest, rows[i].words), "%s", guest.shell.heard);
	}
}

Test(guest, settings_of_ports_are_restored)
{
	static const char *const endings[] = { "", "-b 2400 -m 8E2 -f rtscts",
		"-f xonxoff", "-b 4000000", "-f dsrdtr" };

	for (int i = 0; i < GUEST_PORTS; i++) {
		const char *port = guest_ports[i].path;

		guest_run(&guest,
		    "stty -F %s 1200 cs7 parenb ixoff -echo min 5 -hupcl; "
		    "before=$(stty -g -F %s)",
		    port, port);
		for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
			guest_open_port(port, endings[j]);
			cr_expect(
			    guest_run(&guest, "[ $before = $(stty -g -F %s) ]",
				port) == 0,
			    "%s %s", port, endings[j]);
		}
	}
}

Test(guest, flow_control_is_set_as_requested)
{
	static const struct {
		const char *options;
		const char *flags[3];
	} rows[] = {
		{ "", { "-crtscts", "-ixon", "-ixoff" } },
		{ "-f rtscts", { " crtscts", "-ixon", "-ixoff" } },
		{ "-f xonxoff", { "-crtscts", " ixon", " ixoff" } },
	};
	char command[80];

	for (int i = 0; i < GUEST_PORTS; i++) {
		const char *port = guest_ports[i].path;

		guest_run(&guest, "stty -F %s crtscts ixon ixoff", port);
		snprintf(command, sizeof command, "stty -a -F %s", port);
		for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
			guest_run_beside(port, rows[j].options, command);
			for (int k = 0; k < 3; k++)
				cr_expect(guest_said(&guest, rows[j].flags[k]),
				    "%s %s: %s", port, rows[j].options,
				    guest.shell.heard);
		}
	}
}

#define TIMER "/sys/bus/usb-serial/devices/ttyUSB0/latency_timer"
#define DRIVER "/sys/bus/usb-serial/drivers/ftdi_sio"

Test(guest, an_open_adapter_has_low_latency)
{
	static const char timer[] = "echo \"timer: <$(cat " TIMER ")>\"";

	guest_run(&guest, "echo 16 >" TIMER);
	guest_run_beside(ADAPTER, "", timer);
	cr_expect(guest_said(&guest, "timer: <1>"), "%s", guest.shell.heard);
	guest_run(&guest, timer);
	cr_expect(guest_said(&guest, "timer: <16>"), "%s", guest.shell.heard);

	guest_run_beside(ADAPTER, "--latency=keep", timer);
	cr_expect(guest_said(&guest, "timer: <16>"), "%s", guest.shell.heard);

	guest_open_port(ADAPTER, "-v --trace=t");
	cr_expect(
	    guest_said(&guest, "low latency"), "%s", guest.shell.heard);
	cr_expect(guest_run(&guest, "grep 'low latency' t") == 0);
}

/*
 * The driver reads the latency timer from the adapter only when the driver is
 * bound to the adapter.  So the test unbinds the driver and binds it again.
 */
Test(guest, low_latency_reaches_the_adapter)
{
	guest_run(&guest, "echo 16 >" TIMER);
	guest_run(&guest,
	    "xrecv -v -p " ADAPTER " --wait=100 out 2>log & "
	    "until grep -q state log; do sleep 0.1; done; rm log; "
	    "kill -9 $!; wait $!; cd " DRIVER "; "
	    "echo ttyUSB0 >unbind; echo ttyUSB0 >bind; cd - >/tmp/where");
	guest_run(&guest, "echo \"timer: <$(cat " TIMER ")>\"");
	cr_expect(guest_said(&guest, "timer: <1>"), "%s", guest.shell.heard);
}

Test(guest, DTR_and_RTS_are_set_while_the_port_is_open)
{
	static const struct {
		const char *options;
		const char *state;
	} rows[] = {
		{ "", "state: RTS|DTR" },
		{ "--dtr=on --rts=on", "state: RTS|DTR" },
		{ "--dtr=off --rts=keep", "state: RTS\n" },
		{ "--dtr=keep --rts=off", "state: DTR\n" },
		{ "--dtr=off --rts=off", "state:\n" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		guest_run_beside(UART, rows[i].options,
		    "sed -n 's/.*irq:3 tx:[0-9]* rx:0/state:/p' "
		    "/proc/tty/driver/serial");
		cr_expect(guest_said(&guest, rows[i].state), "%s: %s",
		    rows[i].options, guest.shell.heard);
	}
}

Test(guest, steps_reach_the_device_in_the_order_given)
{
	static const struct {
		const char *port;
		const char *events[6];
	} rows[] = {
		/* Register 4: DTR is bit 0, RTS bit 1.  Register 3: break. */
		{ UART, { "addr 0x04 val 0x0a", "addr 0x04 val 0x08",
			    "baudrate=9600", "addr 0x04 val 0x09",
			    "addr 0x03 val 0x53", "addr 0x03 val 0x13" } },
		/* Request 1 sets DTR or RTS.  Request 4 sets a break. */
		{ ADAPTER, { "control 0x4001, value 0x100",
			       "control 0x4001, value 0x200", "baud rate 9600",
			       "control 0x4001, value 0x101",
			       "control 0x4004, value 0x4008",
			       "control 0x4004, value 0x8" } },
	};

	guest_change(&guest, "trace-event serial_write on");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		/* Set another rate, which the step has to change. */
		guest_run(&guest, "stty -F %s 1200", rows[i].port);
		guest_forget(&guest);
		guest_open_port(rows[i].port,
		    "--before=dtr:off --before=rts:off --before=baud:9600 "
		    "--before=dtr:on --before=break:250");
		for (int j = 0; j < 6; j++)
			cr_expect(guest_did(&guest, rows[i].events[j]),
			    "%s: no \"%s\" behind the others", rows[i].port,
			    rows[i].events[j]);
	}
}
