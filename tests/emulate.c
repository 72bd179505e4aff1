#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "devices/device.h"

/*
 * An emulated boot loader in real time, at the end of a real line.
 *
 *	emulate MODEL PORT DIRECTORY
 *
 * "ready" on standard output says that it listens.  When its session is over it
 * puts what it has stored into the directory, as 0, 1, ..., and exits with 0 if
 * it believes that it has all, with 1 if not, and with 2 if bytes were typed
 * into what runs afterwards.
 */

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

/* Returns false if the line is gone. */
static bool
run(const struct party *p, int fd)
{
	for (;;) {
		struct pollfd in = { .fd = fd, .events = POLLIN };
		uint8_t bytes[2048];
		size_t len;
		ssize_t n = 0;

		while ((len = p->speak(
			    p->self, now_ms(), bytes, sizeof bytes)) > 0) {
			if (write(fd, bytes, len) != (ssize_t)len)
				return false;
		}
		if (p->ended(p->self))
			return true;
		if (poll(&in, 1, (int)p->wait_ms(p->self, now_ms())) == 1)
			n = read(fd, bytes, sizeof bytes);
		if (n == -1 && errno != EINTR)
			return false;
		p->hear(p->self, now_ms(), bytes, n > 0 ? (size_t)n : 0);
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

int
main(int argc, char **argv)
{
	static struct device device;
	const struct device_model *model;
	struct party party;
	int status = 1;
	int fd;

	if (argc != 4 || (model = device_find(argv[1])) == NULL) {
		fprintf(stderr, "usage: emulate MODEL PORT DIRECTORY\n");
		return 3;
	}
	if ((fd = open_port(argv[2])) == -1) {
		perror(argv[2]);
		return 3;
	}
	device_init(&device, model, now_ms());
	party = device_party(&device);
	puts("ready");
	fflush(stdout);
	if (!run(&party, fd) || !save(&device, argv[3])) {
		perror("emulate");
		return 3;
	}
	if (device_typed(&device) > 0)
		status = 2;
	else if (device_verdict(&device) == DEVICE_STORED)
		status = 0;
	device_free(&device);
	return status;
}
