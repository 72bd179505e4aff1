#include "line/telnet_codec.h"

#include <assert.h>
#include <string.h>

#include <libtelnet.h> /* needs size_t */

/*
 * The library parses the stream, escapes IAC and answers offers.  It does not
 * report that the server refuses a request, so callers need a timeout.
 */

enum {
	COM_PORT = 44,
	SERVER = 100, /* offset between the codes of requests and answers */
	SUSPEND = SERVER + 8,
	RESUME = SERVER + 9,
	TAKE_MAX = 2048 /* maximum number of data bytes encoded at once; each of
			   them may become two bytes */
};

_Static_assert(2 * TAKE_MAX < TELNET_CODEC_OUT_SIZE,
    "out must have room for encoded data and answers");

/* Keeps the first problem, which may have caused the others. */
static void
note_trouble(struct telnet_codec *n, const char *trouble)
{
	if (n->trouble == NULL)
		n->trouble = trouble;
}

static void
put(struct telnet_codec *n, const void *bytes, size_t len)
{
	if (len > sizeof n->out - n->out_len) {
		note_trouble(
		    n, "the server sends requests but reads no answers");
		return;
	}
	memcpy(n->out + n->out_len, bytes, len);
	n->out_len += len;
}

/*
 * Checks the length: after some protocol errors, libtelnet 0.23 reports data
 * with a length of SIZE_MAX.
 */
static void
take_data(struct telnet_codec *n, const char *bytes, size_t len)
{
	if (len > n->data_size - n->data_len) {
		note_trouble(
		    n, "the telnet library returned more data than it got");
		return;
	}
	for (; len > 0; len--, bytes++) {
		bool padding = n->after_cr && *bytes == '\0';

		n->after_cr = !n->binary_in && *bytes == '\r';
		if (!padding)
			n->data[n->data_len++] = (uint8_t)*bytes;
	}
}

static void
agree(struct telnet_codec *n, uint8_t option, bool us, bool agreed)
{
	if (option == TELNET_TELOPT_BINARY && us)
		n->binary_out = agreed;
	else if (option == TELNET_TELOPT_BINARY)
		n->binary_in = agreed;
	else if (option == COM_PORT && us)
		n->com_port = agreed;
}

static void
receive_com_port(struct telnet_codec *n, const uint8_t *bytes, size_t len)
{
	if (len == 0)
		return;
	if (bytes[0] == SUSPEND || bytes[0] == RESUME) {
		n->suspended = bytes[0] == SUSPEND;
	} else if (bytes[0] == SERVER + n->asked && len == 1 + n->answer_len) {
		memcpy(n->answer, bytes + 1, n->answer_len);
		n->answered = true;
	}
}

/* COMPRESS2 is an error: all bytes after it would be compressed. */
static void
receive_option(
    struct telnet_codec *n, uint8_t option, const uint8_t *bytes, size_t len)
{
	if (option == COM_PORT)
		receive_com_port(n, bytes, len);
	else if (option == TELNET_TELOPT_COMPRESS2)
		note_trouble(
		    n, "the server compresses data without an agreement");
}

static void
handle(telnet_t *telnet, telnet_event_t *event, void *user)
{
	struct telnet_codec *n = user;

	(void)telnet;
	switch (event->type) {
	case TELNET_EV_DATA:
		take_data(n, event->data.buffer, event->data.size);
		break;
	case TELNET_EV_SEND:
		put(n, event->data.buffer, event->data.size);
		break;
	case TELNET_EV_WILL:
	case TELNET_EV_WONT:
		agree(
		    n, event->neg.telopt, false, event->type == TELNET_EV_WILL);
		break;
	case TELNET_EV_DO:
	case TELNET_EV_DONT:
		agree(n, event->neg.telopt, true, event->type == TELNET_EV_DO);
		break;
	case TELNET_EV_SUBNEGOTIATION:
		receive_option(n, event->sub.telopt,
		    (const uint8_t *)event->sub.buffer, event->sub.size);
		break;
	case TELNET_EV_ERROR:
		note_trouble(n, "telnet protocol error");
		break;
	case TELNET_EV_IAC:
	case TELNET_EV_COMPRESS:
	case TELNET_EV_ZMP:
	case TELNET_EV_TTYPE:
	case TELNET_EV_ENVIRON:
	case TELNET_EV_MSSP:
	case TELNET_EV_WARNING:
		break;
	}
}

