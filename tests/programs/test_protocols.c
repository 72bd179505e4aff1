#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Transfers between both programs, by every protocol and kind of line. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

static const struct {
	const char *name, *send, *recv;
	bool exact; /* the received file has no padding */
} protocols[] = {
	{ "XMODEM, sums", "xsend -p a f", "xrecv -p b --check=sum in/f",
	    false },
	{ "XMODEM, CRC", "xsend -p a f", "xrecv -p b --with-crc in/f", false },
	{ "XMODEM-1K", "xsend -p a -k f", "xrecv -p b in/f", false },
	{ "XMODEM-1K, short tail", "xsend -p a -k --tail=short f",
	    "xrecv -p b in/f", false },
	{ "XMODEM, stripped", "xsend -p a --pad=0xff f",
	    "xrecv -p b --strip=0xff in/f", true },
	{ "XMODEM, size given", "xsend -p a f", "xrecv -p b --size=5000 in/f",
	    true },
	{ "YMODEM", "xsend -p a -y f", "xrecv -p b -d in", true },
	{ "YMODEM, small blocks", "xsend -p a -y --128 f", "xrecv -p b -d in",
	    true },
	{ "YMODEM, first EOT acknowledged", "xsend -p a -y f",
	    "xrecv -p b --eot=ack -d in", true },
	{ "YMODEM without a size", "xsend -p a -y --header=name --pad=0xff f",
	    "xrecv -p b --strip=0xff -d in", true },
	{ "YMODEM-g", "xsend -p a -y f", "xrecv -p b -g -d in", true },
};

Test(tools, transfer_a_file_by_every_protocol)
{
	sandbox_make("f", 5000);
	for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
		int status =
		    sandbox_run_both(protocols[i].send, protocols[i].recv);

		cr_expect(status == 0, "%s: %d", protocols[i].name, status);
		if (protocols[i].exact)
			cr_expect(
			    sandbox_same("f", "in/f"), "%s", protocols[i].name);
		else
			cr_expect(sandbox_run("cmp -n 5000 f in/f") == 0, "%s",
			    protocols[i].name);
		unlink("in/f");
	}
}

Test(tools, transfer_several_files_and_empty_ones)
{
	sandbox_make("one", 3000);
	sandbox_make("two", 0);
	sandbox_make("three", 1);

	cr_expect(sandbox_run_both(
		      "xsend -p a -y one two three", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("one", "in/one"));
	cr_expect(sandbox_same("two", "in/two"));
	cr_expect(sandbox_same("three", "in/three"));
}

Test(tools, transfer_an_empty_file_by_XMODEM)
{
	sandbox_make("f", 0);

	cr_expect(sandbox_run_both("xsend -p a f", "xrecv -p b in/f") == 0);

	cr_expect(sandbox_size("in/f") == 0);
}

Test(tools, keep_time_and_mode_within_the_umask)
{
	struct stat was, is;

	sandbox_make("f", 10);
	cr_assert(chmod("f", 04777) == 0);
	cr_assert(sandbox_run("touch -d 2001-02-03 f") == 0);

	umask(027);
	cr_expect(sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in") == 0);

	cr_assert(stat("f", &was) == 0 && stat("in/f", &is) == 0);
	cr_expect(was.st_mtime == is.st_mtime);
	cr_expect((is.st_mode & 07777) == 0750, "%o", is.st_mode);
}

Test(tools, read_a_file_from_a_pipe_and_write_one_to_a_pipe)
{
	sandbox_make("f", 5000);

	cr_expect(sandbox_run_both("sh -c '(head -c 300; sleep 0.3; cat) <f | "
				   "xsend -p a -y --name=g -'",
		      "sh -c 'xrecv -p b - | cat >in/f'") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, copy_a_pipe_to_TMPDIR)
{
	struct child s;

	sandbox_make("f", 5000);
	cr_assert(mkdir("temporary", 0700) == 0);

	cr_expect(sandbox_run_both(
		      "sh -c 'TMPDIR=temporary xsend -p a -y --name=g - <f'",
		      "xrecv -p b -d in") == 0);
	cr_expect(sandbox_same("f", "in/g"));
	cr_expect(rmdir("temporary") == 0);

	s = sandbox_start("sh -c 'TMPDIR=gone xsend -p a -y --name=g - <f'");
	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: temporary copy of standard input: "
				   "No such file"));
}

Test(tools, use_standard_input_and_output_as_the_line)
{
	sandbox_make("f", 5000);

	cr_expect(
	    sandbox_run_both("xsend -y f <a >a", "xrecv -d in <b >b") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, use_pipes_as_the_line)
{
	sandbox_make("f", 5000);
	cr_assert(mkfifo("there", 0600) == 0 && mkfifo("back", 0600) == 0);

	cr_expect(sandbox_run_both("xsend -y f <back >there",
		      "xrecv -d in >back <there") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, transfer_a_file_over_a_bad_line)
{
	struct child line =
	    sandbox_start("sh -c 'sleep 60 | "
			  "ptyline --flip=3000 --lose=5000 c d'");

	sandbox_make("f", 20000);
	sandbox_expect(&line, "ready");

	cr_expect(sandbox_run_both("xsend -p c -y f", "xrecv -p d -d in") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, take_a_protocol_from_the_name_of_a_link)
{
	sandbox_make("f", 100);
	cr_assert(sandbox_run("ln -s \"$(command -v xsend)\" lsb") == 0);

	cr_expect(
	    sandbox_run_both("./lsb --port=a f", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, recognise_a_shell_that_echoes_requests)
{
	struct child r = sandbox_start(
	    "xrecv --wait=2 -p 'exec:printf \"\\r\\n=> C\"; cat >o' in/g");

	cr_expect(sandbox_wait(&r) == 4);
	cr_expect(
	    sandbox_said(&r, "the board's shell echoes this program's "
			     "requests: start the sender on the board first"));
}
