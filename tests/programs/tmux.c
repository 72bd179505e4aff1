#include "programs/tmux.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>

/* A separate tmux server, with its socket in the directory of the test. */
#define TMUX "tmux -S tmux"

enum { LOOKS_MAX = 600, LOOK_MS = 100 };

void
tmux_open(const char *format, ...)
{
	char command[512];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	if (!sandbox_exists("tmux")) {
		/* -D: tmux stays a child of the test and ends with it. */
		sandbox_start(TMUX " -f /dev/null -D");
		while (!sandbox_exists("tmux"))
			poll(NULL, 0, LOOK_MS);
	}
	cr_assert(sandbox_run(TMUX " new-session -d -x 100 -y 30 \"%s\"",
		      command) == 0);
}

void
tmux_type(const char *keys)
{
	cr_assert(sandbox_run(TMUX " send-keys %s", keys) == 0);
}

void
tmux_expect(const char *text)
{
	char shown[4096];
	struct child look;
	FILE *file;
	size_t n;

	for (int i = 0; i < LOOKS_MAX; i++) {
		look = sandbox_start(TMUX " capture-pane -p");
		cr_assert(sandbox_wait(&look) == 0);
		if (sandbox_said(&look, text))
			return;
		poll(NULL, 0, LOOK_MS);
	}
	file = fopen(look.log, "r");
	cr_assert(file != NULL);
	n = fread(shown, 1, sizeof shown - 1, file);
	shown[n] = '\0';
	cr_assert_fail("\"%s\" is never shown, but: %s", text, shown);
}

void
tmux_wait(void)
{
	struct child c = sandbox_start(
	    "sh -c 'while " TMUX " has-session; do sleep 0.1; done'");

	sandbox_wait(&c);
}
