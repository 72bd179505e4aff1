#ifndef LINE_TELNET_CODEC_H
#define LINE_TELNET_CODEC_H

/*
 * Telnet without its connection, by libtelnet: bytes from the network become
 * data and answers, data becomes bytes for the network.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct telnet_t;

enum { TELNET_CODEC_OUT_SIZE = 8192, TELNET_CODEC_ANSWER_MAX = 4 };

struct telnet_codec {
	struct telnet_t *telnet;
	bool binary_in;  /* the other end sends every byte as it is */
	bool binary_out; /* it takes every byte as it is */
	bool com_port;   /* it has agreed to RFC 2217 */
	bool suspended;  /* it wants no data now */
	/* Why the connection has to be closed; NULL: it has not. */
	const char *trouble;

	/* For the network. */
	uint8_t out[TELNET_CODEC_OUT_SIZE];
	size_t out_len;

	/* The answer to what was asked last. */
	uint8_t asked;
	bool answered;
	uint8_t answer[TELNET_CODEC_ANSWER_MAX];
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
bool telnet_codec_open(struct telnet_codec *, bool com_port);
void telnet_codec_close(struct telnet_codec *);

/*
 * Turns bytes from the network into data, in place; returns how much.  Stops at
 * what sets `trouble`.
 */
size_t telnet_codec_decode(struct telnet_codec *, uint8_t *, size_t len);

/*
 * Puts data into `out`, which must be empty.  Returns how many bytes of it were
 * taken.
 */
size_t telnet_codec_encode(struct telnet_codec *, const void *, size_t len);

/*
 * Asks for one thing of RFC 2217.  The number has so many bytes; so has the
 * answer.
 */
void telnet_codec_ask(struct telnet_codec *, uint8_t what, uint32_t number, size_t len);

/* The number in the answer. */
uint32_t telnet_codec_answer(const struct telnet_codec *);

/* The network has taken so many bytes of `out`. */
void telnet_codec_sent(struct telnet_codec *, size_t len);

#endif
