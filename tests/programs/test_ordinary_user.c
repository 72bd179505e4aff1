#include <criterion/criterion.h>
#include <signal.h>
#include <unistd.h>

#include "harness/sandbox.h"

/*
 * Errors that only an ordinary user gets, because root can open a port in spite
 * of TIOCEXCL.  If root runs the tests, the user "nobody" runs the tool.
 */

static const char *as_user;

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("f", 100);
	cr_assert(sandbox_run("sh -c 'cp $(command -v xsend) . && "
			  "chmod 755 . xsend && chmod 644 f'") == 0);
	as_user = "";
	if (geteuid() != 0)
		return;
	as_user = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
	cr_assert(sandbox_run("chmod 666 $(readlink -f a)") == 0);
}

TestSuite(ordinary_user, .init = set_up, .fini = sandbox_close, .timeout = 120);

Test(ordinary_user, opens_a_port_again_after_a_setting_was_refused)
{
	struct child s;

	s = sandbox_start("%s./xsend -p a -m 8M1 f", as_user);
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: a: refuses the mode"));

	s = sandbox_start("%s./xsend -p a --wait=0.1 f", as_user);
	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(!sandbox_said(&s, "in use"));
}

Test(ordinary_user, cannot_open_a_port_of_another_program)
{
	struct child first = sandbox_start("%s./xsend -v -p a f", as_user);
	struct child s;

	sandbox_expect(&first, "state: ");
	s = sandbox_start("%s./xsend -p a --wait=0.1 f", as_user);

	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: a: in use (by xsend, pid "));
	cr_assert(kill(first.pid, SIGTERM) == 0);
	sandbox_wait(&first);
}

/* Like this test, udev sets a port's permissions after the port appears. */
Test(ordinary_user, waits_for_a_port_until_it_may_be_opened)
{
	struct child s, r;

	cr_assert(sandbox_run("chmod 000 $(readlink -f a)") == 0);
	s = sandbox_start("%s./xsend -p a --wait-port f", as_user);
	sandbox_expect(&s, "waiting for the port");
	cr_assert(sandbox_run("chmod 666 $(readlink -f a)") == 0);
	r = sandbox_start("xrecv -p b --size=100 g");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
}

Test(ordinary_user, sees_the_permission_error_after_the_wait)
{
	struct child s;

	cr_assert(sandbox_run("chmod 000 $(readlink -f a)") == 0);
	s = sandbox_start("%s./xsend -p a --wait-port=0.2 f", as_user);

	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "Permission denied"));
	cr_expect(!sandbox_said(&s, "no such port"));
}
