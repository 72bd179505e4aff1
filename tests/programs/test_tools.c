#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Both binaries on a pty pair. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

/* Runs both; returns 100 * sender's status + receiver's. */
static int
both(const char *sender, const char *receiver)
{
	struct child r = sandbox_start("%s", receiver);
	struct child s = sandbox_start("%s", sender);
	int sent = sandbox_wait(&s);

	return 100 * sent + sandbox_wait(&r);
}

/* Protocols. */

static const struct {
	const char *name, *send, *recv;
	bool exact; /* the padding does not stay */
} protocols[] = {
	{ "XMODEM, sums", "xsend -p a f", "xrecv -p b --check=sum in/f",
	    false },
	{ "XMODEM, CRC", "xsend -p a f", "xrecv -p b --with-crc in/f", false },
	{ "XMODEM-1K", "xsend -p a -k f", "xrecv -p b in/f", false },
	{ "XMODEM-1K, short tail", "xsend -p a -k --tail=short f",
	    "xrecv -p b in/f", false },
	{ "XMODEM, stripped", "xsend -p a --pad=0xff f",
	    "xrecv -p b --strip=0xff in/f", true },
	{ "XMODEM, size given", "xsend -p a f", "xrecv -p b --size=5000 in/f",
	    true },
	{ "YMODEM", "xsend -p a -y f", "xrecv -p b -d in", true },
	{ "YMODEM, small blocks", "xsend -p a -y --128 f", "xrecv -p b -d in",
	    true },
	{ "YMODEM, first EOT acknowledged", "xsend -p a -y f",
	    "xrecv -p b --eot=ack -d in", true },
	{ "YMODEM without a size", "xsend -p a -y --header=name --pad=0xff f",
	    "xrecv -p b --strip=0xff -d in", true },
	{ "YMODEM-g", "xsend -p a -y f", "xrecv -p b -g -d in", true },
};

Test(tools, move_a_file_by_every_protocol)
{
	sandbox_make("f", 5000);
	for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
		int status = both(protocols[i].send, protocols[i].recv);

		cr_expect(status == 0, "%s: %d", protocols[i].name, status);
		if (protocols[i].exact)
			cr_expect(
			    sandbox_same("f", "in/f"), "%s", protocols[i].name);
		else
			cr_expect(sandbox_run("cmp -n 5000 f in/f") == 0, "%s",
			    protocols[i].name);
		unlink("in/f");
	}
}

Test(tools, move_several_files_and_empty_ones)
{
	sandbox_make("one", 3000);
	sandbox_make("two", 0);
	sandbox_make("three", 1);

	cr_expect(both("xsend -p a -y one two three", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("one", "in/one"));
	cr_expect(sandbox_same("two", "in/two"));
	cr_expect(sandbox_same("three", "in/three"));
}

Test(tools, move_an_empty_file_by_XMODEM)
{
	sandbox_make("f", 0);

	cr_expect(both("xsend -p a f", "xrecv -p b in/f") == 0);

	cr_expect(sandbox_size("in/f") == 0);
}

Test(tools, keep_time_and_mode_but_for_the_umask)
{
	struct stat was, is;

	sandbox_make("f", 10);
	cr_assert(chmod("f", 04777) == 0);
	cr_assert(sandbox_run("touch -d 2001-02-03 f") == 0);

	umask(027);
	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in") == 0);

	cr_assert(stat("f", &was) == 0 && stat("in/f", &is) == 0);
	cr_expect(was.st_mtime == is.st_mtime);
	cr_expect((is.st_mode & 07777) == 0750, "%o", is.st_mode);
}

Test(tools, take_the_file_from_a_pipe_and_give_it_to_one)
{
	sandbox_make("f", 5000);

	cr_expect(both("sh -c '(head -c 300; sleep 0.3; cat) <f | "
		       "xsend -p a -y --name=g -'",
		      "sh -c 'xrecv -p b - | cat >in/f'") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, copy_a_pipe_into_the_directory_for_temporary_files)
{
	struct child s;

	sandbox_make("f", 5000);
	cr_assert(mkdir("temporary", 0700) == 0);

	cr_expect(both("sh -c 'TMPDIR=temporary xsend -p a -y --name=g - <f'",
		      "xrecv -p b -d in") == 0);
	cr_expect(sandbox_same("f", "in/g"));
	cr_expect(rmdir("temporary") == 0);

	s = sandbox_start("sh -c 'TMPDIR=gone xsend -p a -y --name=g - <f'");
	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: temporary copy of standard input: "
			       "No such file"));
}

