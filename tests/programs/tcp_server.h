#ifndef PEER_H
#define PEER_H

/* A server on the loopback interface that says and expects what a test says. */

#include <stddef.h>

struct peer {
	int listener;
	int fd;
	unsigned port;
};

/* Bytes and how many: they may have NULs inside. */
#define BYTES(literal) literal, sizeof literal - 1

void peer_listen(struct peer *);
void peer_accept(struct peer *);

/* Connects until a connection is not answered any more. */
void peer_fill_queue(struct peer *);

void peer_say(struct peer *, const void *, size_t);

/* The next bytes are these.  After a generous deadline the test fails. */
void peer_expect(struct peer *, const void *, size_t);

/* So many bytes come, whatever they are. */
void peer_skip(struct peer *, size_t len);

/* No more bytes come: the other end has closed the connection. */
void peer_expect_end(struct peer *);

void peer_reset(struct peer *);
void peer_close(struct peer *);

#endif
