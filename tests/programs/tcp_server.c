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
server_listen(struct tcp_server *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof a;

	*p = (struct tcp_server){ .fd = -1 };
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
server_accept(struct tcp_server *p)
{
	wait_for(p->listener);
	p->fd = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC);
	cr_assert(p->fd != -1);
}

void
server_fill_queue(struct tcp_server *p)
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
server_send(struct tcp_server *p, const void *bytes, size_t len)
{
	cr_assert(send(p->fd, bytes, len, MSG_NOSIGNAL) == (ssize_t)len);
}

void
server_expect(struct tcp_server *p, const void *bytes, size_t len)
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
server_skip(struct tcp_server *p, size_t len)
{
	uint8_t byte;

	for (size_t i = 0; i < len; i++) {
		wait_for(p->fd);
		cr_assert(read(p->fd, &byte, 1) == 1, "byte %zu is missing", i);
	}
}

void
server_expect_end(struct tcp_server *p)
{
	uint8_t byte;

	wait_for(p->fd);
	cr_assert(read(p->fd, &byte, 1) == 0);
}

void
server_reset(struct tcp_server *p)
{
	struct linger now = { .l_onoff = 1 };

	cr_assert(
	    setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
	close(p->fd);
}

void
server_close(struct tcp_server *p)
{
	close(p->fd);
	close(p->listener);
}
