#include "programs/tcp_server.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEADLINE_MS = 60000, ANSWER_MS = 500 };

void
peer_listen(struct peer *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof a;

	*p = (struct peer){ .fd = -1 };
	p->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	cr_assert(p->listener != -1);
	cr_assert(bind(p->listener, (struct sockaddr *)&a, len) == 0);
	cr_assert(listen(p->listener, 1) == 0);
	cr_assert(getsockname(p->listener, (struct sockaddr *)&a, &len) == 0);
	p->port = ntohs(a.sin_port);
}

static void
wait_for(int fd)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };

	cr_assert(poll(&in, 1, DEADLINE_MS) == 1, "nothing comes");
}

void
peer_accept(struct peer *p)
{
	wait_for(p->listener);
	p->fd = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC);
	cr_assert(p->fd != -1);
}

void
peer_fill_queue(struct peer *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((in_port_t)p->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct pollfd out = { .events = POLLOUT };

	do {
		out.fd = socket(
		    AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		cr_assert(out.fd != -1);
		connect(out.fd, (struct sockaddr *)&a, sizeof a);
	} while (poll(&out, 1, ANSWER_MS) == 1);
}

void
peer_say(struct peer *p, const void *bytes, size_t len)
{
	cr_assert(send(p->fd, bytes, len, MSG_NOSIGNAL) == (ssize_t)len);
}

void
peer_expect(struct peer *p, const void *bytes, size_t len)
{
	const uint8_t *expected = bytes;

	for (size_t i = 0; i < len; i++) {
		uint8_t byte;

		wait_for(p->fd);
		cr_assert(read(p->fd, &byte, 1) == 1, "byte %zu is missing", i);
		cr_assert(byte == expected[i], "byte %zu is %02x, not %02x", i,
		    byte, expected[i]);
	}
}

void
peer_skip(struct peer *p, size_t len)
{
	uint8_t byte;

	for (size_t i = 0; i < len; i++) {
		wait_for(p->fd);
		cr_assert(read(p->fd, &byte, 1) == 1, "byte %zu is missing", i);
	}
}

void
peer_expect_end(struct peer *p)
{
	uint8_t byte;

	wait_for(p->fd);
	cr_assert(read(p->fd, &byte, 1) == 0);
}

void
peer_reset(struct peer *p)
{
	struct linger now = { .l_onoff = 1 };

	cr_assert(
	    setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
	close(p->fd);
}

void
peer_close(struct peer *p)
{
	close(p->fd);
	close(p->listener);
}
