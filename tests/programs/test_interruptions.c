#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* The end of a transfer by a signal or by the end of the other program. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

static const char *const signals[] = { "INT", "TERM", "HUP" };

Test(tools, cancel_the_transfer_on_a_signal)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct child line = sandbox_start("sh -c 'sleep 60 | "
					  "ptyline --baud=115200 c d'");

	sandbox_make("f", 100000);
	sandbox_expect(&line, "ready");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct child r = sandbox_start("xrecv -p d -d in");
		struct child s = sandbox_start("xsend -p c -y f");

		sandbox_expect(&s, " %, ");
		kill(s.pid, numbers[i]);
		cr_expect(
		    sandbox_wait(&s) == 128 + numbers[i], "%s", signals[i]);
		cr_expect(sandbox_wait(&r) == 5, "%s", signals[i]);
		cr_expect(sandbox_said(&r, "the sender cancelled"));
		cr_expect(!sandbox_exists("in/f"));
		cr_expect(!sandbox_exists("in/f.xrecv-part"));
	}
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct child r = sandbox_start("xrecv -p d -d in");
		struct child s = sandbox_start("xsend -p c -y f");

		sandbox_expect(&r, " %, ");
		kill(r.pid, numbers[i]);
		cr_expect(
		    sandbox_wait(&r) == 128 + numbers[i], "%s", signals[i]);
		cr_expect(sandbox_wait(&s) == 5, "%s", signals[i]);
		cr_expect(sandbox_said(&s, "the receiver cancelled"));
		cr_expect(!sandbox_exists("in/f.xrecv-part"));
	}
}

Test(tools, exit_at_once_on_a_second_signal)
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

Test(tools, keep_a_partial_file_with_keep_partial)
{
	struct child line = sandbox_start("sh -c 'sleep 60 | "
					  "ptyline --baud=115200 c d'");
	struct child s, r;

	sandbox_make("f", 100000);
	sandbox_expect(&line, "ready");
	r = sandbox_start("xrecv -p d -d in --keep-partial");
	s = sandbox_start("xsend -p c -y f");
	sandbox_expect(&r, " %, ");
	kill(s.pid, SIGINT);

	cr_expect(sandbox_wait(&r) == 5);
	sandbox_wait(&s);
	cr_expect(sandbox_size("in/f.xrecv-part") >= 10000);
	cr_expect(sandbox_said(&r, "bytes kept"));
}

Test(tools, time_out_when_the_other_end_is_killed)
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

		sandbox_expect(&s, " %, ");
		kill(victim->pid, SIGKILL);
		sandbox_wait(victim);
		cr_expect(sandbox_wait(survivor) == 6, "sender %d", sender);
		cr_expect(sandbox_said(survivor, "became silent"));
		cr_expect(!sandbox_exists("in/f"));
		/* Discard bytes that the next program would receive. */
		usleep(500000);
		cr_assert(sandbox_run("sh -c 'timeout 0.3 cat <c; "
				      "timeout 0.3 cat <d; true' >rest") == 0);
	}
}

/* Kills a program of the child's process group and waits for its end. */
static void
end_in_group(const struct child *c, const char *name)
{
	int gone = 0;

	cr_expect(
	    sandbox_run("pkill -TERM -x %s -g %d", name, (int)c->pid) == 0);
	for (int i = 0; i < 400 && gone == 0; i++) {
		usleep(10000);
		gone = sandbox_run("pgrep -x %s -g %d", name, (int)c->pid);
	}
	cr_expect(gone == 1, "%s does not end", name);
}

Test(tools, end_on_a_signal_while_standard_output_is_not_read)
{
	struct child s, r;

	sandbox_make("f", 300000);
	r = sandbox_start(
	    "sh -c '(xrecv -p b -; echo status $? >&2) | sleep 60'");
	s = sandbox_start("xsend -p a -k --timeout=3 f");
	cr_expect(sandbox_wait(&s) == 6);

	end_in_group(&r, "xrecv");
	sandbox_expect(&r, "status 143");
	cr_expect(sandbox_said(&r, "xrecv: cancelled"));
	cr_expect(!sandbox_said(&r, "Interrupted"));
	kill(-r.pid, SIGKILL);
	sandbox_wait(&r);
}

Test(tools, end_on_a_signal_during_YMODEM_g_and_with_a_byte_delay)
{
	static const struct child trace = { .log = "t" };
	struct child r, s;
	int status;

	sandbox_make("f", 100000);
	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("xsend -p a -y --byte-delay=20000 --trace=t f");
	sandbox_expect(&trace, "sent ");
	/* Two equal pending signals would become one, so use different ones. */
	kill(s.pid, SIGTERM);
	kill(s.pid, SIGINT);
	status = sandbox_wait(&s);
	cr_expect(status == 128 + SIGTERM || status == 128 + SIGINT);
	kill(r.pid, SIGTERM);
	sandbox_wait(&r);

	cr_assert(truncate("f", 1 << 30) == 0);
	s = sandbox_start("sh -c '(printf G; sleep 0.5; printf G; sleep 60) | "
			  "exec xsend -y f | cat >/dev/null'");
	sandbox_expect(&s, " %, ");
	end_in_group(&s, "xsend");
	kill(-s.pid, SIGKILL);
	sandbox_wait(&s);
}

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

	cr_expect(sandbox_run_both("xsend -p a f", "xrecv -p b in/f") == 0);
	cr_expect(sandbox_run("xsend -p a --wait=0.1 f") == 4);

	cr_assert(settings("a", &after));
	cr_expect(memcmp(&before, &after, sizeof before) == 0);
}

Test(tools, keep_DTR_and_RTS_when_they_close_the_port)
{
	struct termios after = { 0 };

	sandbox_make("f", 100);
	cr_assert(sandbox_run("stty -F a hupcl") == 0);

	cr_expect(sandbox_run("xsend -p a --wait=0.1 f") == 4);

	cr_assert(settings("a", &after));
	cr_expect((after.c_cflag & HUPCL) == 0);
}
