#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "programs/tmux.h"

/* Common terminal programs run the tools. */

enum { LEN = 20000 };

static void
set_up(void)
{
	static const char *const links[][2] = { { "xsend", "sb" },
		{ "xsend", "sx" }, { "xrecv", "rb" }, { "xrecv", "rx" } };

	sandbox_open("");
	sandbox_make("f", LEN);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		cr_assert(sandbox_run("ln -s $(command -v %s) %s", links[i][0],
			      links[i][1]) == 0);
}

static void
tear_down(void)
{
	sandbox_close();
}

TestSuite(terminals, .init = set_up, .fini = tear_down, .timeout = 200);

/*
 * Types the answer to a prompt of the terminal program, which then sends the
 * file "f" to port "a".  Receives the file at port "b".
 */
static void
take_from_terminal(const char *answer, const char *announcement)
{
	struct child c = sandbox_start("xrecv -p b g");

	tmux_type(answer);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));
	tmux_expect(announcement);
	unlink("g");
}

/* Sends "f" with xsend; the keys make the terminal program receive it. */
static void
give_to_terminal(const char *keys, const char *name, const char *announcement)
{
	struct child c = sandbox_start("xsend -p b -y --name=%s f", name);

	tmux_type(keys);
	cr_expect(sandbox_wait(&c) == 0);
	tmux_expect(announcement);
	cr_expect(sandbox_same("f", name));
}

static void
use_picocom(const char *send, const char *receive)
{
	tmux_open(
	    "picocom --send-cmd '%s' --receive-cmd '%s' a", send, receive);
	tmux_expect("Terminal ready");
	tmux_type("C-a C-s");
	tmux_expect("*** file:");
	take_from_terminal("f Enter", "exit status: 0");
	tmux_type("C-a C-r");
	give_to_terminal("Enter", "h", "*** exit status: 0 ***");
	tmux_type("C-a C-x");
}

Test(terminals, picocom_sends_and_receives)
{
	use_picocom("xsend -y", "xrecv");
}

Test(terminals, picocom_runs_links_with_the_names_of_lrzsz)
{
	use_picocom("./sb -vv", "./rb -vv -E");
}

Test(terminals, minicom_runs_links_with_the_names_of_lrzsz)
{
	/*
	 * YMODEM is the second protocol in minicom's menu for sending (pprog2)
	 * and in its menu for receiving (pprog5).  As in minicom's defaults,
	 * both commands have the option -vv.
	 */
	cr_assert(sandbox_run("printf 'pu pprog2 %%s/sb -vv\\npu pprog5 %%s/rb "
			  "-vv\\n' $PWD $PWD >.minirc.dfl") == 0);
	tmux_open("HOME=$PWD minicom -o -D $PWD/a");
	tmux_expect("Welcome to minicom");
	tmux_type("C-a s");
	tmux_expect("[Upload]");
	tmux_type("Down Enter");
	tmux_expect("[Okay]");
	tmux_type("Enter");
	tmux_expect("enter filename");
	take_from_terminal("f Enter", "READY: press any key");
	tmux_type("Enter C-a r");
	tmux_expect("[Download]");
	give_to_terminal("Down Enter", "h", "READY: press any key");
}

Test(terminals, minicom_has_the_protocols_of_the_manual)
{
	cr_assert(
	    sandbox_run("printf 'pu pname3 YUNYNxmodem\\npu pprog3 xsend\\n"
			"pu pname6 YDNYNxmodem\\npu pprog6 xrecv\\n' "
			">.minirc.dfl") == 0);
	tmux_open("HOME=$PWD minicom -o -D $PWD/a");
	tmux_expect("Welcome to minicom");
	tmux_type("C-a s");
	tmux_expect("[Upload]");
	tmux_type("Down Down Enter");
	tmux_expect("[Okay]");
	tmux_type("Enter");
	tmux_expect("enter filename");
	tmux_type("f Enter");
	cr_expect(sandbox_run("xrecv -p b --size=%d g", LEN) == 0);
	cr_expect(sandbox_same("f", "g"));
}

Test(terminals, screen_runs_the_tools_in_a_window)
{
	cr_assert(sandbox_run("mkdir -m 700 sockets") == 0);
	cr_assert(
	    sandbox_run("echo hardstatus alwayslastline attached >rc") == 0);
	setenv("SCREENDIR", "sockets", 1);
	sandbox_start("screen -c rc -D -m -S lab $(readlink a) 115200");
	tmux_open("until screen -x lab; do sleep 0.1; done");
	tmux_expect("attached");
	tmux_type("C-a :");
	take_from_terminal("'exec !! xsend -y f' Enter", "20000 bytes");
	tmux_type("C-a :");
	give_to_terminal("'exec !! xrecv' Enter", "h", "h: 20000 bytes");
}

Test(terminals, tio_is_named_as_the_program_that_has_the_port)
{
	struct child c;

	tmux_open("tio a");
	tmux_expect("Connected");
	c = sandbox_start("xsend -p a f");
	cr_expect(sandbox_wait(&c) == 3);
	cr_expect(sandbox_said(&c, "a: in use (by tio, pid "));

	tmux_type("C-t q");
	tmux_wait();
	c = sandbox_start("xrecv -p b --size=%d g", LEN);
	cr_expect(sandbox_run("xsend -p a f") == 0);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));
}

Test(terminals, socat_connects_the_tools_to_a_line)
{
	struct child c = sandbox_start("xrecv -p b g");

	cr_expect(sandbox_run("socat EXEC:'xsend -y f' ./a,raw,echo=0") == 0);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "g"));

	c = sandbox_start("xsend -p b -y --name=h f");
	cr_expect(sandbox_run("socat EXEC:xrecv ./a,raw,echo=0") == 0);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "h"));
}

/* The pipes are slow, as through ssh(1). */
Test(terminals, pipes_may_be_slow)
{
	static const char *const rows[][2] = { { "xsend -y --name=g f",
						   "xrecv -p far" },
		{ "xrecv", "xsend -p far -y --name=h f" },
		{ "xrecv -g", "xsend -p far -y --name=i f" } };

	sandbox_line("--latency=100", "near", "far");
	cr_assert(sandbox_run("mkfifo to from") == 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child way =
		    sandbox_start("socat - ./near,raw,echo=0 >to <from");
		struct child far = sandbox_start("%s", rows[i][1]);

		cr_expect(sandbox_run("%s <to >from", rows[i][0]) == 0, "%s",
		    rows[i][0]);
		cr_expect(sandbox_wait(&far) == 0);
		sandbox_wait(&way);
	}
	cr_expect(sandbox_same("f", "g"));
	cr_expect(sandbox_same("f", "h"));
	cr_expect(sandbox_same("f", "i"));
}