Test(tools, speak_over_standard_input_and_output)
{
	sandbox_make("f", 5000);

	cr_expect(both("xsend -y f <a >a", "xrecv -d in <b >b") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, speak_through_pipes)
{
	sandbox_make("f", 5000);
	cr_assert(mkfifo("there", 0600) == 0 && mkfifo("back", 0600) == 0);

	cr_expect(
	    both("xsend -y f <back >there", "xrecv -d in >back <there") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, move_a_file_over_a_bad_line)
{
	struct child line = sandbox_start("sh -c 'sleep 60 | "
				      "ptyline --flip=3000 --lose=5000 c d'");

	sandbox_make("f", 20000);
	sandbox_expect(&line, "ready");

	cr_expect(both("xsend -p c -y f", "xrecv -p d -d in") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, take_a_protocol_from_the_name_of_a_link)
{
	sandbox_make("f", 100);
	cr_assert(sandbox_run("ln -s \"$(command -v xsend)\" lsb") == 0);

	cr_expect(both("./lsb --port=a f", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

/* Files that are there already. */

Test(tools, touch_no_existing_file_unless_told_to)
{
	sandbox_make("f", 5000);
	sandbox_make("in/f", 7);
	sandbox_make("in/old", 7);

	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in") == 501);

	cr_expect(sandbox_same("in/f", "in/old"));
	cr_expect(!sandbox_exists("in/f.xrecv-part"));
}

Test(tools, rename_overwrite_or_skip_if_told_to)
{
	sandbox_make("f", 5000);
	sandbox_make("in/f", 7);
	sandbox_make("in/old", 7);

	cr_expect(both("xsend -p a -y f",
		      "xrecv -p b -d in --on-exists=rename") == 0);
	cr_expect(sandbox_same("in/f", "in/old"));
	cr_expect(sandbox_same("f", "in/f.1"));

	cr_expect(
	    both("xsend -p a -y f", "xrecv -p b -d in --on-exists=skip") == 0);
	cr_expect(sandbox_same("in/f", "in/old"));

	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in -o") == 0);
	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, remove_a_part_that_was_left_behind)
{
	struct stat st;

	sandbox_make("f", 5000);
	sandbox_make("in/f.xrecv-part", 9000);
	cr_assert(chmod("in/f.xrecv-part", 0777) == 0);

	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(!sandbox_exists("in/f.xrecv-part"));
	cr_expect(stat("in/f", &st) == 0 && (st.st_mode & 0111) == 0);
}

/* What kill -9 between link(2) and unlink(2) leaves behind. */
Test(tools, harm_no_finished_file_through_a_part_that_is_a_link_to_it)
{
	sandbox_make("f", 5000);
	sandbox_make("in/f", 7000);
	sandbox_make("old", 7000);
	cr_assert(link("in/f", "in/f.xrecv-part") == 0);

	cr_expect(
	    both("xsend -p a -y f", "xrecv -p b -d in -o --limit=1k") == 501);
	cr_expect(sandbox_same("in/f", "old"));

	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in -o") == 0);
	cr_expect(sandbox_same("in/f", "f"));
}

Test(tools, replace_no_device_and_wait_for_no_fifo)
{
	sandbox_make("f", 5000);
	cr_assert(mkfifo("in/fifo", 0600) == 0);
	cr_assert(mkfifo("in/f.xrecv-part", 0600) == 0);

	cr_expect(sandbox_run("xrecv -p b -o in/fifo") == 1);
	cr_expect(sandbox_run("xrecv -p b -o /dev/null") == 1);
	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in") == 501);
	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, follow_no_link_that_waits_in_the_directory)
{
	sandbox_make("f", 5000);
	sandbox_make("precious", 7);
	cr_assert(symlink("../precious", "in/f.xrecv-part") == 0);

	cr_expect(both("xsend -p a -y f", "xrecv -p b -d in") == 501);

	cr_expect(sandbox_size("precious") == 7);
}

Test(tools, put_a_file_with_a_path_in_its_name_into_the_directory)
{
	sandbox_make("f", 100);

	cr_expect(both("xsend -p a -y --name=/../up/.profile f",
		      "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", "in/_profile"));
}

Test(tools, store_a_file_with_the_longest_name)
{
	char name[256], path[300];
	char command[400];

	memset(name, 'n', 255);
	name[255] = '\0';
	snprintf(path, sizeof path, "in/%s", name);
	snprintf(command, sizeof command, "xsend -p a -y --name=%s f", name);
	sandbox_make("f", 100);

	cr_expect(both(command, "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", path));
}

Test(tools, name_one_file_only)
{
	sandbox_make("one", 100);
	sandbox_make("two", 100);

	cr_expect(both("xsend -p a -y one two", "xrecv -p b in/f") == 501);

	cr_expect(sandbox_same("one", "in/f"));
}

/* Failures, each with its exit status and its words. */

static const struct {
	const char *command;
	int status;
	const char *words;
} failures[] = {
	{ "xsend -p a missing", 1, "xsend: missing: No such file" },
	{ "xsend -p a in", 1, "xsend: in: Is a directory" },
	{ "xrecv -p a f", 1, "xrecv: f: File exists" },
	{ "xrecv -p a in", 1, "xrecv: in: Is a directory" },
	{ "xrecv -p a -d missing", 1, "xrecv: missing: No such file" },
	{ "xrecv -p a -d f", 1, "xrecv: f: Not a directory" },
	{ "xsend", 2, "xsend: no file named" },
	{ "xsend -Z f", 2, "-Z: no such option" },
	{ "xsend --frobnicate f", 2, "--frobnicate: no such option" },
	{ "xsend --pad=300 f", 2, "--pad=300: not a number up to 255" },
	{ "xsend --pad", 2, "--pad: needs an argument" },
	{ "xsend --tail=long f", 2,
	    "--tail=long: not one of: auto full short" },
	{ "xsend -m 9N1 f", 2, "--mode=9N1: not a mode such as" },
	{ "xsend -b 0 f", 2, "--baud=0: not a rate" },
	{ "xsend --wait=soon f", 2, "--wait=soon: not a number of seconds" },
	{ "xrecv --limit=1x f", 2, "--limit=1x: not a number of bytes" },
	{ "xsend f f", 2, "XMODEM sends one file; use -y" },
	{ "xsend -p a -y - -", 2, "can be sent once" },
	{ "xsend --help=1", 2, "--help=1: takes no argument" },
	{ "xsend --timeout=0 f", 2, "--timeout=0: not a number of seconds" },
	{ "xrecv \"\"", 2, "a file without a name" },
	{ "xsend --help >/dev/full", 1, "standard output: No space left" },
	{ "xsend -p a -f dsrdtr f", 3, "a: no DSR/DTR flow control" },
	{ "xrecv -p a nodir/x", 1, "xrecv: nodir: No such file" },
	{ "xsend -", 2, "standard input and output are the line" },
	{ "xrecv -", 2, "standard input and output are the line" },
	{ "xrecv f g", 2, "g: only one file" },
	{ "xsend -p missing f", 3, "xsend: missing: No such file" },
	{ "xsend -p f f", 3, "xsend: f: not a serial port" },
	{ "xsend -p /dev/null f", 3, "/dev/null: not a serial port" },
	{ "xsend -p a -b 12345 f", 3, "12345 baud" },
	{ "xsend f </dev/null >/dev/null", 3, "the other end has closed it" },
	{ "xsend -p a --wait=0.2 f", 4, "the receiver never asked" },
	{ "xrecv -p a --wait=0.2 in/g", 4, "the sender never began" },
};

Test(tools, say_what_is_wrong_and_exit_with_the_right_status)
{
	sandbox_make("f", 100);
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		struct child c = sandbox_start("%s", failures[i].command);
		int status = sandbox_wait(&c);

		cr_expect(status == failures[i].status, "%s: %d",
		    failures[i].command, status);
		cr_expect(
		    sandbox_said(&c, failures[i].words), "%s", failures[i].command);
	}
	cr_expect(!sandbox_exists("in/g"));
}

Test(tools, refuse_a_port_that_is_in_use_and_say_by_whom)
{
	struct child first, second;

	sandbox_make("f", 100);
	first = sandbox_start("xsend -v -p a f");
	sandbox_expect(&first, "state: start");
	second = sandbox_start("xsend -p a f");

	cr_expect(sandbox_wait(&second) == 3);
	cr_expect(sandbox_said(&second, "in use (by "));
	kill(first.pid, SIGTERM);
	cr_expect(sandbox_wait(&first) == 128 + SIGTERM);
}

static const char *const signals[] = { "INT", "TERM", "HUP" };

Test(tools, cancel_politely_on_a_signal)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct child line = sandbox_start("sh -c 'sleep 60 | "
				      "ptyline --baud=115200 c d'");

	sandbox_make("f", 100000);
	sandbox_expect(&line, "ready");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct child r = sandbox_start("xrecv -p d -d in");
		struct child s = sandbox_start("xsend -p c -y f");

		sandbox_expect(&s, "10 %");
		kill(s.pid, numbers[i]);
		cr_expect(sandbox_wait(&s) == 128 + numbers[i], "%s", signals[i]);
		cr_expect(sandbox_wait(&r) == 5, "%s", signals[i]);
		cr_expect(sandbox_said(&r, "the sender cancelled"));
		cr_expect(!sandbox_exists("in/f"));
		cr_expect(!sandbox_exists("in/f.xrecv-part"));
	}
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct child r = sandbox_start("xrecv -p d -d in");
		struct child s = sandbox_start("xsend -p c -y f");

		sandbox_expect(&r, "10 %");
		kill(r.pid, numbers[i]);
		cr_expect(sandbox_wait(&r) == 128 + numbers[i], "%s", signals[i]);
		cr_expect(sandbox_wait(&s) == 5, "%s", signals[i]);
		cr_expect(sandbox_said(&s, "the receiver cancelled"));
		cr_expect(!sandbox_exists("in/f.xrecv-part"));
	}
}

Test(tools, leave_at_once_on_a_second_signal)
{
	struct child line = sandbox_start("sh -c 'sleep 60 | ptyline --baud=50 "
				      "c d'");
	struct child s, r;

	sandbox_make("f", 100000);
	sandbox_expect(&line, "ready");
	r = sandbox_start("xrecv -p d in/f");
	s = sandbox_start("xsend -v -p c -k f");
	sandbox_expect(&s, "state: data");
	kill(s.pid, SIGINT);
	sandbox_expect(&s, "state: cancel");
	kill(s.pid, SIGINT);

	cr_expect(sandbox_wait(&s) == 128 + SIGINT);
	kill(r.pid, SIGKILL);
	sandbox_wait(&r);
}

Test(tools, keep_a_partial_file_if_told_to)
{
	struct child line = sandbox_start("sh -c 'sleep 60 | "
				      "ptyline --baud=115200 c d'");
	struct child s, r;

	sandbox_make("f", 100000);
	sandbox_expect(&line, "ready");
	r = sandbox_start("xrecv -p d -d in --keep-partial");
	s = sandbox_start("xsend -p c -y f");
	sandbox_expect(&r, "20 %");
	kill(s.pid, SIGINT);

	cr_expect(sandbox_wait(&r) == 5);
	sandbox_wait(&s);
	cr_expect(sandbox_size("in/f.xrecv-part") >= 20000);
	cr_expect(sandbox_said(&r, "bytes kept"));
}

Test(tools, give_up_when_the_other_end_is_killed)
{
	struct child line = sandbox_start("sh -c 'sleep 60 | "
				      "ptyline --baud=115200 c d'");

	sandbox_make("f", 100000);
	sandbox_expect(&line, "ready");
	for (int sender = 0; sender < 2; sender++) {
		struct child r = sandbox_start("xrecv -p d -d in --timeout=2");
		struct child s = sandbox_start("xsend -p c -y --timeout=2 f");
		struct child *victim = sender ? &s : &r;
		struct child *survivor = sender ? &r : &s;

		sandbox_expect(&s, "10 %");
		kill(victim->pid, SIGKILL);
		sandbox_wait(victim);
		cr_expect(sandbox_wait(survivor) == 6, "sender %d", sender);
		cr_expect(sandbox_said(survivor, "fell silent"));
		cr_expect(!sandbox_exists("in/f"));
		/* Unread bytes of the dead would be heard by the next one. */
		usleep(500000);
		cr_assert(sandbox_run("sh -c 'timeout 0.3 cat <c; "
				  "timeout 0.3 cat <d; true' >rest") == 0);
	}
}

Test(tools, refuse_a_file_beyond_the_limit)
{
	sandbox_make("f", 5000);

	cr_expect(
	    both("xsend -p a -y f", "xrecv -p b -d in --limit=4k") == 501);
	cr_expect(both("xsend -p a f", "xrecv -p b in/f --limit=4k") == 501);

	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, call_a_file_short_of_the_given_size_a_failure)
{
	sandbox_make("f", 100);

	cr_expect(both("xsend -p a f", "xrecv -p b in/f --size=129") == 501);

	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, call_a_file_beyond_the_given_size_a_failure)
{
	sandbox_make("f", 5000);

	cr_expect(both("xsend -p a f", "xrecv -p b in/f --size=100") == 501);

	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, send_a_file_that_does_not_know_its_size)
{
	cr_expect(both("xsend -p a -y /proc/version", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_run("cmp /proc/version in/version") == 0);
}

/* It has 4096 bytes, if one believes its size. */
Test(tools, send_a_file_of_sysfs_with_its_real_size)
{
	struct child r = sandbox_start("xrecv -p b -d in");
	struct child s = sandbox_start("xsend -p a -y /sys/devices/system/cpu/"
				   "online");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_run("cmp /sys/devices/system/cpu/online in/online") ==
		  0);
}

Test(tools, print_the_checksum_of_a_file_with_v)
{
	struct child r = sandbox_start("xrecv -v -p b -d in");
	struct child s;

	cr_assert(sandbox_run("printf 123456789 >nine") == 0);
	s = sandbox_start("xsend -v -p a -y --tail=short nine");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_said(&s, ", CRC-32 cbf43926\n"));
	cr_expect(sandbox_said(&r, ", CRC-32 cbf43926\n"));
}

Test(tools, escape_local_names_in_messages)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p \"$(printf 'a\\033[31m')\" f");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: a\\x1b[31m: No such file"));

	s = sandbox_start("xsend \"$(printf 'Gr\\303\\266\\303\\237')\"");
	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: Gr\xc3\xb6\xc3\x9f: No such file"));
}

