#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "harness/sandbox.h"

/* Lines with the prefix exec:, whose other end is a command. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 30000);
}

TestSuite(exec, .init = set_up, .fini = sandbox_close, .timeout = 120);

/* Runs xsend with a command as its line; expects an exit status and a text. */
static void
expect_end(const char *command, int status, const char *words)
{
	struct child c =
	    sandbox_start("xsend --wait=20 -p 'exec:%s' -y f", command);
	int ended = sandbox_wait(&c);

	cr_expect(ended == status, "%s: %d", command, ended);
	cr_expect(sandbox_said(&c, words), "%s", command);
}

static void
write_script(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL);
	cr_assert(fputs(text, file) >= 0);
	cr_assert(fclose(file) == 0);
}

/* Returns true if the process whose PID is in a file has been reaped. */
static bool
is_reaped(const char *path)
{
	return sandbox_run("sh -c '! kill -0 $(cat %s)'", path) == 0;
}

/* Returns true if the process whose PID is in a file is a zombie or reaped. */
static bool
is_gone(const char *path)
{
	return sandbox_run(
		   "sh -c '! ps -o stat= -p $(cat %s) | grep -v Z'", path) == 0;
}

Test(exec, is_a_line_in_both_directions)
{
	cr_expect(sandbox_run("xsend -p 'exec:xrecv -d in' -y f") == 0);
	cr_expect(sandbox_same("f", "in/f"));

	cr_expect(sandbox_run("xrecv -p 'exec:xsend -y f' -o -d in") == 0);
	cr_expect(sandbox_same("f", "in/f"));

	cr_expect(sandbox_run("xrecv -p 'exec:xsend -y f' -g -o -d in") == 0);
	cr_expect(sandbox_same("f", "in/f"));
}

