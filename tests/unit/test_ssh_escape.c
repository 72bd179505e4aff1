#include <criterion/criterion.h>

#include "transfer/ssh_escape.h"

Test(ssh_escape, is_active_when_ssh_has_a_terminal)
{
	static const char *const active[] = { "exec:ssh -t lab cu",
		"exec:ssh -tt lab cu", "exec:/usr/bin/ssh -p 22 lab -tt cu",
		"exec:exec ssh -qtt lab cu", "exec:ssh -e '^' -tt lab cu",
		"exec:ssh -tt lab 'grep none x'" };

	for (size_t i = 0; i < sizeof active / sizeof *active; i++)
		cr_expect(ssh_escape_is_active(active[i]), "%s", active[i]);
}

Test(ssh_escape, is_not_active_without_a_terminal_or_with_an_option)
{
	static const char *const inactive[] = { "/dev/ttyUSB0", "ssh -tt lab",
		"exec:ssh lab cu", "exec:cat -t", "exec:sshx -tt lab",
		"exec:ssh -T lab", "exec:ssh lab ls -t",
		"exec:ssh -e none -tt lab cu", "exec:ssh -tt -e none lab cu",
		"exec:ssh -enone -t lab cu",
		"exec:ssh -o EscapeChar=none -tt lab",
		"exec:ssh -oEscapeChar=none -tt lab",
		"exec:ssh -o 'escapechar none' -tt lab", "exec:ssh -p 22 lab",
		"exec:ssh -o tty lab" };

	for (size_t i = 0; i < sizeof inactive / sizeof *inactive; i++)
		cr_expect(
		    !ssh_escape_is_active(inactive[i]), "%s", inactive[i]);
	cr_expect(!ssh_escape_is_active(NULL));
}
