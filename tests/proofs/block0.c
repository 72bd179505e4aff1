#include <__fc_builtin.h>

#include "xm/internal.h"

/* The data of a block 0, and the NUL that the parser needs after them. */
static char data[LEN + 1];

/*
 * prove_number() proves this contract for LEN = 128; the other proofs assume it.
 */
/*@ requires \subset(at, &data[0 .. LEN]);
    requires data[LEN] == 0;
    requires \valid(value);
    assigns *value \from data[0 .. LEN], base;
    assigns \result \from at, data[0 .. LEN];
    ensures \result == \null || \subset(\result, &data[0 .. LEN]);
*/
static const char *parse_number(const char *at, unsigned base, uint64_t *value);

/* The data of the block 0 that prove_build() builds. */
static uint8_t built[XM_DATA_MAX];

#include "xm/block0.c"

/*@ requires \valid(w) && w->end == &built[XM_DATA_MAX];
    requires \subset(w->at, &built[0 .. XM_DATA_MAX]);
    requires len > 0 && \valid_read(bytes + (0 .. len - 1));
    assigns w->at, w->full, built[0 .. XM_DATA_MAX - 1]
	\from w->at, w->full, bytes[0 .. len - 1], len;
    ensures \subset(w->at, &built[0 .. XM_DATA_MAX]);
    ensures w->full == 0 || w->full == 1;
*/
static void put_bytes(struct writer *w, const char *bytes, size_t len);

void
prove_number(void)
{
	uint64_t value = 0;

	Frama_C_make_unknown(data, LEN);
	for (size_t at = 0; at <= LEN; at++) {
		(void)parse_number(data + at, 8, &value);
		(void)parse_number(data + at, 10, &value);
	}
}

void
prove_parse(void)
{
	struct xm_file file;

	Frama_C_make_unknown(data, LEN);
	(void)xm_block0_parse(data, LEN, &file);
}

/* Proves xm_block0_is_last() for a name of any length. */
void
prove_is_last(void)
{
	for (size_t name_len = 0; name_len < LEN; name_len++) {
		Frama_C_make_unknown(data, LEN);
		data[name_len] = '\0';
		(void)xm_block0_is_last(data);
	}
}

void
prove_put(void)
{
	static const char bytes[XM_DATA_MAX + 1];
	size_t len = Frama_C_size_t_interval(1, sizeof bytes);

	for (size_t at = 0; at <= XM_DATA_MAX; at++) {
		struct writer w = { built + at, built + XM_DATA_MAX, false };

		put_bytes(&w, bytes, len);
	}
}

/*
 * Proves xm_block0_build() for a name of up to 1024 bytes.  A name of 1024
 * bytes does not fit in a block, so a longer name needs no other proof.
 */
void
prove_build(void)
{
	struct xm_file file = {
		.size = Frama_C_unsigned_long_interval(0, UINT64_MAX),
		.mtime = Frama_C_long_interval(INT64_MIN, INT64_MAX),
		.mode = Frama_C_unsigned_int_interval(0, UINT32_MAX),
		.name = data,
	};

	Frama_C_make_unknown(data, LEN);
	(void)xm_block0_build(built, &file);
	(void)xm_block0_build(built, NULL);
}
