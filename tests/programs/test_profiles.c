#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Options from a profile and from the environment. */

static void
set_up(void)
{
	char here[1024];

	sandbox_open("");
	sandbox_make("f", 300);
	cr_assert(mkdir("xsend", 0777) == 0);
	cr_assert(getcwd(here, sizeof here) != NULL);
	cr_assert(setenv("XDG_CONFIG_HOME", here, 1) == 0);
	unsetenv("XSEND_PORT");
	unsetenv("XSEND_BAUD");
}

TestSuite(profiles, .init = set_up, .fini = sandbox_close, .timeout = 120);

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL && fputs(text, file) != EOF);
	cr_assert(fclose(file) == 0);
}

static void
write_personal(const char *text)
{
	write_file("xsend/config", text);
}

static void
write_project(const char *text)
{
	write_file(".xsend", text);
}

/* Runs a wrong command and expects a text in its message. */
static void
expect_error(const char *command, const char *text)
{
	struct child c = sandbox_start("%s </dev/null", command);

	cr_expect(sandbox_wait(&c) == 2, "%s", command);
	cr_expect(sandbox_said(&c, text), "%s: %s", command, text);
}

Test(profiles, of_the_user_and_the_project_are_combined)
{
	struct child r, s;

	write_project("[bench1]\nymodem = yes\nbaud: 57600 # no comment\n");
	expect_error("xsend --profile=bench1 f", ".xsend:3: --baud=57600 #");
	write_project("[bench1]\nymodem = yes\nbaud = 57600 ; two wires\n");
	write_personal("# mine\n[other]\nport = c\n"
		       "[bench1]\n  port = a\n\tquiet = no\n");
	cr_assert(mkdir("in", 0777) == 0);

	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("xsend --profile=bench1 f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_same("f", "in/f"));
}

Test(profiles, are_overridden_by_the_command_line)
{
	struct child s;

	write_project("[b]\nsteps = project.steps\n");
	write_personal("[b]\nport = missing\nwait = 0.2\nbefore = expect:mine\n"
		       "step-timeout = 0.2\n");
	write_file("project.steps", "expect:project\n");

	s = sandbox_start("xsend --profile=b f");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "missing: No such file"));
	s = sandbox_start("xsend --profile=b -p a f");
	cr_expect(sandbox_wait(&s) == 8);
	cr_expect(sandbox_said(&s, "expect:mine"));
	s = sandbox_start("xsend -p a f --before=send:x --profile=b");
	cr_expect(sandbox_wait(&s) == 4);
}

Test(profiles, may_set_unused_variables)
{
	write_personal("[b]\nset = addr=1\nbefore = send:go %{addr}\n");
	cr_expect(sandbox_run("xsend --profile=b --dry-run -p a f >plan") == 0);
	cr_expect(sandbox_run("grep -q '^before: send:go 1$' plan") == 0);
	cr_expect(sandbox_run("xsend --profile=b --dry-run -p a --set addr=2 f "
			      ">plan") == 0);
	cr_expect(sandbox_run("grep -q '^before: send:go 2$' plan") == 0);
	cr_expect(sandbox_run("xsend --profile=b --dry-run -p a "
			      "--before=send:x f >plan") == 0);
	expect_error("xsend --profile=b --dry-run -p a --before=send:x "
		     "--set=addr=2 f",
	    "xsend: --set=addr=2: no step contains %{addr} (known: %{name} ");
}

Test(profiles, may_have_options_of_both_tools)
{
	struct child r;

	write_personal("[b]\nxmodem = yes\ncheck = sum\nport = missing\n");
	r = sandbox_start("xrecv --profile=b g");
	cr_expect(sandbox_wait(&r) == 3);
}

