#ifndef PROGRAMS_TCP_SERVER_H
#define PROGRAMS_TCP_SERVER_H

/* A server on the loopback interface that says and expects what a test says. */

#include <stddef.h>

struct tcp_server {
	int listener;
	int fd;
	unsigned port;
};

/* Bytes and how many: they may have NULs inside. */
#define BYTES(literal) literal, sizeof literal - 1

void server_listen(struct tcp_server *);
void server_accept(struct tcp_server *);

/* Connects until a connection is not answered any more. */
void server_fill_queue(struct tcp_server *);

void server_say(struct tcp_server *, const void *, size_t);

/* The next bytes are these.  After a generous deadline the test fails. */
void server_expect(struct tcp_server *, const void *, size_t);

/* So many bytes come, whatever they are. */
void server_skip(struct tcp_server *, size_t len);

/* No more bytes come: the other end has closed the connection. */
void server_expect_end(struct tcp_server *);

void server_reset(struct tcp_server *);
void server_close(struct tcp_server *);

#endif
