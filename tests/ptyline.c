#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/*
 * A serial line made of two ptys: what is written into one comes out of the
 * other, at the pace of a baud rate, after a latency, with seeded damage.
 *
 *	ptyline [--baud=RATE] [--latency=MS] [--flip=N] [--lose=N] [--seed=S]
 *	    [--eat=BYTE] [--seven] LINK LINK
 *
 * The links lead to the two ends; "ready" on standard output says that they
 * are there.  One byte in N is flipped or lost; every BYTE is, and with --seven
 * the eighth bit of all.  It ends, and removes the
 * links, when its standard input ends: it cannot outlive a test.
 */

enum { QUEUE_SIZE = 65536, KERNEL_BUFFER = 4096 };

struct options {
	uint64_t baud; /* 0: as fast as it goes */
	uint64_t latency_us;
	uint64_t flip;
	uint64_t lose;
	uint64_t eat;  /* a byte; beyond that none */
	uint8_t clear; /* these bits */
};

struct end {
	const char *link;
	int master;
	int slave; /* kept open, so that nobody's leaving hangs it up */
};

/* One direction. */
struct way {
	int from, to;
	uint64_t free_us; /* when the wire has sent what it took */
	uint64_t due_us[QUEUE_SIZE];
	uint8_t byte[QUEUE_SIZE];
	size_t head, len;
	uint32_t random;
};

static uint64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static void
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

static void
open_end(struct end *e, const char *link)
{
	const char *name;

	e->link = link;
	e->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (e->master == -1 || grantpt(e->master) == -1 ||
	    unlockpt(e->master) == -1 || (name = ptsname(e->master)) == NULL)
		fail("pty");
	if ((e->slave = open(name, O_RDWR | O_NOCTTY)) == -1)
		fail(name);
	make_raw(e->slave);
	if (fcntl(e->master, F_SETFL, O_NONBLOCK) == -1)
		fail("fcntl");
	unlink(link);
	if (symlink(name, link) == -1)
		fail(link);
}

static bool
strikes(struct way *w, uint64_t one_in)
{
	if (one_in == 0)
		return false;
	w->random = w->random * 1664525 + 1013904223;
	return (w->random >> 8) % one_in == 0;
}

static void
enqueue(struct way *w, const struct options *o, uint8_t byte, uint64_t now)
{
	size_t at = (w->head + w->len) % QUEUE_SIZE;

	if (w->free_us < now)
		w->free_us = now;
	/* Eight bits, a start bit and a stop bit. */
	if (o->baud > 0)
		w->free_us += (10 * 1000000 + o->baud / 2) / o->baud;
	if (byte == o->eat || strikes(w, o->lose))
		return;
	byte &= (uint8_t)~o->clear;
	if (strikes(w, o->flip))
		byte ^= (uint8_t)(1 << (w->random >> 28) % 8);
	w->due_us[at] = w->free_us + o->latency_us;
	w->byte[at] = byte;
	w->len++;
}

static size_t
unsent(const struct way *w, const struct options *o, uint64_t now)
{
	if (o->baud == 0 || w->free_us <= now)
		return 0;
	return (size_t)((w->free_us - now) * o->baud / 10000000);
}

static bool
can_take(const struct way *w, const struct options *o, uint64_t now)
{
	return unsent(w, o, now) < KERNEL_BUFFER &&
	       w->len < QUEUE_SIZE - KERNEL_BUFFER;
}

static void
take(struct way *w, const struct options *o, uint64_t now)
{
	uint8_t bytes[KERNEL_BUFFER];
	ssize_t n = read(w->from, bytes, sizeof bytes);

	for (ssize_t i = 0; i < n; i++)
		enqueue(w, o, bytes[i], now);
}

static void
deliver(struct way *w, uint64_t now)
{
	uint8_t bytes[KERNEL_BUFFER];
	size_t n = 0;
	ssize_t written;

	while (n < w->len && n < sizeof bytes) {
		size_t at = (w->head + n) % QUEUE_SIZE;

		if (w->due_us[at] > now)
			break;
		bytes[n++] = w->byte[at];
	}
	if (n == 0 || (written = write(w->to, bytes, n)) <= 0)
		return;
	w->head = (w->head + (size_t)written) % QUEUE_SIZE;
	w->len -= (size_t)written;
}

/* Returns in how many microseconds the next byte is due; -1: there is none. */
static int64_t
next_due(const struct way *w, uint64_t now)
{
	if (w->len == 0)
		return -1;
	return w->due_us[w->head] <= now ? 1000
					 : (int64_t)(w->due_us[w->head] - now);
}

static void
wait_for_work(const struct way ways[static 2], const struct options *o,
    struct pollfd fds[static 3])
{
	uint64_t now = now_us();
	int64_t wait_us = -1;
	struct timespec timeout;

	for (int i = 0; i < 2; i++) {
		int64_t due = next_due(&ways[i], now);

		if (due != -1 && (wait_us == -1 || due < wait_us))
			wait_us = due;
		fds[i] = (struct pollfd){ .fd = ways[i].from };
		if (can_take(&ways[i], o, now))
			fds[i].events = POLLIN;
		else
			fds[i].fd = -1;
		if (fds[i].fd == -1 && (wait_us == -1 || wait_us > 1000))
			wait_us = 1000;
	}
	fds[2] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
	timeout.tv_sec = wait_us / 1000000;
	timeout.tv_nsec = wait_us % 1000000 * 1000;
	ppoll(fds, 3, wait_us == -1 ? NULL : &timeout, NULL);
}

static void
run(struct way ways[static 2], const struct options *o)
{
	for (;;) {
		struct pollfd fds[3];
		char byte;

		wait_for_work(ways, o, fds);
		if (fds[2].revents != 0 && read(STDIN_FILENO, &byte, 1) <= 0)
			return;
		for (int i = 0; i < 2; i++) {
			if (fds[i].revents & POLLIN)
				take(&ways[i], o, now_us());
			deliver(&ways[i], now_us());
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

int
main(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "baud", required_argument, NULL, 'b' },
		{ "latency", required_argument, NULL, 't' },
		{ "flip", required_argument, NULL, 'f' },
		{ "lose", required_argument, NULL, 'l' },
		{ "eat", required_argument, NULL, 'e' },
		{ "seven", no_argument, NULL, '7' },
		{ "seed", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	static struct way ways[2];
	struct options o = { .eat = UINT64_MAX };
	struct end ends[2];
	uint32_t seed = 1;
	int option;

	while ((option = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (option) {
		case 'b':
			o.baud = number(optarg);
			break;
		case 't':
			o.latency_us = 1000 * number(optarg);
			break;
		case 'f':
			o.flip = number(optarg);
			break;
		case 'l':
			o.lose = number(optarg);
			break;
		case 'e':
			o.eat = number(optarg);
			break;
		case '7':
			o.clear = 0x80;
			break;
		case 's':
			seed = (uint32_t)number(optarg);
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 2) {
		fprintf(stderr, "usage: ptyline [options] LINK LINK\n");
		return 2;
	}
	for (int i = 0; i < 2; i++)
		open_end(&ends[i], argv[optind + i]);
	for (int i = 0; i < 2; i++) {
		ways[i].from = ends[i].master;
		ways[i].to = ends[1 - i].master;
		ways[i].random = seed + (uint32_t)i;
	}
	puts("ready");
	fflush(stdout);
	run(ways, &o);
	for (int i = 0; i < 2; i++)
		unlink(ends[i].link);
	return 0;
}
