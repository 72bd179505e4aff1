#ifndef PROGRAMS_TCP_SERVER_H
#define PROGRAMS_TCP_SERVER_H

/* A scripted server on the loopback interface. */

#include <stddef.h>

struct tcp_server {
	int listener;
	int fd;
	unsigned port;
};

/* Expands to the string literal, which may contain NULs, and its length. */
#define BYTES(literal) literal, sizeof literal - 1

void server_listen(struct tcp_server *);
void server_accept(struct tcp_server *);

/* Opens connections until the queue of the listener is full. */
void server_fill_queue(struct tcp_server *);

void server_send(struct tcp_server *, const void *, size_t len);

/* Receives `len` bytes; the test fails if they differ or come too late. */
void server_expect(struct tcp_server *, const void *, size_t len);

/* Receives and ignores `len` bytes. */
void server_skip(struct tcp_server *, size_t len);

/* Expects that the other end closes the connection and sends no more bytes. */
void server_expect_end(struct tcp_server *);

void server_reset(struct tcp_server *);
void server_close(struct tcp_server *);

#endif
