#include "unit/signal_child.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/signals.h"

const int ending_signals[ENDING_SIGNALS] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

void
catch_signals(void)
{
	struct rlimit none = { 0, 0 };

	/* The program that starts the tests may ignore some signals. */
	for (int i = 0; i < ENDING_SIGNALS; i++)
		signal(ending_signals[i], SIG_DFL);
	/* SIGQUIT must not write a core file. */
	setrlimit(RLIMIT_CORE, &none);
	cr_assert(signals_open());
}

int
run_child(void (*function)(int), int number)
{
	int status;
	pid_t pid = fork();

	cr_assert(pid != -1);
	if (pid == 0) {
		function(number);
		_exit(0);
	}
	cr_assert(waitpid(pid, &status, 0) == pid);
	return status;
}

bool
ended_by(int status, int number)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == number;
}

bool
exited(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
