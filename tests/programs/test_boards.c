#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/*
 * xsend sends files in real time, over a pty, to those emulated boot loaders
 * that differ most.  sim/test_receivers.c tests all of them in virtual time and
 * with faults.
 */

static void
set_up(void)
{
	sandbox_open("--baud=460800");
	sandbox_make("f", 5000);
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(boards, .init = set_up, .fini = sandbox_close, .timeout = 240);

static const struct {
	const char *model;
	const char *options;
	int status, device; /* exit statuses of xsend and of the boot loader */
	const char *words;
} rows[] = {
	{ "uboot-loady", "-y", 0, 0, "f: 5000 bytes" },
	{ "uboot-loadx", "", 0, 0, "f: 5000 bytes" },
	{ "barebox-loady", "-y", 0, 0, "f: 5000 bytes" },
	{ "barebox-g", "-y", 0, 0, "f: 5000 bytes" },
	{ "samba", "", 0, 0, "f: 5000 bytes" },
	{ "stm32-1file", "-y", 0, 0, "f: 5000 bytes" },
	{ "sbsfu-1k", "-y", 0, 0, "< (C) COPYRIGHT" },
	{ "rtthread", "-y", 0, 0, "f: 5000 bytes" },
	{ "gecko", "", 0, 0, "f: 5000 bytes" },
	{ "gecko-reject", "", 5, 1, "rejected the file" },
	{ "opentitan", "", 0, 0, "f: 5000 bytes" },
	{ "grblhal", "-y --start=now", 0, 0, "f: 5000 bytes" },
	{ "ti-k3", "", 0, 0, "f: 5000 bytes" },
};

static void
run(bool ymodem)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *model = rows[i].model;
		struct child device, sender;

		if ((strstr(rows[i].options, "-y") != NULL) != ymodem)
			continue;
		device = sandbox_start("emulate %s b in", model);
		sandbox_expect(&device, "ready");
		sender = sandbox_start("xsend -p a %s f", rows[i].options);
		cr_expect(sandbox_wait(&sender) == rows[i].status, "%s", model);
		cr_expect(sandbox_wait(&device) == rows[i].device, "%s", model);
		cr_expect(sandbox_said(&sender, rows[i].words), "%s", model);
		if (rows[i].status == 0)
			cr_expect(sandbox_run("cmp -n 5000 f in/0") == 0, "%s",
			    model);
		unlink("in/0");
	}
}

Test(boards, receive_a_file_from_xsend_by_xmodem)
{
	run(false);
}

Test(boards, receive_a_file_from_xsend_by_ymodem)
{
	run(true);
}
