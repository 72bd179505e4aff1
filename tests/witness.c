#include <assert.h>
#include <string.h>

#include "witness.h"
#include "xm/inner.h"

/* Of the number, its complement, and the data. */
static uint64_t
hash(const uint8_t *block, size_t data_len)
{
	uint64_t h = (uint64_t)(block[1] << 8 | block[2]) + data_len;

	for (size_t i = 0; i < data_len; i += 8) {
		uint64_t word;

		memcpy(&word, block + 3 + i, 8);
		h = (h ^ word) * 0x9e3779b97f4a7c15;
		h ^= h >> 32;
	}
	return h;
}

static bool
was_sent(const struct witness *w, uint64_t h)
{
	for (size_t i = w->sent_count; i > 0; i--) {
		if (w->sent[i - 1] == h)
			return true;
	}
	return false;
}

void
witness_output(struct witness *w, const struct xm *x)
{
	const uint8_t *out;
	size_t len = xm_output(x, &out);

	if (len > 128 && out == x->block) {
		uint64_t h = hash(out, x->data_len);

		if (was_sent(w, h))
			return;
		assert(w->sent_count < WITNESS_BLOCKS_MAX);
		w->sent[w->sent_count++] = h;
	}
}

void
witness_receiver(struct witness *w, const struct xm *x)
{
	bool holds = xm_event(x) == XM_DATA ||
		     (xm_event(x) == XM_FILE && xm_recv_file(x)->name[0]);

	if (holds && !was_sent(w, hash(x->block, x->data_len)))
		w->collisions++;
}