Test(tools, say_the_reason_after_a_long_path)
{
	struct child s = sandbox_start("xsend \"$(printf '%%0250d/%%0250d/%%0250d/"
				   "%%0250d/%%0250d/x' 1 2 3 4 5)\"");

	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: 000000"));
	cr_expect(sandbox_said(&s, "00005/x: No such file or directory\n"));
}

/* Ends a program of the child's process group, and waits for that. */
static void
end_in_group(const struct child *c, const char *name)
{
	int gone = 0;

	cr_expect(sandbox_run("pkill -TERM -x %s -g %d", name, (int)c->pid) == 0);
	for (int i = 0; i < 400 && gone == 0; i++) {
		usleep(10000);
		gone = sandbox_run("pgrep -x %s -g %d", name, (int)c->pid);
	}
	cr_expect(gone == 1, "%s does not end", name);
}

Test(tools, end_on_a_signal_when_nobody_takes_the_data)
{
	struct child s, r;

	sandbox_make("f", 300000);
	r = sandbox_start("sh -c '(xrecv -p b -; echo status $? >&2) | sleep 60'");
	s = sandbox_start("xsend -p a -k --timeout=3 f");
	cr_expect(sandbox_wait(&s) == 6);

	end_in_group(&r, "xrecv");
	sandbox_expect(&r, "status 143");
	cr_expect(sandbox_said(&r, "xrecv: cancelled"));
	cr_expect(!sandbox_said(&r, "Interrupted"));
	kill(-r.pid, SIGKILL);
	sandbox_wait(&r);
}