bool
telnet_codec_open(struct telnet_codec *n, bool com_port)
{
	/* Both lists leave out ECHO: the server must not echo the data. */
	static const telnet_telopt_t options[] = {
		{ TELNET_TELOPT_BINARY, TELNET_WILL, TELNET_DO },
		{ TELNET_TELOPT_SGA, TELNET_WILL, TELNET_DO },
		{ -1, 0, 0 },
	};
	static const telnet_telopt_t with_com_port[] = {
		{ TELNET_TELOPT_BINARY, TELNET_WILL, TELNET_DO },
		{ TELNET_TELOPT_SGA, TELNET_WILL, TELNET_DO },
		{ COM_PORT, TELNET_WILL, TELNET_DO },
		{ -1, 0, 0 },
	};

	*n = (struct telnet_codec){ .telnet =
			       telnet_init(com_port ? with_com_port : options,
				   handle, 0, n) };
	if (n->telnet == NULL)
		return false;
	for (const telnet_telopt_t *o = com_port ? with_com_port : options;
	     o->telopt != -1; o++) {
		telnet_negotiate(n->telnet, TELNET_WILL, (uint8_t)o->telopt);
		/* RFC 2217 needs only WILL from the client, and no DO. */
		if (o->telopt != COM_PORT)
			telnet_negotiate(
			    n->telnet, TELNET_DO, (uint8_t)o->telopt);
	}
	return true;
}

void
telnet_codec_close(struct telnet_codec *n)
{
	telnet_free(n->telnet);
}

/*
 * Passes one byte at a time to the library.  If the library got more bytes, it
 * would decompress the bytes after COMPRESS2 although receive_option() rejects
 * this option.  The library would also call itself recursively for each ENVIRON
 * in the input.  The decoded data replaces the input in `bytes`.  The data
 * never overwrites input that was not passed yet: take_data() rejects data that
 * is longer than the input passed so far.
 */
size_t
telnet_codec_decode(struct telnet_codec *n, uint8_t *bytes, size_t len)
{
	n->data = bytes;
	n->data_len = 0;
	for (size_t i = 0; i < len && n->trouble == NULL; i++) {
		char byte = (char)bytes[i];

		n->data_size = i + 1;
		telnet_recv(n->telnet, &byte, 1);
	}
	return n->data_len;
}

/* Without BINARY, telnet sends a NUL after each CR that is not a line end. */
static void
encode_text(struct telnet_codec *n, const char *bytes, size_t len)
{
	while (len > 0) {
		const char *cr = memchr(bytes, '\r', len);
		size_t part = cr == NULL ? len : (size_t)(cr - bytes) + 1;

		telnet_send(n->telnet, bytes, part);
		if (cr != NULL)
			telnet_send(n->telnet, "", 1);
		bytes += part;
		len -= part;
	}
}

size_t
telnet_codec_encode(struct telnet_codec *n, const void *bytes, size_t len)
{
	assert(n->out_len == 0);
	if (len > TAKE_MAX)
		len = TAKE_MAX;
	if (n->binary_out)
		telnet_send(n->telnet, bytes, len);
	else
		encode_text(n, bytes, len);
	return len;
}

void
telnet_codec_ask(
    struct telnet_codec *n, uint8_t what, uint32_t number, size_t len)
{
	uint8_t bytes[1 + TELNET_CODEC_ANSWER_MAX] = { what };

	assert(len <= TELNET_CODEC_ANSWER_MAX);
	for (size_t i = len; i > 0; i--, number >>= 8)
		bytes[i] = (uint8_t)number;
	n->asked = what;
	n->answered = false;
	n->answer_len = len;
	telnet_subnegotiation(
	    n->telnet, COM_PORT, (const char *)bytes, 1 + len);
}

uint32_t
telnet_codec_answer(const struct telnet_codec *n)
{
	uint32_t number = 0;

	for (size_t i = 0; i < n->answer_len; i++)
		number = number << 8 | n->answer[i];
	return number;
}

void
telnet_codec_sent(struct telnet_codec *n, size_t len)
{
	assert(len <= n->out_len);
	n->out_len -= len;
	memmove(n->out, n->out + len, n->out_len);
}
