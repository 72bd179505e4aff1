#ifndef SIM_SOLO_H
#define SIM_SOLO_H

/*
 * One end of a simulated session and a script: the test plays the other end.
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
	uint8_t sent[4096]; /* bytes that the end has sent
			       since the last check */
	_Alignas(16) uint8_t end[16 * 1024];
};

/* Sets a YMODEM or XMODEM session with one file of this many bytes. */
void solo_set(struct solo *, bool ymodem, uint16_t block_len, uint16_t len);

/* Adds a file to the session. Block 0 announces its size. */
void solo_add(struct solo *, uint16_t len);

void solo_begin(struct solo *, const struct end_type *);

/* Pass these bytes to the end, or a block of these bytes padded with zeros. */
void solo_input(struct solo *, const void *, size_t);
void solo_input_byte(struct solo *, uint8_t);
void solo_input_block(
    struct solo *, uint8_t number, const void *data, size_t data_len);

/* Advances the clock, and calls the end at each of its timeouts. */
void solo_wait(struct solo *, uint32_t ms);

/* Returns true if the end has sent exactly these bytes since the last check. */
bool solo_sent(struct solo *, const void *, size_t);
bool solo_sent_byte(struct solo *, uint8_t);
bool solo_sent_nothing(struct solo *);

/*
 * Returns true if the end has sent exactly this block with a CRC since the last
 * check. The data is padded with the byte `fill`.
 */
bool solo_sent_block(struct solo *, uint8_t number, uint16_t block_len,
    const void *data, size_t data_len, uint8_t fill);

enum end_result solo_result(const struct solo *);

#endif