Test(exec, runs_a_pipeline_between_two_ends)
{
	cr_expect(
	    sandbox_run("xsend -p 'exec:cat | xrecv -d in | cat' -y f") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

/* Runs a command "ssh" that exits with 255, as ssh(1) does after "~.". */
static struct child
lose_ssh(const char *options)
{
	struct child c;

	cr_assert(sandbox_run("sh -c 'printf \"#!/bin/sh\\nexit 255\\n\" >ssh;"
			      " chmod +x ssh'") == 0);
	c = sandbox_start("xsend -p 'exec:./ssh %s lab cu' f", options);
	cr_expect(sandbox_wait(&c) == 3);
	return c;
}

Test(exec, recommends_e_none_when_ssh_on_a_terminal_has_ended)
{
	struct child c = lose_ssh("-tt");

	cr_expect(sandbox_said(
	    &c, "xsend: ssh -t hangs up if the data contains \"~.\""));
	cr_expect(sandbox_said(&c, "add -e none to ssh\n"));
}

Test(exec, recommends_nothing_when_ssh_has_no_terminal_or_no_escape)
{
	struct child c = lose_ssh("-e none -tt");

	cr_expect(!sandbox_said(&c, "-e none to ssh"));
	c = lose_ssh("-T");
	cr_expect(!sandbox_said(&c, "-e none to ssh"));
}

Test(exec, reports_how_the_command_ended)
{
	expect_end("exit 0", 3, "the command has ended with status 0");
	expect_end("exit 255", 3, "the command has ended with status 255");
	expect_end(
	    "no-such-command", 3, "exec: sh: 1: no-such-command: not found");
	expect_end("kill -9 $$", 3, "the command was ended by signal 9");
	expect_end("echo sorry; exit 1", 3, "< sorry\n");
	expect_end("echo sorry >&2; exit 1", 3, "exec: sorry\n");
	expect_end(
	    "exec >&-; sleep 30", 3, "the command has closed its output");
}

/* The transfer succeeds, and then the command fails. */
Test(exec, warns_of_a_command_that_fails_after_the_transfer)
{
	static const char *const commands[][2] = {
		{ "xrecv -q -o -d in; exit 3",
		    "xsend: warning: the command ended with status 3 after the "
		    "transfer\n" },
		{ "xrecv -q -o -d in; cat >/dev/null; exit 3",
		    "xsend: warning: the command ended with status 3 after the "
		    "transfer\n" },
		{ "xrecv -q -o -d in; kill -9 $$",
		    "xsend: warning: the command was ended by signal 9 after "
		    "the transfer\n" },
		{ "trap \"\" HUP; xrecv -q -o -d in; while :; do sleep 0.1; "
		  "done",
		    "xsend: warning: the command did not end after the "
		    "transfer and ignored SIGHUP; SIGTERM ended it\n" },
	};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		expect_end(commands[i][0], 0, commands[i][1]);
}

Test(exec, notes_a_command_that_runs_on_after_the_transfer_if_verbose)
{
	static const char *const options[] = { "", "-v" };

	for (int i = 0; i < 2; i++) {
		struct child c = sandbox_start("xsend %s -y -p 'exec:xrecv -q "
					       "-o -d in; exec sleep 100' f",
		    options[i]);

		cr_expect(sandbox_wait(&c) == 0);
		cr_expect(sandbox_said(&c, "SIGHUP ended it\n") == (i == 1));
	}
}

Test(exec, does_not_warn_of_a_command_that_exits_with_0)
{
	struct child c =
	    sandbox_start("xsend -v -y -p 'exec:xrecv -q -o -d in' f");

	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(!sandbox_said(&c, "the command"));
}

Test(exec, receives_bytes_sent_before_the_command_exited)
{
	/*
	 * xrecv sends its request at once.  If the command has exited before,
	 * xrecv writes to a pipe without a reader.  Only some runs have this
	 * order.
	 */
	for (int i = 0; i < 20; i++) {
		struct child c =
		    sandbox_start("xrecv -p 'exec:echo locked; exit 1' -d in");

		cr_expect(sandbox_wait(&c) == 3);
		cr_expect(sandbox_said(&c, "< locked\n"));
		cr_expect(sandbox_said(&c, "ended with status 1"));
	}
}

Test(exec, shows_messages_escaped)
{
	expect_end("printf \"\\033[2Jno line end\" >&2; exit 1", 3,
	    "exec: \\x1b[2Jno line end\n");
}

Test(exec, is_not_delayed_by_a_command_with_many_messages)
{
	cr_expect(sandbox_run("xsend -p 'exec:head -c 1000000 /dev/zero >&2; "
			      "xrecv -d in' -y f") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(exec, is_not_delayed_by_a_command_with_endless_messages)
{
	cr_expect(sandbox_run("xsend -p 'exec:yes >&2 & exec xrecv -d in' -y f "
			      "2>/dev/null") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(exec, ends_a_command_that_ignores_signals)
{
	static const char *const stubborn[] = {
		("trap \"\" HUP TERM; echo $$ >pid; for i in $(seq 100); do "
		 "sleep 1; done"),
		"echo $$ >pid; kill -STOP $$", "echo $$ >pid; exec sleep 100"
	};

	for (size_t i = 0; i < sizeof stubborn / sizeof *stubborn; i++) {
		cr_expect(sandbox_run("xsend --wait=1 -p 'exec:%s' f",
			      stubborn[i]) == 4);
		cr_expect(is_reaped("pid"), "%s", stubborn[i]);
	}
}

Test(exec, ends_processes_that_an_exited_command_has_left)
{
	write_script("left", "trap 'echo hung up >told; exit' HUP\n"
			     "touch trapped\n"
			     "for i in $(seq 300); do sleep 0.1; done\n");

	expect_end("sh left >/dev/null 2>&1 & "
		   "for i in $(seq 300); do test -e trapped && exit 1; "
		   "sleep 0.1; done; exit 1",
	    3, "ended with status 1");

	cr_expect(
	    sandbox_run("sh -c 'for i in $(seq 300); do test -s told && exit; "
			"sleep 0.1; done; exit 1'") == 0);
}

Test(exec, ends_all_processes_of_a_command)
{
	write_script("left", "trap '' HUP TERM\n"
			     "echo $$ >pid\n"
			     "for i in $(seq 300); do sleep 0.1; done\n");

	expect_end("sh left >/dev/null & "
		   "for i in $(seq 300); do test -s pid && exit 1; "
		   "sleep 0.1; done; exit 1",
	    3, "ended with status 1");

	cr_expect(is_gone("pid"));
}

Test(exec, ends_a_process_that_closed_its_descriptors_and_ignores_SIGHUP)
{
	write_script("left", "trap '' HUP TERM\n"
			     "echo $$ >pid\n"
			     "for i in $(seq 300); do sleep 0.1; done\n");

	expect_end("exec 2>&-; sh left >&- & "
		   "for i in $(seq 300); do test -s pid && exit 1; "
		   "sleep 0.1; done",
	    3, "ended with status 1");

	cr_expect(is_gone("pid"));
}

Test(exec, gives_a_command_time_to_deliver_the_last_bytes)
{
	write_script("relay", "while (sysread STDIN, $b, 4096) {\n"
			      "	select undef, undef, undef, 0.3;\n"
			      "	syswrite STDOUT, $b;\n"
			      "}\n");
	sandbox_make("g", 100);

	cr_expect(sandbox_run("xrecv -d in -p 'exec:perl relay | xsend -y g; "
			      "echo $? >status'") == 0);

	cr_expect(sandbox_run("grep -qx 0 status") == 0);
}

/*
 * The first command runs for 0.8 s after the end of the transfer.  The second
 * command runs for 0.8 s after the end of its input.
 */
Test(exec, gives_a_command_a_second_to_exit)
{
	cr_expect(sandbox_run("xsend -y -p 'exec:xrecv -d in; sleep 0.8; "
			      "touch stored' f") == 0);
	cr_expect(sandbox_exists("stored"));

	cr_expect(
	    sandbox_run("xsend -y -p 'exec:xrecv -o -d in; "
			"cat >/dev/null; sleep 0.8; touch ended' f") == 0);
	cr_expect(sandbox_exists("ended"));
}

/* For example, an emulator does not exit at the end of its input. */
Test(exec, ends_a_command_that_stays_after_the_end_of_its_input)
{
	cr_expect(sandbox_run("xsend -y -p 'exec:xrecv -d in; cat >/dev/null; "
			      "sleep 2.5; touch late' f") == 0);

	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(!sandbox_exists("late"));
}

/*
 * The relay delays each piece of data by a second.  At the end of its input it
 * exits at once, and the delayed pieces are lost.
 */
Test(exec, closes_the_input_only_after_the_last_answer)
{
	write_script("hasty", "use Time::HiRes 'time';\n"
			      "my @late;\n"
			      "while (1) {\n"
			      "	vec(my $ready = '', 0, 1) = 1;\n"
			      "	select $ready, undef, undef, 0.02;\n"
			      "	if (vec $ready, 0, 1) {\n"
			      "		sysread STDIN, my $b, 4096 or exit;\n"
			      "		push @late, [time + 1, $b];\n"
			      "	}\n"
			      "	while (@late && $late[0][0] <= time) {\n"
			      "		syswrite STDOUT, (shift @late)->[1];\n"
			      "	}\n"
			      "}\n");
	sandbox_make("g", 100);

	cr_expect(sandbox_run("xrecv -p 'exec:perl hasty | xsend g; "
			      "echo $? >status' in/g") == 0);

	cr_expect(sandbox_run("grep -qx 0 status") == 0);
}

Test(exec, gives_a_command_no_time_after_a_signal)
{
	struct child c = sandbox_start("xsend -y -p 'exec:xrecv -d in; "
				       "sleep 2.5; touch late' f");

	sandbox_expect(&c, "30000 bytes in");
	cr_assert(kill(c.pid, SIGINT) == 0);

	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(!sandbox_exists("late"));
}

Test(exec, ends_the_command_when_a_signal_ends_the_transfer)
{
	struct child c =
	    sandbox_start("xsend -p 'exec:echo $$ >pid; echo ready; cat' f");

	sandbox_expect(&c, "< ready");
	cr_assert(kill(c.pid, SIGTERM) == 0);

	cr_expect(sandbox_wait(&c) == 128 + SIGTERM);
	cr_expect(is_reaped("pid"));
}

Test(exec, does_not_pass_the_temporary_copy_to_the_command)
{
	cr_expect(
	    sandbox_run("echo hi | xsend -p 'exec:ls -l /proc/self/fd >fds' "
			"-") == 3);

	cr_expect(sandbox_run("grep -q pipe fds") == 0);
	cr_expect(sandbox_run("grep \"/xsend-[^/]*deleted\" fds") == 1);
}

Test(exec, reports_how_the_command_ended_if_SIGCHLD_was_ignored)
{
	/*
	 * xsend may inherit an ignored SIGCHLD, even if a shell starts xsend: a
	 * shell cannot reset a signal that the shell inherited as ignored.
	 */
	struct child c =
	    sandbox_start("perl -e '$SIG{CHLD} = \"IGNORE\"; exec @ARGV' "
			  "xsend -p 'exec:exit 5' -y f");

	cr_expect(sandbox_wait(&c) == 3);
	cr_expect(sandbox_said(&c, "ended with status 5"));
}

Test(exec, has_no_rate_to_set)
{
	cr_expect(
	    sandbox_run("xsend -b 9600 --dtr=on -p 'exec:xrecv -d in' -y f") ==
	    0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(exec, shows_messages_of_a_command_being_ended_only_if_verbose)
{
	static const char *const options[] = { "", "-v" };

	write_script("end",
	    "trap 'echo terminating on signal 1 >&2; exit' HUP\n"
	    "xrecv -q -d in -o; echo stored >&2\n"
	    "while :; do sleep 0.1; done\n");
	for (int i = 0; i < 2; i++) {
		struct child c =
		    sandbox_start("xsend %s -p 'exec:sh end' -y f", options[i]);

		cr_expect(sandbox_wait(&c) == 0);
		cr_expect(sandbox_said(&c, "exec: stored\n"));
		cr_expect(sandbox_said(&c, "terminating") == (i == 1));
	}
	for (int i = 0; i < 2; i++) {
		struct child c = sandbox_start(
		    "xsend %s --before=expect:never --step-timeout=0.2 "
		    "-p 'exec:sh end' -y f",
		    options[i]);

		cr_expect(sandbox_wait(&c) == 8);
		cr_expect(sandbox_said(&c, "terminating") == (i == 1));
	}
}
