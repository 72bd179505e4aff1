#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "devices/receivers/device.h"
#include "harness/menu.h"

/*
 * An emulated boot loader in real time, on a serial port or a pty.
 *
 *	emulate MODEL PORT DIRECTORY [STEP ... transfer [STEP ...]]
 *
 * Prints "ready" when the port is open. After the session it writes the stored
 * files to the directory, with the names 0, 1, and so on. The exit status is 0
 * if the device has stored a file, 1 if it has not, 2 if bytes arrived after
 * the session, and 3 after an error.
 *
 * The steps before "transfer" (see menu.h) emulate a menu that starts the boot
 * loader. The steps after "transfer" emulate the program that runs after the
 * boot loader. With any argument after DIRECTORY ("transfer" alone is enough),
 * emulate does not wait for bytes after the session.
 */

struct menus {
	bool any; /* true: at least one argument follows DIRECTORY */
	struct steps before, after;
};

static uint32_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint32_t)(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

static int
open_port(const char *path)
{
	int fd = open(path, O_RDWR | O_NOCTTY);
	struct termios t;

	if (fd == -1 || tcgetattr(fd, &t) == -1)
		return -1;
	t.c_iflag = t.c_oflag = t.c_lflag = 0;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	return tcsetattr(fd, TCSANOW, &t) == 0 ? fd : -1;
}

/* Returns true if the session has ended and the device has sent all output. */
static bool
has_left(const struct device *d)
{
	return d->stage == STAGE_GONE && d->said_len == 0;
}

/*
 * Runs the device until the end of its session. Returns false if a read or
 * write of the port fails.
 */
static bool
run(struct device *d, int fd, bool lingers)
{
	struct party p = device_party(d);

	for (;;) {
		struct pollfd in = { .fd = fd, .events = POLLIN };
		uint8_t bytes[2048];
		size_t len;
		ssize_t n = 0;

		while ((len = p.output(p.self, now_ms(), bytes, sizeof bytes)) >
		       0) {
			if (write(fd, bytes, len) != (ssize_t)len)
				return false;
		}
		if (p.ended(p.self) || (!lingers && has_left(d)))
			return true;
		if (poll(&in, 1, (int)p.wait_ms(p.self, now_ms())) == 1)
			n = read(fd, bytes, sizeof bytes);
		if (n == -1 && errno != EINTR)
			return false;
		p.input(p.self, now_ms(), bytes, n > 0 ? (size_t)n : 0);
	}
}

static bool
save(const struct device *d, const char *directory)
{
	for (int i = 0; i < device_files(d); i++) {
		const struct device_file *f = device_file(d, i);
		char path[300];
		FILE *file;

		snprintf(path, sizeof path, "%s/%d", directory, i);
		if ((file = fopen(path, "w")) == NULL)
			return false;
		if (f->len > 0)
			fwrite(f->data, 1, f->len, file);
		if (fclose(file) == EOF)
			return false;
	}
	return true;
}

/* Returns false and prints a message if the arguments are wrong. */
static bool
read_menus(struct menus *m, char **args)
{
	struct steps *steps = &m->before;

	m->any = *args != NULL;
	for (; *args != NULL; args++) {
		if (strcmp(*args, "transfer") == 0)
			steps = &m->after;
		else if (!steps_add(steps, "emulate", *args))
			return false;
	}
	return true;
}

static bool
play(struct device *d, const struct device_model *model, const struct menus *m,
    int fd)
{
	if (!menu_take(&m->before, fd))
		return false;
	device_init(d, model, now_ms());
	return run(d, fd, !m->any) && menu_take(&m->after, fd);
}

static int
verdict(const struct device *d)
{
	if (device_typed(d) > 0)
		return 2;
	return device_verdict(d) == DEVICE_STORED ? 0 : 1;
}

int
main(int argc, char **argv)
{
	static struct device device;
	static struct menus menus;
	const struct device_model *model;
	int status;
	int fd;

	if (argc < 4 || (model = device_find(argv[1])) == NULL ||
	    !read_menus(&menus, argv + 4)) {
		fprintf(stderr, "usage: emulate MODEL PORT DIRECTORY "
				"[STEP ... transfer [STEP ...]]\n");
		return 3;
	}
	if ((fd = open_port(argv[2])) == -1) {
		perror(argv[2]);
		return 3;
	}
	puts("ready");
	fflush(stdout);
	if (!play(&device, model, &menus, fd) || !save(&device, argv[3])) {
		perror("emulate");
		return 3;
	}
	status = verdict(&device);
	device_free(&device);
	steps_free(&menus.before);
	steps_free(&menus.after);
	return status;
}