Test(tools, hear_a_signal_in_a_stream_and_between_slow_bytes)
{
	static const struct child trace = { .log = "t" };
	struct child r, s;
	int status;

	sandbox_make("f", 100000);
	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("xsend -p a -y --byte-delay=20000 --trace=t f");
	sandbox_expect(&trace, "sent ");
	/* Two of one kind may become one. */
	kill(s.pid, SIGTERM);
	kill(s.pid, SIGINT);
	status = sandbox_wait(&s);
	cr_expect(status == 128 + SIGTERM || status == 128 + SIGINT);
	kill(r.pid, SIGTERM);
	sandbox_wait(&r);

	cr_assert(truncate("f", 1 << 30) == 0);
	s = sandbox_start("sh -c '(printf G; sleep 0.5; printf G; sleep 60) | "
		      "exec xsend -y f | cat >/dev/null'");
	sandbox_expect(&s, "10 %");
	end_in_group(&s, "xsend");
	kill(-s.pid, SIGKILL);
	sandbox_wait(&s);
}

Test(tools, do_no_harm_when_standard_descriptors_are_closed)
{
	struct child s;

	sandbox_make("f", 5000);
	cr_expect(both("xsend -p a -y f <&- >&- 2>&-",
		      "xrecv -p b -d in <&- >&- 2>&-") == 0);
	cr_expect(sandbox_same("f", "in/f"));
	s = sandbox_start("xsend f <&-");
	cr_expect(sandbox_wait(&s) == 3);
}

