#include <assert.h>
#include <string.h>

#include "harness/error_cause.h"
#include "xm/internal.h"

enum { HEAD_LEN = 3 };

/* Hashes the number, its complement, and the data. */
static uint64_t
hash(const uint8_t *block, size_t data_len)
{
	uint64_t h = (uint64_t)(block[1] << 8 | block[2]) + data_len;

	for (size_t i = 0; i < data_len; i += 8) {
		uint64_t word;

		memcpy(&word, block + HEAD_LEN + i, 8);
		h = (h ^ word) * 0x9e3779b97f4a7c15;
		h ^= h >> 32;
	}
	return h;
}

static bool
was_sent(const struct error_cause *w, uint64_t h)
{
	for (size_t i = w->sent_count; i > 0; i--) {
		if (w->sent[i - 1] == h)
			return true;
	}
	return false;
}

static void
note_block(struct error_cause *w, const uint8_t *block, size_t data_len)
{
	uint64_t h = hash(block, data_len);

	if (was_sent(w, h))
		return;
	assert(w->sent_count < WITNESS_BLOCKS_MAX);
	w->sent[w->sent_count++] = h;
}

void
error_cause_output(struct error_cause *w, const struct xm *x, size_t taken)
{
	const uint8_t *out;
	size_t len = xm_output(x, &out);

	if (len == 0)
		return;
	if (len != w->left) {
		w->messages++;
		if (*out == SOH || *out == STX)
			note_block(w, out, *out == STX ? 1024 : 128);
	}
	w->left = len - taken;
}

void
error_cause_input(struct error_cause *w, const uint8_t *bytes, size_t len)
{
	size_t keep;

	if (len > WITNESS_BLOCK_MAX) {
		bytes += len - WITNESS_BLOCK_MAX;
		len = WITNESS_BLOCK_MAX;
	}
	if (len > WITNESS_INPUT_MAX - w->input_len) {
		keep = WITNESS_BLOCK_MAX;
		memmove(w->input, w->input + w->input_len - keep, keep);
		w->input_len = keep;
	}
	if (len > 0)
		memcpy(w->input + w->input_len, bytes, len);
	w->input_len += len;
}

/* Computes the CRC bit by bit, independently of the engine's code. */
static unsigned
crc(const uint8_t *bytes, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < 8 * len; i++) {
		unsigned bit = bytes[i / 8] >> (7 - i % 8) & 1;

		crc = (crc << 1) ^ ((crc >> 15 ^ bit) & 1 ? 0x1021 : 0);
	}
	return crc & 0xffff;
}

static unsigned
sum(const uint8_t *bytes, size_t len)
{
	unsigned sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += bytes[i];
	return sum & 0xff;
}

static bool
is_intact(const uint8_t *block, size_t data_len, bool has_crc)
{
	const uint8_t *data = block + HEAD_LEN;
	const uint8_t *check = data + data_len;

	if ((block[1] ^ block[2]) != 0xff)
		return false;
	return has_crc
		   ? crc(data, data_len) == ((unsigned)check[0] << 8 | check[1])
		   : sum(data, data_len) == check[0];
}

/*
 * Counts an error if the last bytes that the receiver has read are not a block
 * that the sender has sent.
 */
static void
examine(struct error_cause *w, bool has_crc)
{
	static const size_t data_len[] = { 128, 1024 };
	bool intact = false;

	for (int i = 0; i < 2; i++) {
		size_t len = HEAD_LEN + data_len[i] + 1 + has_crc;
		const uint8_t *block = w->input + w->input_len - len;

		if (w->input_len < len || *block != (i == 0 ? SOH : STX))
			continue;
		if (was_sent(w, hash(block, data_len[i])))
			return;
		intact = intact || is_intact(block, data_len[i], has_crc);
	}
	if (intact)
		w->collisions++;
	else
		w->damaged++;
}

void
error_cause_receiver(struct error_cause *w, const struct xm *x)
{
	if (xm_event(x) == XM_DATA ||
	    (xm_event(x) == XM_FILE && xm_recv_file(x)->name[0]))
		examine(w, xm_has_crc(x));
}
