#include "line/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "base/signals.h"

enum {
	CONNECT_MS = 10000, /* time to wait for each address */
	CLOSE_MS = 500,
	BUFFER_SIZE = 16384 /* size of the send buffer in bytes: if the buffer
			       were larger, a slow line behind the server could
			       need minutes to send its data */
};

static struct addrinfo *
find(const char *name, const struct address *address)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	int error;

	/* getaddrinfo(3) cannot be polled: let signals end the program. */
	signals_release();
	error = getaddrinfo(address->host, address->service, &hints, &list);
	signals_catch();
	if (error == 0)
		return list;
	if (error == EAI_SYSTEM)
		message_errno("%s", name);
	else
		message("%s: %s", name, gai_strerror(error));
	return NULL;
}

static bool
set_up(int fd)
{
	static const int on = 1;
	static const int size = BUFFER_SIZE;
	int flags = fcntl(fd, F_GETFL);

	/* These options are not essential: ignore errors. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
	return flags != -1 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
	       fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

/* Returns false with an errno: EINTR after a signal. */
static bool
finish_connecting(int fd)
{
	struct pollfd fds[] = { { .fd = fd, .events = POLLOUT },
		{ .fd = signals_fd(), .events = POLLIN } };
	uint32_t begun_ms = clock_ms();
	uint32_t passed_ms = 0;
	int error;
	socklen_t len = sizeof error;

	while (fds[0].revents == 0 && passed_ms < CONNECT_MS) {
		if (poll(fds, 2, (int)(CONNECT_MS - passed_ms)) == -1)
			fds[0].revents = fds[1].revents = 0;
		if (fds[1].revents != 0) {
			errno = EINTR;
			return false;
		}
		passed_ms = clock_ms() - begun_ms;
	}
	if (fds[0].revents == 0)
		error = ETIMEDOUT;
	else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == -1)
		error = errno;
	errno = error;
	return error == 0;
}

/* Returns a connected descriptor, or -1 with an errno. */
static int
try_address(const struct addrinfo *a)
{
	int fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	int error;

	if (fd == -1)
		return -1;
	if (set_up(fd) && (connect(fd, a->ai_addr, a->ai_addrlen) == 0 ||
			      ((errno == EINPROGRESS || errno == EINTR) &&
				  finish_connecting(fd))))
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

int
socket_connect(const struct line_options *o, const struct address *address)
{
	struct addrinfo *list = find(o->port, address);
	int fd = -1;

	if (list == NULL)
		return -1;
	errno = 0;
	for (struct addrinfo *a = list; a != NULL && fd == -1 && errno != EINTR;
	     a = a->ai_next)
		fd = try_address(a);
	if (fd == -1 && errno == EINTR)
		message("%s: cancelled", o->port);
	else if (fd == -1 && errno == ECONNREFUSED)
		message("%s: %s (no server listens there: is it running, is "
			"the port number right?)",
		    o->port, strerror(errno));
	else if (fd == -1)
		message_errno("%s", o->port);
	freeaddrinfo(list);
	return fd;
}

/*
 * Reads all input before close(2).  Closing a socket with unread input resets
 * the connection, and the other end may lose bytes that it has not read.
 */
void
socket_close(int fd, bool hurried)
{
	char rest[512];
	struct pollfd in = { .fd = fd, .events = POLLIN };
	uint32_t begun_ms = clock_ms();
	ssize_t n = 1;

	if (!hurried && shutdown(fd, SHUT_WR) == 0) {
		while (n > 0 && clock_ms() - begun_ms < CLOSE_MS &&
		       poll(&in, 1, CLOSE_MS) == 1)
			n = read(fd, rest, sizeof rest);
	}
	close(fd);
}
