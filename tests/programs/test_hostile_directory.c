#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "programs/hostile_sender.h"

/* Files, links and other things that xrecv finds in its directory. */

TestSuite(
    hostile, .init = hostile_set_up, .fini = sandbox_close, .timeout = 240);

Test(hostile, second_file_of_a_name_does_not_replace_the_first)
{
	struct hostile_sender r;

	hostile_start(&r, "-d in");
	hostile_file(&r, "f\0006", 3, 1);
	hostile_file(&r, "dir/f\0009", 7, 1);
	hostile_file(&r, "g\0005", 3, 1);
	hostile_end(&r);

	cr_expect(hostile_wait(&r) == 1);
	cr_expect(sandbox_said(&r.xrecv, "in/f: File exists"));
	cr_expect(sandbox_said(&r.xrecv, "xrecv: 2 files: 11 bytes in "));
	cr_expect(sandbox_size("in/f") == 6);
	cr_expect(sandbox_size("in/g") == 5);
}

static const struct {
	const char *what, *waits, *options;
	int status;
	const char *holds; /* command that must succeed afterwards */
} waiting[] = {
	{ "link", "ln -s ../precious in/f", "", 1, "test -L in/f" },
	{ "link to nowhere", "ln -s ../new in/f", "", 1, "test ! -e new" },
	{ "link, replaced", "ln -s ../precious in/f", "-o", 0,
	    "test ! -L in/f && test -f in/f" },
	{ "link to nowhere, replaced", "ln -s ../new in/f", "-o", 0,
	    "test ! -L in/f && test ! -e new" },
	{ "link, renamed", "ln -s ../precious in/f", "--on-exists=rename", 0,
	    "test -f in/f.1" },
	{ "link for the part", "ln -s ../precious in/f.xrecv-part", "", 1,
	    "test -L in/f.xrecv-part" },
	{ "link to nowhere for the part", "ln -s ../new in/f.xrecv-part", "-o",
	    1, "test ! -e new" },
	{ "pipe", "mkfifo in/f", "-o", 1, "test -p in/f" },
	{ "pipe for the part", "mkfifo in/f.xrecv-part", "", 1,
	    "test ! -e in/f" },
	{ "directory", "mkdir in/f", "", 1, "test -d in/f" },
	{ "directory, to be replaced", "mkdir in/f", "-o", 1, "test -d in/f" },
	{ "directory for the part", "mkdir in/f.xrecv-part", "", 1,
	    "test ! -e in/f" },
	{ "socket",
	    "python3 -c \"import socket; "
	    "socket.socket(socket.AF_UNIX).bind(\\\"in/f\\\")\"",
	    "-o", 1, "test -S in/f" },
	{ "part that was left", "echo old >in/f.xrecv-part", "", 0,
	    "test -f in/f && test ! -e in/f.xrecv-part" },
	{ "part that cannot be written",
	    ": >in/f.xrecv-part; "
	    "chmod 400 in/f.xrecv-part",
	    "", 0, "test -f in/f && test ! -e in/f.xrecv-part" },
};

Test(hostile, links_pipes_and_sockets_are_neither_followed_nor_opened)
{
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++) {
		char options[64];
		struct hostile_sender r;
		int status;

		cr_assert(sandbox_run("sh -c '%s'", waiting[i].waits) == 0,
		    "%s", waiting[i].what);
		snprintf(
		    options, sizeof options, "-d in %s", waiting[i].options);
		hostile_start(&r, options);
		hostile_file(&r, "f\0006", 3, 1);
		hostile_file(&r, "good\0006", 6, 1);
		hostile_end(&r);
		status = hostile_wait(&r);

		cr_expect(status == waiting[i].status, "%s: %d",
		    waiting[i].what, status);
		cr_expect(sandbox_run("sh -c '%s'", waiting[i].holds) == 0,
		    "%s", waiting[i].what);
		cr_expect(sandbox_size("in/good") == 6, "%s", waiting[i].what);
		cr_expect(
		    sandbox_same("precious", "same"), "%s", waiting[i].what);
		cr_assert(sandbox_run("sh -c 'rm -rf in && mkdir in'") == 0);
	}
}

Test(hostile, partial_file_of_another_xrecv_is_not_changed)
{
	struct child other;
	struct hostile_sender r, second;

	hostile_start(&r, "-d in");
	hostile_block(&r, 0, "f\0006", 3);
	other = sandbox_start("sh -c 'flock -n in/f.xrecv-part true'");
	cr_expect(sandbox_wait(&other) == 1);

	cr_assert(unlink("there") == 0 && unlink("back") == 0);
	hostile_start(&second, "-d in -o");
	hostile_file(&second, "f\0006", 3, 1);
	hostile_end(&second);
	cr_expect(hostile_wait(&second) == 1);
	cr_expect(sandbox_said(&second.xrecv, "in/f.xrecv-part: in use"));

	hostile_block(&r, 1, "123456", 6);
	hostile_eot(&r);
	hostile_end(&r);
	cr_expect(hostile_wait(&r) == 0);
	cr_expect(sandbox_size("in/f") == 6);
}

/* Opening a device can have an effect.  Only root can create a device. */
Test(hostile, device_in_place_of_a_file_is_not_written_or_replaced)
{
	struct hostile_sender r;

	if (sandbox_run("mknod in/f c 1 3") != 0)
		return;
	hostile_start(&r, "-d in -o");
	hostile_file(&r, "f\0006", 3, 1);
	hostile_end(&r);

	cr_expect(hostile_wait(&r) == 1);
	cr_expect(sandbox_said(&r.xrecv, "in/f: not a regular file"));
	cr_expect(sandbox_run("test -c in/f") == 0);
}
