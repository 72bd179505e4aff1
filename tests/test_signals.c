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
