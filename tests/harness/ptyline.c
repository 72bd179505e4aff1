#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "harness/pace.h"

/*
 * A simulated serial line between two ptys, with a baud rate, a latency and
 * damage that a seed determines.
 *
 *	ptyline [--baud=RATE] [--latency=MS] [--hold=MS] [--flip=N] [--lose=N]
 *	    [--seed=S] [--flip-at=N] [--lose-at=N] [--grain=US] [--spin]
 *	    [--eat=BYTE] [--double=BYTE] [--replace=BYTE:BYTE] [--overrun=N]
 *	    [--seven] [--journal=FILE] END END
 *
 * END is the name of a symbolic link that ptyline makes to a pty. ptyline
 * prints "ready" when both links exist. For a program that cannot use a
 * terminal, an END of the form pipe:NAME is a pair of FIFOs: the program reads
 * NAME.in and writes NAME.out.
 *
 * --flip and --lose damage one byte in N; --flip-at and --lose-at damage only
 * the N-th byte from the first end. --eat removes every byte of the value BYTE,
 * --double sends each such byte twice, and --replace sends the second value
 * instead of the first. --seven clears the eighth bit of all bytes. With
 * --overrun, after N bytes without a pause all further bytes are lost until the
 * next pause, as in a slow receiver.
 *
 * Like a UART, the line delivers bytes in groups. A group has the bytes that
 * are due within one --grain (1 ms by default). The last byte on the line is
 * never delayed. With --spin the line never sleeps, so that wake-ups do not
 * slow the line down. With --hold, the line holds back bytes from the second
 * end, as a USB adapter at the first end does.
 *
 * When its standard input ends, ptyline removes the links and exits, so that
 * ptyline does not outlive a test.
 */

enum { POLLS = 5, PATH_SIZE = 256 };

struct end {
	const char *name;
	bool pipes;
	int in, out; /* descriptors from and to the program at this end */
};

static uint64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "ptyline: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void
make_raw(int fd)
{
	struct termios t;

	if (tcgetattr(fd, &t) == -1)
		fail("tcgetattr");
	t.c_iflag = t.c_oflag = t.c_lflag = 0;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	if (tcsetattr(fd, TCSANOW, &t) == -1)
		fail("tcsetattr");
}

/*
 * Opens a pty and keeps the slave open too: otherwise the pty would hang up
 * when a program closes the slave.
 */
static void
open_pty(struct end *e)
{
	const char *name;
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	int slave;

	if (master == -1 || grantpt(master) == -1 || unlockpt(master) == -1 ||
	    (name = ptsname(master)) == NULL)
		fail("pty");
	if ((slave = open(name, O_RDWR | O_NOCTTY)) == -1)
		fail(name);
	make_raw(slave);
	if (fcntl(master, F_SETFL, O_NONBLOCK) == -1)
		fail("fcntl");
	e->in = e->out = master;
	unlink(e->name);
	if (symlink(name, e->name) == -1)
		fail(e->name);
}

static void
fifo_path(char path[static PATH_SIZE], const struct end *e, const char *suffix)
{
	snprintf(path, PATH_SIZE, "%s.%s", e->name, suffix);
}

/*
 * Opens a FIFO for reading and writing, so that opening never blocks and a read
 * never reports the end of the file.
 */
static int
open_fifo(const struct end *e, const char *suffix)
{
	char path[PATH_SIZE];
	int fd;

	fifo_path(path, e, suffix);
	unlink(path);
	if (mkfifo(path, 0600) == -1 ||
	    (fd = open(path, O_RDWR | O_NONBLOCK)) == -1)
		fail(path);
	/* Limit the FIFO to the buffer size of a terminal. */
	fcntl(fd, F_SETPIPE_SZ, PACE_BUFFER);
	return fd;
}

static void
open_end(struct end *e, const char *name)
{
	static const char prefix[] = "pipe:";

	e->pipes = strncmp(name, prefix, strlen(prefix)) == 0;
	e->name = e->pipes ? name + strlen(prefix) : name;
	if (e->pipes) {
		e->in = open_fifo(e, "out");
		e->out = open_fifo(e, "in");
	} else {
		open_pty(e);
	}
}

static void
close_end(const struct end *e)
{
	char path[PATH_SIZE];

	if (!e->pipes) {
		unlink(e->name);
		return;
	}
	fifo_path(path, e, "in");
	unlink(path);
	fifo_path(path, e, "out");
	unlink(path);
}

static void
wait_for_work(const struct pace ways[static 2], bool spin,
    struct pollfd fds[static POLLS])
{
	uint64_t now = now_ns();
	uint64_t next = UINT64_MAX;
	struct timespec timeout = { 0 };

	for (int i = 0; i < 2; i++) {
		const struct pace *p = &ways[i];
		uint64_t due = pace_next(p, now);

		fds[2 * i] = (struct pollfd){ .fd = p->from, .events = POLLIN };
		if (!pace_can_take(p, now))
			fds[2 * i].fd = -1;
		fds[2 * i + 1] =
		    (struct pollfd){ .fd = p->to, .events = POLLOUT };
		if (!p->blocked)
			fds[2 * i + 1].fd = -1;
		if (due < next)
			next = due;
	}
	fds[4] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
	if (!spin && next != UINT64_MAX && next > now) {
		timeout.tv_sec = (time_t)((next - now) / 1000000000);
		timeout.tv_nsec = (long)((next - now) % 1000000000);
	}
	ppoll(fds, POLLS, !spin && next == UINT64_MAX ? NULL : &timeout, NULL);
}

