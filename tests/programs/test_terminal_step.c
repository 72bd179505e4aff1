#include <criterion/criterion.h>
#include <stdio.h>

#include "programs/tmux.h"

/* The terminal after a transfer, on a screen of tmux. */

static void
set_up(void)
{
	sandbox_open("--baud=460800");
	sandbox_make("f", 1000);
	cr_assert(sandbox_run("mkdir in") == 0);
}

TestSuite(terminal_step, .init = set_up, .fini = sandbox_close, .timeout = 120);

/*
 * Runs a command on the screen.  Prints its exit status, and "restored" if the
 * terminal has the same settings as before.
 */
static void
start_on_screen(const char *command)
{
	FILE *script = fopen("script", "w");

	cr_assert(script != NULL);
	fprintf(script,
	    "stty -g >before\n%s\necho \"status $?\"\n"
	    "stty -g >after\ncmp before after && echo restored\nsleep 100\n",
	    command);
	cr_assert(fclose(script) == 0);
	tmux_open("sh script");
}

Test(terminal_step, passes_keys_and_output_until_the_escape_key)
{
	struct child board = sandbox_start(
	    "emulate uboot-loadx b in wait:1 transfer 'send:board# ' "
	    "'expect:ls\\x03\\r' 'send:\\x1b[1mfile\\x1b[0m-list\\r\\n'");

	sandbox_expect(&board, "ready");
	start_on_screen("xsend -p a --after=terminal f");
	tmux_expect("Ctrl-] ends this");
	tmux_expect("board#");
	tmux_type("ls C-c Enter");
	tmux_expect("file-list");
	tmux_type("C-]");
	tmux_expect("status 0");
	tmux_expect("restored");
	cr_expect(sandbox_wait(&board) == 0);
}

Test(terminal_step, restores_the_terminal_after_a_signal)
{
	/* xsend has the PID of the shell, because the shell runs it by exec. */
	start_on_screen("sh -c 'echo $$ >pid; exec xsend -p a "
			"--before=terminal'");
	tmux_expect("Ctrl-] ends this");
	cr_assert(sandbox_run("sh -c 'kill $(cat pid)'") == 0);
	tmux_expect("status 143");
	tmux_expect("restored");
}

Test(terminal_step, restores_the_terminal_when_the_line_is_lost)
{
	start_on_screen("xsend -p 'exec:sleep 1' --before=terminal");
	tmux_expect("the line is lost");
	tmux_expect("status 3");
	tmux_expect("restored");
}

Test(terminal_step, needs_a_terminal)
{
	struct child host =
	    sandbox_start("setsid -w xsend -p a --before=terminal");

	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "this program has no terminal"));
}

Test(terminal_step, fails_if_the_terminal_is_the_line)
{
	struct child host = sandbox_start("xsend --before=terminal <a >a");

	cr_expect(sandbox_wait(&host) == 2);
	cr_expect(sandbox_said(&host, "name a line, as in -p "));
}