Test(tools, say_that_the_disk_is_full)
{
	sandbox_make("f", 5000);

	cr_expect(both("xsend -p a -y f", "xrecv -p b - >/dev/full") == 501);
}

/* What is left behind. */

static bool
settings(const char *path, struct termios *t)
{
	int fd = open(path, O_RDWR | O_NOCTTY);
	bool ok = fd != -1 && tcgetattr(fd, t) == 0;

	close(fd);
	return ok;
}

Test(tools, restore_the_port)
{
	struct termios before = { 0 }, after = { 0 };

	sandbox_make("f", 100);
	cr_assert(sandbox_run("stty -F a cooked echo 9600 -hupcl") == 0);
	cr_assert(settings("a", &before));

	cr_expect(both("xsend -p a f", "xrecv -p b in/f") == 0);
	cr_expect(sandbox_run("xsend -p a --wait=0.1 f") == 4);

	cr_assert(settings("a", &after));
	cr_expect(memcmp(&before, &after, sizeof before) == 0);
}

Test(tools, leave_the_signals_on_when_they_close_the_port)
{
	struct termios after = { 0 };

	sandbox_make("f", 100);
	cr_assert(sandbox_run("stty -F a hupcl") == 0);

	cr_expect(sandbox_run("xsend -p a --wait=0.1 f") == 4);

	cr_assert(settings("a", &after));
	cr_expect((after.c_cflag & HUPCL) == 0);
}

