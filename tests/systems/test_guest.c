#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "systems/guest.h"

/* The tools on Linux's own drivers of serial ports. */

#define UART "/dev/ttyS1"
#define ADAPTER "/dev/ttyUSB0"

enum { LEN = 20000, LONG = 1000000 };

static const struct port {
	const char *path;
	const char *end; /* other end of the port, on this machine */
} ports[] = { { UART, "uart-end" }, { ADAPTER, "adapter-end" } };

enum { PORTS = sizeof ports / sizeof *ports };

static struct guest guest;

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("f", LEN);
	guest_open(&guest);
}

static void
tear_down(void)
{
	guest_close(&guest);
	sandbox_close();
}

TestSuite(guest, .init = set_up, .fini = tear_down, .timeout = 240);

static long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Runs a command that opens the port and ends at once. */
static int
open_port(const char *port, const char *options)
{
	return guest_run(
	    &guest, "xrecv -p %s --wait=0.2 %s out", port, options);
}

/* Runs a command while another one has the port open. */
static void
run_beside(const char *port, const char *options, const char *command)
{
	guest_run(&guest,
	    "xrecv -v -p %s --wait=100 %s out 2>log & "
	    "until grep -q state log; do sleep 0.1; done; rm log; "
	    "%s; kill $!; wait $!",
	    port, options, command);
}