Test(profiles, with_errors_are_reported_with_file_and_line)
{
	write_personal("[bench1]\n\nbadud = 3\n[rack]\nbaud = x\n"
		       "[q]\nlist = json\n[y]\nymodem = true\n");
	write_project("[board]\n[bench1]\nbaud = 9600\n");

	expect_error("xsend --profile=bench1 f",
	    "xsend/config:3: no option \"badud\"; did you mean baud?");
	expect_error(
	    "xsend --profile=rack f", "xsend/config:5: --baud=x: not a number");
	expect_error("xsend --profile=q f",
	    "xsend/config:7: list: only allowed on the command line");
	expect_error("xsend --profile=y f", "ymodem: not yes or no");
	expect_error("xsend --profile=x f",
	    "no such profile; there are: board, bench1, rack, q, y");
	write_project("port = a\n");
	expect_error("xsend --profile=q f", ".xsend:1: outside of any section");
	write_project("[board]\n\nport\n");
	expect_error("xsend --profile=q f",
	    ".xsend:3: not [SECTION] and not NAME = VALUE");
	unlink(".xsend");
	unlink("xsend/config");
	expect_error("xsend --profile=q f", "nor .xsend has any");
}

Test(profiles, of_a_project_may_set_no_command_port_or_output)
{
	static const char *const settings[] = { "port = exec:touch owned",
		"port = a", "trace = f", "trace = owned", "directory = /",
		"overwrite = yes", "on-exists = overwrite", "no-lock = yes",
		"name = x", "progress = none", "quiet = yes", "limit = 0",
		"steps = /etc/passwd", "steps = ../x", "steps = x/../../x",
		"keep-partial = yes" };

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		char text[200];

		snprintf(text, sizeof text, "[b]\n%s\n", settings[i]);
		write_project(text);
		expect_error("xsend -p a --profile=b f", ".xsend:2: ");
		expect_error(
		    "xsend -p a --profile=b f", "not allowed in ./.xsend");
		expect_error(
		    "xrecv -p a --profile=b g", "not allowed in ./.xsend");
	}
	cr_expect(!sandbox_exists("owned"));
	cr_expect(sandbox_size("f") == 300);
}

Test(profiles, are_not_read_without_the_option_or_for_help)
{
	struct child s;

	write_project("[b]\nport = exec:touch owned\n");
	write_personal("nonsense\n");
	s = sandbox_start("xsend -p a --wait=0.2 f");
	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_run("xsend --profile=b --help >/dev/null") == 0);
}

Test(environment, sets_a_line_that_profile_and_command_line_override,
    .init = set_up, .fini = sandbox_close, .timeout = 120)
{
	struct child s;

	write_personal("[b]\nport = of-profile\n");
	cr_assert(setenv("XSEND_PORT", "of-environment", 1) == 0);

	s = sandbox_start("xsend f </dev/null");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "of-environment: No such file"));
	s = sandbox_start("xsend --profile=b f </dev/null");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "of-profile: No such file"));
	s = sandbox_start("xsend --profile=b -p of-command f </dev/null");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "of-command: No such file"));
	cr_assert(setenv("XSEND_BAUD", "fast", 1) == 0);
	expect_error("xsend f", "XSEND_BAUD: --baud=fast: not a number");
	expect_error("xsend -b 9600 --pad=x f", "--pad=x: not a number");
}

Test(environment, is_ignored_if_the_program_has_a_name_of_lrzsz, .init = set_up,
    .fini = sandbox_close, .timeout = 120)
{
	struct child s;

	cr_assert(setenv("XSEND_PORT", "missing", 1) == 0);
	cr_assert(setenv("XSEND_BAUD", "fast", 1) == 0);
	cr_assert(sandbox_run("ln -s $(command -v xsend) sx") == 0);
	cr_assert(sandbox_run("ln -s $(command -v xrecv) rb") == 0);
	s = sandbox_start("./sx --wait=0.2 f <a >a");
	cr_expect(sandbox_wait(&s) == 4);
	/* Use a pipe as standard input and output, as ssh(1) does. */
	cr_assert(mkfifo("pipe", 0600) == 0);
	s = sandbox_start("./sx --wait=0.2 f <>pipe >pipe");
	cr_expect(sandbox_wait(&s) == 4);
	s = sandbox_start("./rb --wait=0.2 <a >a");
	cr_expect(sandbox_wait(&s) == 4);
}

Test(environment, is_ignored_if_a_terminal_program_passes_the_line,
    .init = set_up, .fini = sandbox_close, .timeout = 120)
{
	struct child s;

	cr_assert(setenv("XSEND_PORT", "missing", 1) == 0);
	s = sandbox_start("xsend --wait=0.2 f <a >a");
	cr_expect(sandbox_wait(&s) == 4);
}
