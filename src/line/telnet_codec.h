#ifndef LINE_TELNET_CODEC_H
#define LINE_TELNET_CODEC_H

/*
 * The telnet protocol without a connection, implemented with libtelnet.  The
 * codec decodes bytes from the network, encodes data for the network, and
 * negotiates options.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct telnet_t;

enum { TELNET_CODEC_OUT_SIZE = 8192, TELNET_CODEC_ANSWER_MAX = 4 };

struct telnet_codec {
	struct telnet_t *telnet;
	bool binary_in;  /* the server sends binary data */
	bool binary_out; /* the server accepts binary data */
	bool com_port;   /* the server has agreed to RFC 2217 */
	bool suspended;  /* the server has stopped the flow of data */
	const char *trouble; /* reason to close the connection, or NULL */

	uint8_t out[TELNET_CODEC_OUT_SIZE]; /* bytes to write to the network */
	size_t out_len;

	/* The last request of telnet_codec_ask(). */
	uint8_t asked;   /* command code of the request */
	bool answered;   /* the answer has come */
	uint8_t answer[TELNET_CODEC_ANSWER_MAX]; /* bytes of the answer */
	size_t answer_len; /* number of bytes in `answer`, the same as in the
			      request */

	/* Private. */
	uint8_t *data;    /* output of the decoder */
	size_t data_len;  /* number of bytes in `data` */
	size_t data_size; /* space at `data`, in bytes */
	bool after_cr;    /* the last byte of text received was CR */
};

/*
 * Begins the negotiation of BINARY in both directions and, if `com_port`, of
 * RFC 2217.  Returns false if there is no memory.  After a success, the caller
 * calls telnet_codec_close().
 */
bool telnet_codec_open(struct telnet_codec *, bool com_port);
void telnet_codec_close(struct telnet_codec *);

/*
 * Decodes bytes from the network in place.  Returns the number of data bytes.
 * May append answers to `out`.  Stops at the byte that sets `trouble`.
 */
size_t telnet_codec_decode(struct telnet_codec *, uint8_t *, size_t len);

/*
 * Encodes data into `out`, which must be empty.  Returns the number of data
 * bytes that it has encoded.
 */
size_t telnet_codec_encode(struct telnet_codec *, const void *, size_t len);

/*
 * Appends a request of RFC 2217 to `out`.  The number in the request and the
 * number in the answer have `len` bytes each, 1 or 4.
 */
void telnet_codec_ask(
    struct telnet_codec *, uint8_t what, uint32_t number, size_t len);

/* Returns the number in the answer.  Needs `answered`. */
uint32_t telnet_codec_answer(const struct telnet_codec *);

/* Removes `len` bytes from `out`, which were written to the network. */
void telnet_codec_sent(struct telnet_codec *, size_t len);

#endif
