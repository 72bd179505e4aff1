#include "files/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"

static int
open_copy(void)
{
	const char *directory = getenv("TMPDIR");
	char path[PATH_MAX];
	int fd, len;

	if (directory == NULL || directory[0] == '\0')
		directory = "/tmp";
	len = snprintf(path, sizeof path, "%s/xsend-XXXXXX", directory);
	if (len < 0 || (size_t)len >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkstemp(path);
	if (fd == -1)
		return -1;
	(void)unlink(path);
	/* The command of an exec: line must not inherit the descriptor. */
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

/* Calls read(2).  Only a signal that ends the program interrupts it. */
static ssize_t
read_some(int fd, void *bytes, size_t len)
{
	ssize_t n;

	do {
		if (!signals_await(fd, POLLIN))
			return -1;
		if (signals_waiting()) {
			errno = EINTR;
			return -1;
		}
		n = read(fd, bytes, len);
	} while (n == -1 && (errno == EINTR || errno == EAGAIN));
	return n;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n >= 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

static bool
copy(int from, int to, const char *name)
{
	char bytes[8192];
	ssize_t n;

	while ((n = read_some(from, bytes, sizeof bytes)) > 0) {
		if (!write_all(to, bytes, (size_t)n)) {
			message_errno("temporary copy of %s", name);
			return false;
		}
	}
	if (n == -1 && errno == EINTR)
		message("cancelled");
	else if (n == -1)
		message_errno("%s", name);
	return n == 0;
}

int
spool(int from, const char *name)
{
	int to = open_copy();

	if (to == -1) {
		message_errno("temporary copy of %s", name);
		return -1;
	}
	if (copy(from, to, name))
		return to;
	close(to);
	return -1;
}
