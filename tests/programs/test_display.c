#include <criterion/criterion.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* The bar, the messages and the help text. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

Test(tools, write_only_data_to_standard_output)
{
	sandbox_make("f", 5000);

	cr_expect(sandbox_run_both("xsend -v -p a -y f >sent",
		      "xrecv -v -p b - >in/f") == 0);

	cr_expect(sandbox_size("sent") == 0);
	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, print_only_errors_when_quiet)
{
	struct child r, s;

	sandbox_make("f", 5000);
	r = sandbox_start("xrecv -q -p b -d in");
	s = sandbox_start("xsend -q -p a -y f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_size(s.log) == 0);
	cr_expect(sandbox_size(r.log) == 0);

	s = sandbox_start("xsend -q -p a --wait=0.1 f");
	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "never asked"));
}

Test(tools, end_with_a_line_of_counts)
{
	struct child r, s;

	sandbox_make("f", 5000);
	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("xsend -p a -y f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	cr_expect(sandbox_said(&s, "xsend: f: 5000 bytes in 0."));
	cr_expect(sandbox_said(&s, "5 blocks, 0 retries\n"));
	cr_expect(sandbox_said(&r, "xrecv: in/f: 5000 bytes in 0."));
}

/* A fast transfer reaches all multiples of 10 % within one second. */
Test(tools, write_at_most_one_progress_line_a_second)
{
	struct child r, s;

	sandbox_make("f", 50000);
	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("xsend -p a -y f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	cr_expect(sandbox_run("sh -c 't=$(sed -n \"s/.* in \\([0-9]*\\)[.].*/"
			      "\\1/p\" %s); test $(grep -c %% %s) -le $t'",
		      s.log, s.log) == 0);
}

Test(tools, show_text_of_the_board_escaped)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a f");
	usleep(300000);
	cr_assert(sandbox_run("printf 'U-Boot \\033[31mred\\r\\nC' >b") == 0);
	usleep(300000);
	cr_assert(sandbox_run("printf '\\030\\030Sorry\\r\\n' >b") == 0);

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_said(&s, "< U-Boot \\x1b[31mred\n"));
	cr_expect(sandbox_said(&s, "< Sorry\n"));
}

Test(tools, distinguish_acknowledged_data_from_a_complete_transfer)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -v -p a --timeout=2 f");
	sandbox_expect(&s, "state: start");
	cr_assert(sandbox_run("printf C >b") == 0);
	sandbox_expect(&s, "state: data");
	cr_assert(sandbox_run("printf '\\006' >b") == 0);

	cr_expect(sandbox_wait(&s) == 7);
	cr_expect(sandbox_said(&s, "but not the end of the file"));
}

/* One block of 128 bytes is 12.8 % of the file. */
Test(tools, show_progress_only_for_acknowledged_data)
{
	struct child s;

	sandbox_make("f", 1000);
	s = sandbox_start("xsend --timeout=1 -p 'exec:printf C; "
			  "cat >/dev/null' f");
	cr_expect(sandbox_wait(&s) == 6);
	cr_expect(sandbox_said(&s, "at block 1 of 8, 0 %\n"));

	s = sandbox_start("xsend --timeout=1 -p 'exec:printf C; "
			  "head -c 133 >/dev/null; printf \"\\006\"; "
			  "cat >/dev/null' f");
	cr_expect(sandbox_wait(&s) == 6);
	cr_expect(sandbox_said(&s, "after block 1 of 8, 12 %\n"));
}

Test(tools, print_a_help_text_of_one_screen_and_a_version)
{
	static const char *const tools[] = { "xsend", "xrecv" };

	for (int i = 0; i < 2; i++) {
		struct child help = sandbox_start("%s --help", tools[i]);
		struct child version = sandbox_start("%s -V", tools[i]);

		cr_expect(sandbox_wait(&help) == 0);
		cr_expect(sandbox_said(&help, "usage: x"));
		cr_expect(
		    sandbox_run("test $(wc -l <%s) -le 50", help.log) == 0);
		cr_expect(
		    sandbox_run("test $(wc -L <%s) -le 80", help.log) == 0);
		cr_expect(sandbox_wait(&version) == 0);
		cr_expect(sandbox_said(&version, tools[i]));
	}
}

Test(tools, replace_the_bar_by_the_closing_line)
{
	struct child r, s;

	sandbox_make("f", 4000000);
	r = sandbox_start("xrecv -p b --progress=bar -d in");
	s = sandbox_start("xsend -p a -y --progress=bar f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_said(&s, "\rf "));
	cr_expect(sandbox_said(&s, "% [####"));
	cr_expect(sandbox_said(&r, "\rin/f "));
	cr_expect(sandbox_said(&r, "% [####"));
	cr_expect(sandbox_said(&s, "\033[Kxsend: f: 4000000 bytes in "));
}

Test(tools, note_that_the_end_of_an_XMODEM_file_may_be_padding)
{
	struct child r, s;

	cr_assert(sandbox_run("sh -c 'head -c 3000 /dev/zero >f'") == 0);
	r = sandbox_start("xrecv -p b in/g");
	s = sandbox_start("xsend -p a f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_said(&r, "xrecv: in/g: 3072 bytes; the last 72 may "
				   "be padding, see --size and --strip\n"));

	r = sandbox_start("xrecv -p b --strip in/h");
	s = sandbox_start("xsend -p a f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(!sandbox_said(&r, "padding"));
}

Test(tools, count_NAKs_timeouts_and_garbage_in_the_closing_line)
{
	struct child s;

	sandbox_make("f", 200);
	s = sandbox_start("xsend -p 'exec:printf C; head -c 133 >/dev/null; "
			  "printf \"\\025\"; head -c 133 >/dev/null; "
			  "printf \"\\006\"; head -c 133 >/dev/null; "
			  "printf \"Hello\\r\\n\\006\"; "
			  "head -c 1 >/dev/null; printf \"\\006\"' f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_said(&s, "2 blocks, 1 retry (1 NAK, 7 bytes of "
				   "garbage)\n"));
}

Test(tools, show_non_text_bytes_as_one_line)
{
	struct child s;

	sandbox_make("f", 100);
	cr_assert(sandbox_run("sh -c 'for i in $(seq 301); do printf "
			      "\"\\200\\376\\370\\n\\001\"; done; "
			      "printf \"\\nGr\\303\\266\\303\\237e\\n\"' "
			      ">noise") == 0);
	s = sandbox_start("xsend --wait=1 -p 'exec:cat noise - >&1' f");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(
	    sandbox_said(&s, "< 1,204 bytes of non-text\n< Gr\\xc3\\xb6"));
	cr_expect(!sandbox_said(&s, "\\xfe"));
}

/* In raw mode, the message would not begin in the first column. */
Test(tools, restore_the_terminal_before_the_error_message)
{
	struct child reader = sandbox_start("sh -c 'cat b >seen'");

	sandbox_make("f", 100);
	cr_assert(sandbox_run("stty -F a opost onlcr") == 0);
	cr_expect(sandbox_run("sh -c 'xsend --wait=0.2 f <a >a 2>a'") == 4);
	cr_expect(sandbox_run("sh -c 'until grep -q \"TX crossed\" seen; do "
			      "sleep 0.1; done'") == 0);
	kill(reader.pid, SIGTERM);

	cr_expect(sandbox_run("grep -aq \"never asked for a file"
			      "$(printf '\\r')\" seen") == 0);
}