/* What is shown. */

Test(tools, put_nothing_but_data_on_standard_output)
{
	sandbox_make("f", 5000);

	cr_expect(
	    both("xsend -v -p a -y f >sent", "xrecv -v -p b - >in/f") == 0);

	cr_expect(sandbox_size("sent") == 0);
	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, say_nothing_when_quiet_but_errors)
{
	struct child r, s;

	sandbox_make("f", 5000);
	r = sandbox_start("xrecv -q -p b -d in");
	s = sandbox_start("xsend -q -p a -y f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_size(s.log) == 0);
	cr_expect(sandbox_size(r.log) == 0);

	s = sandbox_start("xsend -q -p a --wait=0.1 f");
	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "never asked"));
}

Test(tools, close_with_a_line_that_counts)
{
	struct child r, s;

	sandbox_make("f", 5000);
	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("xsend -p a -y f");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	cr_expect(sandbox_said(&s, "xsend: f: 5000 bytes in 0."));
	cr_expect(sandbox_said(&s, "5 blocks, 0 retries\n"));
	cr_expect(sandbox_said(&r, "xrecv: in/f: 5000 bytes in 0."));
}

Test(tools, show_what_the_board_says_escaped)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a f");
	usleep(300000);
	cr_assert(sandbox_run("printf 'U-Boot \\033[31mred\\r\\nC' >b") == 0);
	usleep(300000);
	cr_assert(sandbox_run("printf '\\030\\030Sorry\\r\\n' >b") == 0);

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_said(&s, "< U-Boot \\x1b[31mred\n"));
	cr_expect(sandbox_said(&s, "< Sorry\n"));
}

