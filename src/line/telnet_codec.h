#ifndef NVT_H
#define NVT_H

/*
 * Telnet without its connection, by libtelnet: bytes from the network become
 * data and answers, data becomes bytes for the network.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct telnet_t;

enum { NVT_OUT_SIZE = 8192, NVT_ANSWER_MAX = 4 };

struct nvt {
	struct telnet_t *telnet;
	bool binary_in;  /* the other end sends every byte as it is */
	bool binary_out; /* it takes every byte as it is */
	bool com_port;   /* it has agreed to RFC 2217 */
	bool suspended;  /* it wants no data now */
	/* Why the connection has to be closed; NULL: it has not. */
	const char *trouble;

	/* For the network. */
	uint8_t out[NVT_OUT_SIZE];
	size_t out_len;

	/* The answer to what was asked last. */
	uint8_t asked;
	bool answered;
	uint8_t answer[NVT_ANSWER_MAX];
	size_t answer_len;

	/* Private. */
	uint8_t *data;
	size_t data_len;
	size_t data_size;
	bool after_cr;
};

/*
 * Begins to negotiate: BINARY both ways and, if so wanted, RFC 2217.  Returns
 * false if there is no memory.
 */
bool nvt_open(struct nvt *, bool com_port);
void nvt_close(struct nvt *);

/*
 * Turns bytes from the network into data, in place; returns how much.  Stops at
 * what sets `trouble`.
 */
size_t nvt_decode(struct nvt *, uint8_t *, size_t len);

/*
 * Puts data into `out`, which must be empty.  Returns how many bytes of it were
 * taken.
 */
size_t nvt_encode(struct nvt *, const void *, size_t len);

/*
 * Asks for one thing of RFC 2217.  The number has so many bytes; so has the
 * answer.
 */
void nvt_ask(struct nvt *, uint8_t what, uint32_t number, size_t len);

/* The number in the answer. */
uint32_t nvt_answer(const struct nvt *);

/* The network has taken so many bytes of `out`. */
void nvt_sent(struct nvt *, size_t len);

#endif
