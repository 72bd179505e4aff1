#include <criterion/criterion.h>
#include <sys/stat.h>

#include "harness/sandbox.h"

/* Each error message contains the next step. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 100);
}

TestSuite(next_steps, .init = set_up, .fini = sandbox_close, .timeout = 120);

static const struct {
	const char *command;
	int status;
	const char *line; /* the whole message, or its beginning */
} rows[] = {
	{ "xrecv -p a f", 1,
	    "xrecv: f: File exists (use -o to replace it or --on-exists=rename "
	    "to keep both)\n" },
	{ "xrecv -p a in", 1,
	    "xrecv: in: Is a directory (use -d to store files in it)\n" },
	{ "xrecv -p a -d missing", 1,
	    "xrecv: missing: No such file or directory (create this directory "
	    "first)\n" },
	{ "xrecv -p a missing/f", 1,
	    "xrecv: missing: No such file or directory (create this directory "
	    "first)\n" },
	{ "xrecv -p a -d f", 1,
	    "xrecv: f: Not a directory (choose a directory with -d)\n" },
	{ "xsend -p a missing", 1,
	    "xsend: missing: No such file or directory (in the directory /" },
	{ "xsend -p a /missing", 1,
	    "xsend: /missing: No such file or directory\n" },
	{ "xsend -p a in", 1,
	    "xsend: in: Is a directory (to send the files in it, use -y "
	    "DIRECTORY/*)\n" },
	{ "xsend -p a", 2,
	    "xsend: no file is named (put it after the options, as in: xsend "
	    "-p "
	    "/dev/ttyUSB0 firmware.bin)\n" },
	{ "xsend --steps=missing f", 2,
	    "xsend: --steps=missing: no such file, and no steps of this name "
	    "(--list-steps shows the names)\n" },
	{ "xsend --steps=in/missing f", 2,
	    "xsend: --steps=in/missing: No such file or directory (name a file "
	    "with one step in each line)\n" },
	{ "xsend --before=sned:x -p a f", 2,
	    "xsend: --before: sned:x: not one of send: expect: " },
	{ "xsend -p ttyUSB77 f", 3,
	    "xsend: ttyUSB77: No such file or directory (did you mean "
	    "/dev/ttyUSB77?)\n" },
	{ "xrecv -p /dev/ttyUSB77 in/g", 3,
	    "xrecv: /dev/ttyUSB77: No such file or directory (" },
};

Test(next_steps, follow_each_error)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child c = sandbox_start("%s", rows[i].command);
		int status = sandbox_wait(&c);

		cr_expect(status == rows[i].status, "%s: %d", rows[i].command,
		    status);
		cr_expect(sandbox_said(&c, rows[i].line), "%s: %s",
		    rows[i].command, rows[i].line);
	}
}