Test(tools, tell_all_data_acknowledged_from_all_done)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -v -p a --timeout=2 f");
	sandbox_expect(&s, "state: start");
	cr_assert(sandbox_run("printf C >b") == 0);
	sandbox_expect(&s, "state: data");
	cr_assert(sandbox_run("printf '\\006' >b") == 0);

	cr_expect(sandbox_wait(&s) == 7);
	cr_expect(sandbox_said(&s, "but not the end of the file"));
}

Test(tools, have_a_help_text_of_one_screen_and_a_version)
{
	static const char *const tools[] = { "xsend", "xrecv" };

	for (int i = 0; i < 2; i++) {
		struct child help = sandbox_start("%s --help", tools[i]);
		struct child version = sandbox_start("%s -V", tools[i]);

		cr_expect(sandbox_wait(&help) == 0);
		cr_expect(sandbox_said(&help, "usage: x"));
		cr_expect(sandbox_run("test $(wc -l <%s) -le 45", help.log) == 0);
		cr_expect(sandbox_run("test $(wc -L <%s) -le 80", help.log) == 0);
		cr_expect(sandbox_wait(&version) == 0);
		cr_expect(sandbox_said(&version, tools[i]));
	}
}

/* What people see. */

Test(tools, draw_a_bar_that_gives_way_to_the_closing_line)
{
	struct child r, s;

	sandbox_make("f", 4000000);
	r = sandbox_start("xrecv -p b --progress=bar -d in");
	s = sandbox_start("xsend -p a -y --progress=bar f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
	cr_expect(sandbox_said(&s, "\rf "));
	cr_expect(sandbox_said(&s, "% [####"));
	cr_expect(sandbox_said(&r, "\rin/f "));
	cr_expect(sandbox_said(&r, "% [####"));
	cr_expect(sandbox_said(&s, "\033[Kxsend: f: 4000000 bytes in "));
}

/* Steps. */

/* A board that says a word in the same breath as the last ACK. */
static const char board[] = "sh -c 'printf C; head -c 133 >block;"
			    " printf \"\\006\"; head -c 1 >eot;"
			    " printf \"\\006booted\"; sleep 1' <b >b";

Test(tools, hear_a_word_that_follows_the_last_answer_at_once)
{
	struct child b, s;

	sandbox_make("f", 100);
	b = sandbox_start("%s", board);
	s = sandbox_start("xsend -p a f --after=expect:booted --step-timeout=5");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&b) == 0);
}

Test(tools, take_no_step_after_a_transfer_that_failed)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -p a --wait=0.1 f --after=expect:never");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(!sandbox_said(&s, "expect:"));
}

Test(tools, tell_what_is_wrong_with_a_step)
{
	struct child s = sandbox_start("xsend -p a f --before=exect:x");

	cr_expect(sandbox_wait(&s) == 2);
	cr_expect(sandbox_said(&s, "xsend: --before: exect:x: not one of send:"));
}
