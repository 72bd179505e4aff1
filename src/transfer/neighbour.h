#ifndef TRANSFER_NEIGHBOUR_H
#define TRANSFER_NEIGHBOUR_H

/*
 * What the other end shows before a session begins: that it speaks another
 * protocol, or that it waits for a command.
 *
 * Times are milliseconds of clock_ms().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NEIGHBOUR_TAIL_MAX = 256, NEIGHBOUR_TEXT_SIZE = 128 };

/* Zeroed at first. */
struct neighbour {
	uint8_t tail[NEIGHBOUR_TAIL_MAX]; /* the last bytes that came */
	size_t len;
	uint32_t heard_ms; /* when the last one came */
	bool judged;       /* nothing came since it was judged in silence */
	bool told;         /* of a prompt */
};

/* Takes bytes that came before the session. */
void neighbour_heard(
    struct neighbour *, const uint8_t *, size_t, uint32_t now_ms);

/*
 * Returns after how many milliseconds of silence it is to be judged, or
 * UINT32_MAX if only more bytes can tell more.
 */
uint32_t neighbour_wait_ms(const struct neighbour *, uint32_t now_ms);

/*
 * Returns true, and says what to do about it, if the other end speaks another
 * protocol than this end's, which is "XMODEM", "YMODEM" or, of a receiver that
 * takes both, "".
 */
bool neighbour_is_foreign(struct neighbour *, const char *protocol, bool sends,
    uint32_t now_ms, char text[static NEIGHBOUR_TEXT_SIZE]);

/* Returns true once if the last thing it sent is a prompt, and silence. */
bool neighbour_shows_prompt(struct neighbour *, uint32_t now_ms);

/* Does the other end send back a receiver's requests, as a shell does? */
bool neighbour_echoes(const struct neighbour *);

#endif