static void
pass_both_ways(const struct port *port, const char *options)
{
	struct child c = sandbox_start("xsend -p %s f", port->end);

	cr_expect(guest_run(&guest, "xrecv -p %s %s --size=%d g", port->path,
		      options, LEN) == 0,
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
	for (int i = 0; i < PORTS; i++) {
		pass_both_ways(&ports[i], "");
		pass_both_ways(&ports[i], "-b 9600");
	}
	/* The adapter can always send; nobody raises the CTS of the 16550. */
	pass_both_ways(&ports[1], "-f rtscts");
}

Test(guest, a_CTS_that_stays_low_is_reported)
{
	guest_start(&guest, "xsend -v -p " UART " -f rtscts --timeout=3 f");
	console_expect(&guest.shell, "state: start");
	cr_expect(sandbox_run("printf C >uart-end") == 0);
	cr_expect(guest_wait(&guest) == 6);
	cr_expect(guest_said(&guest, "silent at block 1"), "%s",
	    guest.shell.heard);
	cr_expect(guest_said(&guest, "(CTS is low)"), "%s", guest.shell.heard);
	cr_expect(!guest_said(&guest, "RX"), "%s", guest.shell.heard);

	cr_expect(open_port(UART, "-f rtscts") == 4);
	cr_expect(guest_said(&guest, "never began (CTS is low)"), "%s",
	    guest.shell.heard);
}

Test(guest, unsent_bytes_of_a_stopped_line_do_not_delay_the_end)
{
	long begun_ms;

	guest_run(&guest, "stty -F " UART " crtscts");
	begun_ms = now_ms();
	cr_expect(open_port(UART, "-f rtscts") == 4);
	cr_expect(now_ms() - begun_ms < 10000);
}

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
		/* The adapter divides 3 MHz: by 26 for 115200. */
		{ ADAPTER, "", "set_baud dev 0:2 baud rate 115384" },
		{ ADAPTER, "-b 2400", "baud rate 2400" },
		{ ADAPTER, "-b 250000", "baud rate 250000" },
		{ ADAPTER, "-b 3000000", "baud rate 3000000" },
		{ ADAPTER, "-m 8E2", "parity E, data bits 8, stop bits 2" },
		{ ADAPTER, "-m 8O1", "parity O, data bits 8, stop bits 1" },
		/* QEMU's adapter does not have this one. */
		{ ADAPTER, "-m 8M1", "unsupported parity 768" },
		{ ADAPTER, "-f rtscts", "flow control 1" },
		{ ADAPTER, "-f xonxoff", "set_xonxoff dev 0:2 xon 0x11" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		/* The settings must come from the tool. */
		guest_run(&guest, "stty -F %s 300 cs8 -parenb -ixon -crtscts",
		    rows[i].port);
		guest_forget(&guest);
		cr_expect(open_port(rows[i].port, rows[i].options) == 4);
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
		{ UART, "-b 921600", "refuses 921600 baud, and has 9600" },
		{ UART, "-b 250000", "refuses 250000 baud, and has 9600" },
		{ ADAPTER, "-b 4000000", "refuses 4000000 baud, and has 9600" },
		{ UART, "-f dsrdtr", "this system has no DSR/DTR flow control" },
		{ ADAPTER, "-f dsrdtr", "this system has no DSR/DTR flow control" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect(open_port(rows[i].port, rows[i].options) == 3);
		cr_expect(
		    guest_said(&guest, rows[i].words), "%s", guest.shell.heard);
	}
}

Test(guest, settings_of_ports_are_restored)
{
	static const char *const endings[] = { "", "-b 2400 -m 8E2 -f rtscts",
		"-f xonxoff", "-b 4000000", "-f dsrdtr" };

	for (int i = 0; i < PORTS; i++) {
		const char *port = ports[i].path;

		guest_run(&guest,
		    "stty -F %s 1200 cs7 parenb ixoff -echo min 5 -hupcl; "
		    "before=$(stty -g -F %s)",
		    port, port);
		for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
			open_port(port, endings[j]);
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

	for (int i = 0; i < PORTS; i++) {
		const char *port = ports[i].path;

		guest_run(&guest, "stty -F %s crtscts ixon ixoff", port);
		snprintf(command, sizeof command, "stty -a -F %s", port);
		for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
			run_beside(port, rows[j].options, command);
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
	run_beside(ADAPTER, "", timer);
	cr_expect(guest_said(&guest, "timer: <1>"), "%s", guest.shell.heard);
	guest_run(&guest, timer);
	cr_expect(guest_said(&guest, "timer: <16>"), "%s", guest.shell.heard);

	run_beside(ADAPTER, "--latency=keep", timer);
	cr_expect(guest_said(&guest, "timer: <16>"), "%s", guest.shell.heard);

	open_port(ADAPTER, "-v --trace=t");
	cr_expect(guest_said(&guest, "low latency is set"), "%s",
	    guest.shell.heard);
	cr_expect(guest_run(&guest, "grep 'low latency' t") == 0);
}

/* The driver reads the adapter's own value only when it finds the adapter. */
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
		run_beside(UART, rows[i].options,
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
		/* Registers: 4 controls DTR (1) and RTS (2), 3 a break. */
		{ UART, { "addr 0x04 val 0x0a", "addr 0x04 val 0x08",
			    "baudrate=9600", "addr 0x04 val 0x09",
			    "addr 0x03 val 0x53", "addr 0x03 val 0x13" } },
		/* Requests: 1 sets DTR (1) or RTS (2), 4 a break. */
		{ ADAPTER, { "control 0x4001, value 0x100",
			       "control 0x4001, value 0x200", "baud rate 9600",
			       "control 0x4001, value 0x101",
			       "control 0x4004, value 0x4008",
			       "control 0x4004, value 0x8" } },
	};

	guest_change(&guest, "trace-event serial_write on");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		/* Change the rate now: the step must set it again. */
		guest_run(&guest, "stty -F %s 1200", rows[i].port);
		guest_forget(&guest);
		open_port(rows[i].port,
		    "--before=dtr:off --before=rts:off --before=baud:9600 "
		    "--before=dtr:on --before=break:250");
		for (int j = 0; j < 6; j++)
			cr_expect(guest_did(&guest, rows[i].events[j]),
			    "%s: no \"%s\" behind the others", rows[i].port,
			    rows[i].events[j]);
	}
}

Test(guest, a_port_has_one_user)
{
	char command[160];

	for (int i = 0; i < PORTS; i++) {
		const char *port = ports[i].path;

		snprintf(command, sizeof command, "xsend -p %s f", port);
		run_beside(port, "", command);
		cr_expect(guest_said(&guest, "in use (by xrecv, pid "), "%s",
		    guest.shell.heard);
		/* TIOCEXCL only stops users other than root. */
		snprintf(command, sizeof command,
		    "chmod 666 %s; "
		    "su nobody -c 'xrecv -p %s --no-lock -d /tmp out'",
		    port, port);
		run_beside(port, "", command);
		cr_expect(
		    guest_said(&guest, "in use"), "%s", guest.shell.heard);
		cr_expect(open_port(port, "") == 4);
	}
}

#ifdef LOCKING_PATH
Test(guest, a_port_has_one_user_if_libserialport_locks_it_itself)
{
	char command[160];

	guest_run(&guest, "export LD_PRELOAD=" LOCKING_PATH);
	for (int i = 0; i < PORTS; i++) {
		const char *port = ports[i].path;

		cr_assert(open_port(port, "") == 4);
		snprintf(command, sizeof command, "xsend -p %s f", port);
		run_beside(port, "", command);
		cr_expect(guest_said(&guest, "in use (by xrecv, pid "), "%s",
		    guest.shell.heard);

		snprintf(command, sizeof command,
		    "xsend --no-lock --wait=0.2 -p %s f", port);
		run_beside(port, "--no-lock", command);
		cr_expect(
		    !guest_said(&guest, "in use"), "%s", guest.shell.heard);
	}
}
#endif

Test(guest, a_port_open_in_another_program_is_opened_with_a_warning)
{
	static const char warning[] = "has it open, too";

	for (int i = 0; i < PORTS; i++) {
		const char *port = ports[i].path;

		cr_expect(open_port(port, "") == 4);
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
	cr_expect(guest_said(&guest, "(add yourself to group dialout: sudo usermod -aG dialout "),
	    "%s", guest.shell.heard);
}

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
	cr_expect(open_port("/dev/serial/by-id/adapter", "-b 250000") == 4);
	cr_expect(guest_did(&guest, "baud rate 250000"));
}

/* Plugs another adapter into socket 1 or 2 of the bus. */
static void
plug_in(const char *id, int socket)
{
	char end[32], command[160];

	snprintf(end, sizeof end, "%s-end", id);
	sandbox_line("", id, end);
	snprintf(command, sizeof command, "chardev-add serial,id=%s,path=%s",
	    id, id);
	guest_change(&guest, command);
	snprintf(command, sizeof command,
	    "device_add usb-serial,chardev=%s,id=usb-%s,always-plugged=on,"
	    "port=%d",
	    id, id, socket);
	guest_change(&guest, command);
}

Test(guest, a_port_is_named_by_its_usb_identity)
{
	guest_forget(&guest);
	cr_expect(open_port("usb:0403:6001", "-b 250000") == 4);
	cr_expect(guest_did(&guest, "baud rate 250000"));
	cr_expect(open_port("usb:0403:6001:nobody", "") == 3);
	cr_expect(guest_said(&guest, "no port has this USB identity"));

	plug_in("second", 2);
	guest_run(&guest, "until [ -e /dev/ttyUSB1 ]; do sleep 0.1; done");
	cr_expect(open_port("usb:0403:6001", "") == 3);
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
	    LEN);
	console_expect(&guest.shell, "waiting for the port");
	plug_in("second", 2);
	c = sandbox_start("xsend -p second-end f");
	cr_expect(guest_wait(&guest) == 0, "%s", guest.shell.heard);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));
}

