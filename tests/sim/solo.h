#ifndef SIM_SOLO_H
#define SIM_SOLO_H

/*
 * One end of a simulated session. The test itself plays the other end:
 *
 *	solo_begin(&s, &end_plain_sender);
 *	solo_input(&s, "C", 1);
 *	cr_expect(solo_sent_block(&s, 0, "f0\000300 ", 7));
 */

#include "sim/end.h"

struct solo {
	const struct end_type *type;
	struct end_session session; /* session of the end, set
				       before solo_begin() */
	uint32_t now_ms;
	size_t sent_len;
	uint8_t sent[4096]; /* bytes that the end has sent since the
			       last call of a function solo_sent...() */
	_Alignas(16) uint8_t end[16 * 1024];
};

/* Sets a YMODEM or XMODEM session with one file of this many bytes. */
void solo_set(struct solo *, bool ymodem, uint16_t block_len, uint16_t len);

/* Adds a file to the session. Block 0 announces its size. */
void solo_add(struct solo *, uint16_t len);

void solo_begin(struct solo *, const struct end_type *);

/* Pass bytes, or a block with these bytes and zeros as padding, to input(). */
void solo_input(struct solo *, const void *, size_t);
void solo_input_byte(struct solo *, uint8_t);
void solo_input_block(
    struct solo *, uint8_t number, const void *data, size_t data_len);

/* Advances the clock, and calls input() at each timeout of the end. */
void solo_wait(struct solo *, uint32_t ms);

/*
 * Return true if the end has sent exactly these bytes since the last call of a
 * function solo_sent...().
 */
bool solo_sent(struct solo *, const void *, size_t);
bool solo_sent_byte(struct solo *, uint8_t);
bool solo_sent_nothing(struct solo *);

/*
 * Returns true if the end has sent exactly this block, with a CRC, since the
 * last call of a function solo_sent...(). The byte `fill` is the padding.
 */
bool solo_sent_block(struct solo *, uint8_t number, uint16_t block_len,
    const void *data, size_t data_len, uint8_t fill);

enum end_result solo_result(const struct solo *);

#endif
