#include <criterion/criterion.h>
#include <unistd.h>

#include "guest.h"

/* The tools on Linux's own drivers of serial ports. */

static struct guest guest;

static void
set_up(void)
{
	lab_open("");
	guest_open(&guest);
}

static void
tear_down(void)
{
	guest_close(&guest);
	lab_close();
}

TestSuite(guest, .init = set_up, .fini = tear_down, .timeout = 240);

static const struct {
	const char *path;
	const char *end;
} ports[] = { { "/dev/ttyS1", "uart-end" }, { "/dev/ttyUSB0", "adapter-end" } };

enum { PORTS = sizeof ports / sizeof *ports, LEN = 20000 };

Test(guest, files_pass_both_ways)
{
	lab_make("f", LEN);
	for (int i = 0; i < PORTS; i++) {
		struct child c = lab_start("xsend -p %s f", ports[i].end);

		cr_expect(guest_run(&guest, "xrecv -p %s --size=%d g",
			      ports[i].path, LEN) == 0,
		    "%s: %s", ports[i].path, guest.shell.heard);
		cr_expect(lab_wait(&c) == 0);
		cr_expect(lab_same("f", "g"));

		c = lab_start("xrecv -p %s h", ports[i].end);
		cr_expect(
		    guest_run(&guest, "xsend -y -p %s g", ports[i].path) == 0,
		    "%s: %s", ports[i].path, guest.shell.heard);
		cr_expect(lab_wait(&c) == 0);
		cr_expect(lab_same("f", "h"));
		unlink("g");
		unlink("h");
	}
}
