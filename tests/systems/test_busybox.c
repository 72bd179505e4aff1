#include <criterion/criterion.h>

#include "harness/cookbook.h"
#include "systems/guest.h"

/*
 * A board that has only a shell of busybox on its serial console, and the
 * recipes of xsend-cookbook(7) that bring xrecv to it.
 */

#define CONSOLE "/dev/ttyS1"

enum { LEN = 20000 };

static struct guest guest;

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("app.bin", LEN);
	cookbook_open("uart-end");
	cr_assert(sandbox_run("cp " STATIC_XRECV " xrecv-static") == 0);
	guest_open(&guest);
	cr_assert(guest_run(&guest, "stty -F " CONSOLE " 115200 sane") == 0);
	cr_assert(guest_run(&guest,
		      "mkdir /tmp/board && cd /tmp/board && "
		      "(PATH=/bin exec setsid -c sh -i <" CONSOLE " >" CONSOLE
		      " 2>&1 &); cd - >/dev/null") == 0);
}

static void
tear_down(void)
{
	guest_close(&guest);
	sandbox_close();
}

TestSuite(busybox, .init = set_up, .fini = tear_down, .timeout = 240);

/* Runs a recipe to its end. */
static void
follow(const char *recipe)
{
	struct child c = sandbox_start("sh %s", recipe);

	cr_assert(sandbox_wait(&c) == 0, "%s", recipe);
}

Test(busybox, gets_xrecv_through_its_shell_and_then_receives_files)
{
	follow("busybox");
	cr_expect(guest_run(&guest, "cmp /tmp/xrecv xrecv-static") == 0);
	follow("busybox-file");
	cr_expect(guest_run(&guest, "cmp /tmp/board/app.bin app.bin") == 0);
}

Test(busybox, reports_a_program_that_arrived_damaged)
{
	struct child c;

	cookbook_replace("gzip -9 <xrecv-static", "gzip -9 <app.bin");
	cookbook_replace("^xsend", "xsend --step-timeout=20");
	c = sandbox_start("sh busybox");
	cr_expect(sandbox_wait(&c) == 8);
	cr_expect(sandbox_said(&c, "not received"));
}
