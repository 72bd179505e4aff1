#include <stdlib.h>
#include <string.h>

#include "fuzz/copy.h"
#include "fuzz/fuzz.h"
#include "line/telnet_codec.h"

/*
 * A telnet server that sends arbitrary bytes.  Bit 0 of the first byte of the
 * input turns RFC 2217 on.  The other bits of this byte are a length N.  The
 * rest of the input arrives three times: at once, byte by byte, and in pieces
 * of N bytes.  Each time, the same data must be decoded.
 */

struct result {
	uint8_t *data;
	size_t len;
	bool trouble;
};

static void
check_output(struct telnet_codec *nvt)
{
	MUST(nvt->out_len <= sizeof nvt->out);
	MUST(nvt->answer_len <= sizeof nvt->answer);
	telnet_codec_sent(nvt, nvt->out_len);
	MUST(nvt->out_len == 0);
}

/*
 * Encodes data and sends a request.  The codec doubles some bytes, so it must
 * take only as many bytes as fit in its output.
 */
static void
answer_it(struct telnet_codec *nvt, const uint8_t *piece, size_t len)
{
	MUST(telnet_codec_encode(nvt, piece, len) <= len);
	check_output(nvt);
	telnet_codec_ask(nvt, 1, 0xff00ffff, 4);
	check_output(nvt);
}

static void
decode(struct telnet_codec *nvt, const uint8_t *bytes, size_t len,
    struct result *r)
{
	uint8_t *piece = copy_bytes(bytes, len);
	size_t data_len = telnet_codec_decode(nvt, piece, len);

	MUST(data_len <= len);
	memcpy(r->data + r->len, piece, data_len);
	r->len += data_len;
	check_output(nvt);
	answer_it(nvt, bytes, len);
	free(piece);
}

static struct result
decode_in_pieces(
    bool com_port, const uint8_t *bytes, size_t len, size_t piece_len)
{
	struct result r = { .data = malloc(len + 1) };
	struct telnet_codec nvt;

	MUST(r.data != NULL && telnet_codec_open(&nvt, com_port));
	check_output(&nvt);
	while (len > 0) {
		size_t n = len < piece_len ? len : piece_len;

		decode(&nvt, bytes, n, &r);
		bytes += n;
		len -= n;
	}
	r.trouble = nvt.trouble != NULL;
	telnet_codec_close(&nvt);
	return r;
}

/*
 * The results may differ if a codec has reported an error (`trouble`): a long
 * piece may need more answers than the codec has room for.
 */
static void
check_same(const struct result *a, const struct result *b)
{
	if (!a->trouble && !b->trouble)
		MUST(a->len == b->len && memcmp(a->data, b->data, a->len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct result results[3];
	bool com_port;

	if (len < 2)
		return 0;
	com_port = (bytes[0] & 1) != 0;
	results[0] = decode_in_pieces(com_port, bytes + 1, len - 1, len - 1);
	results[1] = decode_in_pieces(com_port, bytes + 1, len - 1, 1);
	results[2] = decode_in_pieces(
	    com_port, bytes + 1, len - 1, (size_t)(bytes[0] >> 1) + 1);
	for (int i = 0; i < 3; i++)
		check_same(&results[0], &results[i]);
	for (int i = 0; i < 3; i++)
		free(results[i].data);
	return 0;
}