static void
run(struct pace ways[static 2], bool spin)
{
	for (;;) {
		struct pollfd fds[POLLS];
		char byte;

		wait_for_work(ways, spin, fds);
		if (fds[4].revents != 0 && read(STDIN_FILENO, &byte, 1) <= 0)
			return;
		for (int i = 0; i < 2; i++) {
			if (fds[2 * i].revents & POLLIN)
				pace_take(&ways[i], &ways[1 - i], now_ns());
			if (fds[2 * i + 1].revents != 0)
				ways[i].blocked = false;
			pace_deliver(&ways[i], now_ns());
		}
	}
}

static uint64_t
number(const char *text)
{
	char *end;
	uint64_t value = strtoull(text, &end, 0);

	if (*text == '\0' || *end != '\0') {
		fprintf(stderr, "ptyline: %s: not a number\n", text);
		exit(2);
	}
	return value;
}

/* Parses two byte values, such as "0x7f:0x08". */
static void
set_replacement(struct pace_options *o, const char *argument)
{
	const char *colon = strchr(argument, ':');
	char from[16] = "";

	if (colon != NULL && (size_t)(colon - argument) < sizeof from)
		memcpy(from, argument, (size_t)(colon - argument));
	o->replace = number(from) + 1;
	o->by = (uint8_t)number(colon + 1);
}

struct settings {
	struct pace_options pace;
	uint32_t seed;
	bool spin;
	struct line_log journal;
};

static bool
set(struct settings *s, int option, const char *argument)
{
	struct pace_options *o = &s->pace;

	if (option == 'j') {
		if ((s->journal.file = fopen(argument, "w")) == NULL)
			fail(argument);
	} else if (option == 'b') {
		o->baud = number(argument);
	} else if (option == 't') {
		o->latency_ns = number(argument) * 1000000;
	} else if (option == 'g') {
		o->grain_ns = number(argument) * 1000;
	} else if (option == 'f') {
		o->flip = number(argument);
	} else if (option == 'l') {
		o->lose = number(argument);
	} else if (option == 'F') {
		o->flip_at = number(argument);
	} else if (option == 'h') {
		o->hold_ns = number(argument) * 1000000;
	} else if (option == 'L') {
		o->lose_at = number(argument);
	} else if (option == 'e') {
		o->eat = number(argument) + 1;
	} else if (option == 'd') {
		o->twice = number(argument) + 1;
	} else if (option == 'r') {
		set_replacement(o, argument);
	} else if (option == 'o') {
		o->overrun = number(argument);
	} else if (option == '7') {
		o->clear = 0x80;
	} else if (option == 's') {
		s->seed = (uint32_t)number(argument);
	} else if (option == 'S') {
		s->spin = true;
	} else {
		return false;
	}
	return true;
}

static bool
parse(struct settings *s, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "baud", required_argument, NULL, 'b' },
		{ "latency", required_argument, NULL, 't' },
		{ "hold", required_argument, NULL, 'h' },
		{ "flip", required_argument, NULL, 'f' },
		{ "lose", required_argument, NULL, 'l' },
		{ "seed", required_argument, NULL, 's' },
		{ "flip-at", required_argument, NULL, 'F' },
		{ "lose-at", required_argument, NULL, 'L' },
		{ "eat", required_argument, NULL, 'e' },
		{ "double", required_argument, NULL, 'd' },
		{ "replace", required_argument, NULL, 'r' },
		{ "overrun", required_argument, NULL, 'o' },
		{ "seven", no_argument, NULL, '7' },
		{ "grain", required_argument, NULL, 'g' },
		{ "spin", no_argument, NULL, 'S' },
		{ "journal", required_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (!set(s, option, optarg))
			return false;
	}
	if (argc - optind == 2)
		return true;
	fprintf(stderr, "usage: ptyline [options] END END\n");
	return false;
}

int
main(int argc, char **argv)
{
	static struct pace ways[2];
	struct settings s = { .pace.grain_ns = 1000000, .seed = 1 };
	struct end ends[2];

	if (!parse(&s, argc, argv))
		return 2;
	prctl(PR_SET_TIMERSLACK, 1); /* otherwise each sleep
					lasts 50 us longer */
	for (int i = 0; i < 2; i++)
		open_end(&ends[i], argv[optind + i]);
	for (int i = 0; i < 2; i++) {
		ways[i].options = &s.pace;
		ways[i].journal = &s.journal;
		ways[i].way = i;
		ways[i].from = ends[i].in;
		ways[i].to = ends[1 - i].out;
		ways[i].random = s.seed + (uint32_t)i;
	}
	puts("ready");
	fflush(stdout);
	run(ways, s.spin);
	for (int i = 0; i < 2; i++)
		close_end(&ends[i]);
	return s.journal.file == NULL || fclose(s.journal.file) == 0 ? 0 : 1;
}
