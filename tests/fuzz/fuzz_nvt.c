#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "nvt.h"

/*
 * A telnet server that sends anything, in pieces: the first byte of the input
 * says whether RFC 2217 is wanted, then each piece has its length in front.
 */

static void
check_output(struct nvt *nvt)
{
	MUST(nvt->out_len <= sizeof nvt->out);
	MUST(nvt->answer_len <= sizeof nvt->answer);
	nvt_sent(nvt, nvt->out_len);
	MUST(nvt->out_len == 0);
}

/* Doubled bytes fit, too: no more is taken than there is room for. */
static void
answer_it(struct nvt *nvt, const uint8_t *piece, size_t len)
{
	MUST(nvt_encode(nvt, piece, len) <= len);
	check_output(nvt);
	nvt_ask(nvt, 1, 0xff00ffff, 4);
	check_output(nvt);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct nvt nvt;

	if (len == 0)
		return 0;
	MUST(nvt_open(&nvt, (bytes[0] & 1) != 0));
	check_output(&nvt);
	for (bytes++, len--; len > 1 && !nvt.broken;) {
		size_t n = bytes[0] < len - 1 ? bytes[0] : len - 1;
		uint8_t *piece = malloc(n + 1);

		MUST(piece != NULL);
		memcpy(piece, bytes + 1, n);
		MUST(nvt_decode(&nvt, piece, n) <= n);
		check_output(&nvt);
		answer_it(&nvt, bytes + 1, n);
		free(piece);
		bytes += n + 1;
		len -= n + 1;
	}
	nvt_close(&nvt);
	return 0;
}