/*
 * The old name is not free while a program has the old port open.  A new
 * adapter in another socket is another board.
 */
Test(guest, a_port_is_opened_again_under_its_new_name_at_the_same_socket)
{
	struct child c;

	guest_run(&guest, "sleep 1000 <" ADAPTER " &");
	guest_start(&guest,
	    "xrecv -v -p " ADAPTER " --before=wait:1 --before=reopen "
	    "--step-timeout=200 --size=%d g",
	    LEN);
	console_expect(&guest.shell, "step wait:1");
	plug_in("other", 2);
	guest_change(&guest, "device_del usb");
	plug_in("again", 1);
	c = sandbox_start("xsend -p again-end f");
	cr_expect(guest_wait(&guest) == 0, "%s", guest.shell.heard);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));
}

/*
 * Starts a command, and unplugs the adapter when the command prints `words`.
 * The adapter is not plugged in again, because QEMU frees it late and the guest
 * may give it another name.  So each test boots its own guest.
 */
static void
expect_end_by_unplugging(const char *command, const char *words)
{
	long begun_ms;

	guest_start(&guest, "%s", command);
	console_expect(&guest.shell, words);
	begun_ms = now_ms();
	guest_change(&guest, "device_del usb");
	cr_expect(guest_wait(&guest) == 3, "%s", guest.shell.heard);
	/* The timeout of the protocol is a minute. */
	cr_expect(now_ms() - begun_ms < 30000);
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
