#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "lab.h"

/* What signals do to the programs, and to those that run them. */

static void
set_up(void)
{
	lab_open("");
	cr_assert(mkdir("in", 0777) == 0);
	lab_make("f", 3000);
}

TestSuite(signals, .init = set_up, .fini = lab_close, .timeout = 200);

/* In each the shell would go on after a program that has exited with 130. */
static const char *const loops[] = {
	"bash -c 'for i in 1 2 3; do xsend -v -p a f; echo next; done'",
	"sh -c 'for i in 1 2 3; do xsend -v -p a f; echo next; done'",
	"bash -c 'for i in 1 2 3; do xrecv -v -p a in/f; echo next; done'",
	"bash -c 'xsend -v -p a f; echo next'",
};

/* As the terminal does: every process of its foreground gets the signal. */
Test(signals, of_the_terminal_end_the_loop_of_a_shell)
{
	for (size_t i = 0; i < sizeof loops / sizeof *loops; i++) {
		struct child c = lab_start("%s", loops[i]);

		lab_expect(&c, "state: ");
		cr_assert(kill(-c.pid, SIGINT) == 0);
		cr_expect(lab_wait(&c) == 128 + SIGINT, "%s", loops[i]);
		cr_expect(lab_said(&c, ": cancelled"), "%s", loops[i]);
		cr_expect(!lab_said(&c, "next"), "%s", loops[i]);
	}
}

/* A command as the line. */

#ifdef LATE_PATH
/* Starts a transfer whose command is not more than a fork(2) yet. */
static struct child
start_late(const char *options)
{
	struct child c = lab_start("env LD_PRELOAD=" LATE_PATH
				   " xsend -v %s -p 'exec:exec xrecv -d in' "
				   "-y f",
	    options);

	lab_expect(&c, "state: start");
	cr_assert(
	    lab_run("sh -c 'until test -e forked; do sleep 0.1; done'") == 0);
	return c;
}

Test(signals, count_once_while_a_command_begins)
{
	static const struct child trace = { .log = "t" };
	struct child c = start_late("--trace=t");

	cr_assert(kill(-c.pid, SIGINT) == 0);
	cr_expect(lab_wait(&c) == 128 + SIGINT);
	cr_expect(lab_said(&trace, "8 CANs"), "not said: it was cancelled");
	lab_make("go", 0);
}

Test(signals, to_a_command_that_begins_do_not_reach_the_transfer)
{
	struct child c = start_late("");

	cr_assert(lab_run("sh -c 'kill -INT $(cat forked)'") == 0);
	lab_make("go", 0);

	cr_expect(lab_wait(&c) == 0);
	cr_expect(lab_same("f", "in/f"));
}
#endif

Test(signals, have_their_default_actions_in_a_command)
{
	static const char *const names[] = { "HUP", "INT", "QUIT", "TERM",
		"PIPE", "XFSZ" };
	static const int numbers[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM,
		SIGPIPE, SIGXFSZ };
	char said[64];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct child c = lab_start(
		    "sh -c 'ulimit -c 0; exec xsend -p \"exec:kill -%s \\$\\$; "
		    "exit 9\" f'",
		    names[i]);

		cr_expect(lab_wait(&c) == 3);
		snprintf(said, sizeof said, "ended by signal %d", numbers[i]);
		cr_expect(lab_said(&c, said), "%s", names[i]);
	}
}
